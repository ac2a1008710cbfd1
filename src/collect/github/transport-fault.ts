/** What kept a request from being answered, in words that say who must act. */

/**
 * `again`: it may be over in a moment. `host`: likewise, but nothing else will be answered either while it lasts. `final`: asking again
 * would not help. `size`: the answer is larger than is read.
 */
export type FaultKind = "again" | "host" | "final" | "size";

export class TransportFault extends Error {
  readonly kind: FaultKind;
  /** `reason`: a sentence without its full stop. */
  constructor(reason: string, kind: FaultKind) {
    super(reason);
    this.kind = kind;
    // An error of this name is passed on as it is, and not tried again.
    if (kind === "final" || kind === "size") this.name = "AbortError";
  }
}

export function outOfTime(): TransportFault {
  return new TransportFault("the time given with `--timeout` was over before GitHub answered", "final");
}

const ofHost: Readonly<Record<string, string>> = {
  ECONNREFUSED: "the host refuses the connection",
  ENOTFOUND: "the host's name is not known: check the network and `--github-host`",
  EAI_AGAIN: "the host's name cannot be looked up: check the network",
  ENETUNREACH: "the network cannot be reached",
  EHOSTUNREACH: "the host cannot be reached",
};

const ofConnection: Readonly<Record<string, string>> = {
  ECONNRESET: "the host broke the connection off",
  EPIPE: "the host broke the connection off",
  ETIMEDOUT: "the host does not answer",
};

/** Codes of OpenSSL and Node for certificates that nobody here trusts. */
const certificate = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS/;

/** Looks at codes only: an error of the HTTP library holds the request, and that the token. */
export function faultOf(error: unknown, isSlow: boolean): TransportFault {
  if (isSlow) return new TransportFault("the host is too slow", "again");
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (error instanceof Error && error.message.startsWith("maxContentLength")) {
    return new TransportFault("the answer is larger than any that is expected", "size");
  }
  if (certificate.test(code)) {
    const cure = "for an authority of your own set `NODE_EXTRA_CA_CERTS`";
    return new TransportFault(`the host's certificate is not trusted (${code}): ${cure}`, "final");
  }
  const aboutHost = ofHost[code];
  if (aboutHost !== undefined) return new TransportFault(aboutHost, "host");
  return new TransportFault(ofConnection[code] ?? "the connection broke off", "again");
}
