/**
 * Questions to CircleCI's GraphQL API. A token goes to the one host and nowhere else: no redirect is followed. What goes wrong is an
 * `ApiFault`; errors of the HTTP library are not passed on, since they hold the request with its token.
 */
import type { AxiosResponse } from "axios";
import { plain } from "../../source/quote.ts";
import { isRecord, parseJson, recordIn, stringIn } from "../json.ts";
import type { ApiFault } from "./api-fault.ts";
import { isLoopback } from "./host.ts";
import { mostAttempts, pauseBefore, retryAfterOf, wait } from "./pace.ts";
import type { Clock } from "./pace.ts";
import { transportFault } from "./transport-fault.ts";

export interface ApiOptions extends Clock {
  /** Scheme and host, as `hostOf` gives it. */
  readonly host: string;
  readonly token: string | undefined;
  readonly userAgent: string;
}

export type ApiAnswer = { readonly data: Readonly<Record<string, unknown>> } | { readonly fault: ApiFault };

/** In bytes, unpacked. An orb of the largest size, written as a JSON string. */
const largestAnswer = 12 * 1024 * 1024;
/** One attempt may take so long, in milliseconds. */
const longestAttempt = 20_000;

type Attempt = ApiAnswer | { readonly fault: ApiFault; readonly again: true; readonly retryAfter: number | undefined };

/** Asks until there is an answer, the attempts are used up or the time is over. Never rejects. */
export async function askGraphql(
  query: string,
  variables: Readonly<Record<string, string>>,
  options: ApiOptions,
): Promise<ApiAnswer> {
  let last: Attempt = { fault: { kind: "deadline", reason: outOfTime } };
  for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
    if (attempt > 0) {
      const pause = pauseBefore(attempt, "again" in last ? last.retryAfter : undefined, options);
      if (pause === undefined) return last;
      await wait(pause);
    }
    const remaining = options.deadline - options.now();
    if (remaining <= 0) return last;
    last = await attemptOnce({ query, variables }, remaining, options);
    if (!("again" in last)) return last;
  }
  return last;
}

const outOfTime = "the time given with `--timeout` was over before it was asked";

async function attemptOnce(body: object, remaining: number, options: ApiOptions): Promise<Attempt> {
  const { default: axios } = await import("axios");
  const { host, token } = options;
  const signal = AbortSignal.timeout(Math.ceil(Math.min(remaining, longestAttempt)));
  try {
    const response = await axios.request<string>({
      url: `${host}/graphql-unstable`,
      method: "POST",
      data: JSON.stringify(body),
      headers: {
        accept: "application/json",
        "content-type": "application/json",
        "user-agent": options.userAgent,
        ...(token === undefined ? {} : { authorization: token }),
      },
      adapter: "http",
      // What goes to this machine itself must not go to a proxy.
      ...(isLoopback(new URL(host).hostname) ? { proxy: false } : {}),
      maxRedirects: 0,
      maxContentLength: largestAnswer,
      responseType: "text",
      transformResponse: (text: string) => text,
      validateStatus: () => true,
      signal,
    });
    return judge(response, options);
  } catch (error) {
    const { fault, again } = transportFault(
      error,
      signal.aborted ? (remaining <= longestAttempt ? "deadline" : "slow") : undefined,
    );
    return again ? { fault, again, retryAfter: undefined } : { fault };
  }
}

function judge({ status, headers, data }: AxiosResponse<string>, options: ApiOptions): Attempt {
  const { token } = options;
  if (status === 429 || status === 408 || status >= 500) {
    const retryAfter = retryAfterOf(headerOf(headers, "retry-after"), options.now());
    const fault: ApiFault =
      status === 429
        ? {
            kind: "throttled",
            reason: "CircleCI takes no more questions for now (HTTP 429): try again later, or give more `--timeout`",
          }
        : { kind: "server", reason: `CircleCI has trouble of its own (HTTP ${status}): try again later` };
    return { fault, again: true, retryAfter };
  }
  if (status === 401 || status === 403) return { fault: { kind: "token", reason: refusal(status, token) } };
  if (status >= 300 && status < 400) {
    return answerFault(`the host sends us elsewhere (HTTP ${status}), which is not followed: check \`--circleci-host\``);
  }
  if (status === 404) return answerFault("the host has no orb registry (HTTP 404): check `--circleci-host`");
  if (status !== 200) return answerFault(`the host answers HTTP ${status}`);
  return readBody(data, token);
}

function refusal(status: number, token: string | undefined): string {
  return token === undefined
    ? `CircleCI wants a token (HTTP ${status}): set \`CIRCLE_TOKEN\` to a personal API token`
    : `CircleCI refuses the token (HTTP ${status}): it has expired, was revoked or may not read orbs; set \`CIRCLE_TOKEN\` to another`;
}

function answerFault(reason: string): Attempt {
  return { fault: { kind: "answer", reason } };
}

function headerOf(headers: AxiosResponse["headers"], name: string): string | undefined {
  const value: unknown = headers[name];
  return typeof value === "string" ? value : undefined;
}

/** Errors come with status 200; what was answered beside them counts. */
function readBody(text: string, token: string | undefined): Attempt {
  const body = parseJson(text);
  if (!isRecord(body)) {
    const what = /^\s*</.test(text) ? "a web page" : "something that is no JSON";
    return answerFault(
      `the host answers with ${what} instead of data: a proxy or login page may be in between; check \`--circleci-host\``,
    );
  }
  const { errors } = body;
  const data = recordIn(body, "data");
  const [first] = Array.isArray(errors) ? (errors as readonly unknown[]) : [];
  if (first !== undefined && !Object.values(data ?? {}).some(isRecord)) {
    const said = isRecord(first) ? (stringIn(first, "message") ?? "") : "";
    return answerFault(`CircleCI answers with an error: ${plain(withoutToken(said, token), 200) || "it does not say which"}`);
  }
  return data === undefined ? answerFault("the answer is not one of CircleCI's: it holds no data") : { data };
}

/** A host may send back what it was sent. Goes before any cut, which would leave a piece of the token. */
function withoutToken(text: string, token: string | undefined): string {
  return token === undefined ? text : text.replaceAll(token, "***");
}
