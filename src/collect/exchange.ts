/**
 * One request and what came back: the only place that uses axios. It goes to the one address and follows no redirect. Errors of the library
 * do not leave this file, since they hold the request with its token. Connections are kept open by the agent that Node shares among all
 * requests.
 */
import type { AxiosResponse } from "axios";
import { isLoopback } from "./host.ts";
import { answerOfProxy } from "./proxy.ts";

export interface ExchangeRequest {
  readonly method: "GET" | "POST";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  /** What an answer may have, in bytes, unpacked. */
  readonly largest: number;
  /** How long it may take, in milliseconds. */
  readonly patience: number;
  /** The option of the command line that names the host. */
  readonly hostOption: string;
}

export interface Exchanged {
  readonly status: number;
  /** Names in small letters. */
  readonly headers: ReadonlyMap<string, string>;
  readonly text: string;
}

/**
 * `slow`: the patience is over. `too-large`: more bytes than are read. `unreachable`: there is no connection. `proxy`: somebody on the way
 * answered instead. `untrusted`: nobody here knows the certificate. `no-http`: it speaks something else. `broken-off`: all else.
 */
export type BreakKind = "slow" | "too-large" | "unreachable" | "proxy" | "untrusted" | "no-http" | "broken-off";

export interface Broken {
  readonly broken: BreakKind;
  /** A sentence without its full stop. */
  readonly reason: string;
  /** It may be over in a moment. */
  readonly again: boolean;
}

/** Never rejects. */
export async function exchange(request: ExchangeRequest): Promise<Exchanged | Broken> {
  const { default: axios } = await import("axios");
  const { method, url, headers, body, largest, patience } = request;
  const signal = AbortSignal.timeout(Math.max(1, Math.ceil(patience)));
  try {
    const response = await axios.request<string>({
      url,
      method,
      data: body,
      headers,
      adapter: "http",
      // What goes to this machine itself must not go to a proxy.
      ...(isLoopback(new URL(url).hostname) ? { proxy: false } : {}),
      maxRedirects: 0,
      maxContentLength: largest,
      responseType: "text",
      transformResponse: (text: string) => text,
      validateStatus: () => true,
      signal,
    });
    const refusal = answerOfProxy(response, url);
    if (refusal !== undefined) return { broken: "proxy", reason: refusal, again: response.status >= 500 };
    return {
      status: response.status,
      headers: headersOf(response),
      text: typeof response.data === "string" ? response.data : "",
    };
  } catch (error) {
    if (signal.aborted) return { broken: "slow", reason: "the host is too slow", again: true };
    return breakOf(error, request.hostOption);
  }
}

function headersOf({ headers }: AxiosResponse): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [name, value] of Object.entries(headers)) if (typeof value === "string") found.set(name.toLowerCase(), value);
  return found;
}

/** Then there is no connection at all. `OPTION` stands for the option that names the host. */
const unreachable: Readonly<Record<string, string>> = {
  ECONNREFUSED: "the host refuses the connection",
  ENOTFOUND: "the host's name is not known: check the network and `OPTION`",
  EAI_AGAIN: "the host's name cannot be looked up: check the network",
  ENETUNREACH: "the network cannot be reached",
  EHOSTUNREACH: "the host cannot be reached",
  ETIMEDOUT: "the host does not answer",
  EPROTO: "the host does not speak https as it should: check `OPTION`",
};

/** Codes of OpenSSL and Node for certificates that nobody here trusts. */
const certificate = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS/;

/** Looks at codes only: the error itself is not passed on. */
function breakOf(error: unknown, hostOption: string): Broken {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (error instanceof Error && error.message.startsWith("maxContentLength")) {
    return { broken: "too-large", reason: "the answer is larger than any that is expected", again: false };
  }
  if (certificate.test(code)) {
    const cure = "for an authority of your own set `NODE_EXTRA_CA_CERTS`";
    return { broken: "untrusted", reason: `the host's certificate is not trusted (${code}): ${cure}`, again: false };
  }
  if (code.startsWith("HPE_")) {
    return { broken: "no-http", reason: `the host does not speak HTTP as it should: check \`${hostOption}\``, again: false };
  }
  const reason = unreachable[code]?.replace("OPTION", hostOption);
  if (reason !== undefined) return { broken: "unreachable", reason, again: true };
  const isOff = code === "ECONNRESET" || code === "EPIPE";
  return { broken: "broken-off", reason: isOff ? "the host broke the connection off" : "the connection broke off", again: true };
}
