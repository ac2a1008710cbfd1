/** What kept a request from being answered, in words. */
import type { ApiFault } from "./api-fault.ts";

export interface TransportFault {
  readonly fault: ApiFault;
  /** It may be over in a moment. */
  readonly again: boolean;
}

const reasons: Readonly<Record<string, string>> = {
  ECONNRESET: "the host broke the connection off",
  EPIPE: "the host broke the connection off",
};

/** Then there is no connection at all. */
const outOfReach: Readonly<Record<string, string>> = {
  ECONNREFUSED: "the host refuses the connection",
  ENOTFOUND: "the host's name is not known: check the network and `--circleci-host`",
  EAI_AGAIN: "the host's name cannot be looked up: check the network",
  ENETUNREACH: "the network cannot be reached",
  EHOSTUNREACH: "the host cannot be reached",
  ETIMEDOUT: "the host does not answer",
  EPROTO: "the host does not speak https as it should: check `--circleci-host`",
};

/** Codes of OpenSSL and Node for certificates that nobody here trusts. */
const certificate = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS/;

/**
 * Looks at codes only: an error of the HTTP library holds the request, and that the token.
 * @param tooLarge what to say of an answer that has too many bytes
 */
export function transportFault(error: unknown, timeUp: "deadline" | "slow" | undefined, tooLarge: string): TransportFault {
  if (timeUp === "deadline") {
    return {
      fault: { kind: "deadline", reason: "the time given with `--timeout` was over before the host answered" },
      again: false,
    };
  }
  if (timeUp === "slow") return again("the host is too slow");
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (error instanceof Error && error.message.startsWith("maxContentLength")) {
    return { fault: { kind: "answer", reason: tooLarge }, again: false };
  }
  if (certificate.test(code)) {
    const reason = `the host's certificate is not trusted (${code}): for an authority of your own set \`NODE_EXTRA_CA_CERTS\``;
    return { fault: { kind: "network", reason, isOutOfReach: true }, again: false };
  }
  if (code.startsWith("HPE_")) {
    const reason = "the host does not speak HTTP as it should: check `--circleci-host`";
    return { fault: { kind: "network", reason }, again: false };
  }
  const reason = outOfReach[code];
  if (reason !== undefined) return { fault: { kind: "network", reason, isOutOfReach: true }, again: true };
  return again(reasons[code] ?? "the connection broke off");
}

function again(reason: string): TransportFault {
  return { fault: { kind: "network", reason }, again: true };
}
