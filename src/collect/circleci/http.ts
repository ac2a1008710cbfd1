/**
 * One request and what the host answered. It goes to the one address: no redirect is followed here. Errors of the HTTP library do not leave
 * this file, since they hold the request with its token. Connections are kept open by the agent that Node shares among all requests.
 */
import type { AxiosResponse } from "axios";
import { pauseAskedFor } from "./allowance.ts";
import { isLoopback } from "./host.ts";
import type { Attempt } from "./pace.ts";
import { answerOfProxy } from "../proxy.ts";
import { transportFault } from "./transport-fault.ts";
import type { TransportFault } from "./transport-fault.ts";

export interface HttpRequest {
  readonly method: "GET" | "POST";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  /** What an answer may have, in bytes, unpacked. */
  readonly largest: number;
  /** What to say of one that has more. */
  readonly tooLarge: string;
  /** Until the deadline, in milliseconds. */
  readonly remaining: number;
}

export interface HttpAnswer {
  readonly status: number;
  readonly header: (name: string) => string | undefined;
  readonly text: string;
}

/** One attempt may take so long, in milliseconds. */
const longestAttempt = 20_000;

/** Never rejects. */
export async function send(request: HttpRequest): Promise<HttpAnswer | TransportFault> {
  const { default: axios } = await import("axios");
  const { method, url, headers, body, remaining } = request;
  const signal = AbortSignal.timeout(Math.max(1, Math.ceil(Math.min(remaining, longestAttempt))));
  try {
    const response = await axios.request<string>({
      url,
      method,
      data: body,
      headers: { accept: "application/json", ...headers },
      adapter: "http",
      // What goes to this machine itself must not go to a proxy.
      ...(isLoopback(new URL(url).hostname) ? { proxy: false } : {}),
      maxRedirects: 0,
      maxContentLength: request.largest,
      responseType: "text",
      transformResponse: (text: string) => text,
      validateStatus: () => true,
      signal,
    });
    const { status, data } = response;
    const refusal = answerOfProxy(response, url);
    if (refusal !== undefined) return { fault: { kind: "network", reason: refusal, isOutOfReach: true }, again: status >= 500 };
    return { status, text: data, header: (name) => headerOf(response.headers, name) };
  } catch (error) {
    const timeUp = remaining <= longestAttempt ? "deadline" : "slow";
    return transportFault(error, signal.aborted ? timeUp : undefined, request.tooLarge);
  }
}

function headerOf(headers: AxiosResponse["headers"], name: string): string | undefined {
  const value: unknown = headers[name];
  return typeof value === "string" ? value : undefined;
}

/** The attempt that has to be made again, for an answer that says so; undefined for all others. */
export function notYet(answer: HttpAnswer, now: number, requestId = ""): Extract<Attempt<never>, { again: unknown }> | undefined {
  const { status } = answer;
  if (status !== 429 && status !== 408 && status < 500) return undefined;
  const retryAfter = pauseAskedFor(answer, now);
  if (status === 429) {
    const reason = "CircleCI takes no more questions for now (HTTP 429): try again later, or give more `--timeout`";
    return { again: { kind: "throttled", reason }, retryAfter };
  }
  const request = requestId === "" ? "" : `, request ${requestId}`;
  return {
    again: { kind: "server", reason: `CircleCI has trouble of its own (HTTP ${status}${request}): try again later` },
    retryAfter,
  };
}
