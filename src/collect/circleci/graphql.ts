/**
 * Questions to CircleCI's GraphQL API. A token goes to the one host and nowhere else: no redirect is followed. What goes wrong is an
 * `ApiFault`.
 */
import { isRecord, parseJson, recordIn, stringIn } from "../json.ts";
import type { ApiFault } from "./api-fault.ts";
import { notYet, send } from "./http.ts";
import type { HttpAnswer } from "./http.ts";
import { attempts } from "./pace.ts";
import type { Attempt, Clock } from "./pace.ts";
import { said } from "./said.ts";

export interface ApiOptions extends Clock {
  /** Scheme and host, as `hostOf` gives it. */
  readonly host: string;
  readonly token: string | undefined;
  readonly userAgent: string;
}

export type ApiAnswer = { readonly data: Readonly<Record<string, unknown>> } | { readonly fault: ApiFault };

/** In bytes, unpacked. An orb of the largest size, written as a JSON string. */
const largestAnswer = 12 * 1024 * 1024;

/** Asks until there is an answer, the attempts are used up or the time is over. Never rejects. */
export async function askGraphql(
  query: string,
  variables: Readonly<Record<string, string>>,
  options: ApiOptions,
): Promise<ApiAnswer> {
  const body = JSON.stringify({ query, variables });
  const answer = await attempts<ApiAnswer>((remaining) => attemptOnce(body, remaining, options), options);
  return "outcome" in answer ? answer.outcome : answer;
}

async function attemptOnce(body: string, remaining: number, options: ApiOptions): Promise<Attempt<ApiAnswer>> {
  const { host, token, userAgent } = options;
  const answer = await send({
    method: "POST",
    url: `${host}/graphql-unstable`,
    body,
    headers: {
      "content-type": "application/json",
      "user-agent": userAgent,
      ...(token === undefined ? {} : { authorization: token }),
    },
    largest: largestAnswer,
    tooLarge: "the answer is larger than any orb",
    remaining,
  });
  if ("fault" in answer) return answer.again ? { again: answer.fault, retryAfter: undefined } : { outcome: answer };
  return notYet(answer, options.now()) ?? { outcome: judge(answer, token) };
}

function judge({ status, text }: HttpAnswer, token: string | undefined): ApiAnswer {
  if (status === 401 || status === 403) return { fault: { kind: "token", reason: refusal(status, token) } };
  if (status >= 300 && status < 400) {
    return answerFault(`the host sends us elsewhere (HTTP ${status}), which is not followed: check \`--circleci-host\``);
  }
  if (status === 404) return answerFault("the host has no orb registry (HTTP 404): check `--circleci-host`");
  if (status !== 200) return answerFault(`the host answers HTTP ${status}`);
  return readBody(text, token);
}

function refusal(status: number, token: string | undefined): string {
  return token === undefined
    ? `CircleCI wants a token (HTTP ${status}): set \`CIRCLE_TOKEN\` to a personal API token`
    : `CircleCI refuses the token (HTTP ${status}): it has expired, was revoked or may not read orbs; set \`CIRCLE_TOKEN\` to another`;
}

function answerFault(reason: string): ApiAnswer {
  return { fault: { kind: "answer", reason } };
}

/** Errors come with status 200; what was answered beside them counts. */
function readBody(text: string, token: string | undefined): ApiAnswer {
  const body = parseJson(text);
  if (!isRecord(body)) return answerFault(noData(text));
  const { errors } = body;
  const data = recordIn(body, "data");
  const [first] = Array.isArray(errors) ? (errors as readonly unknown[]) : [];
  if (first !== undefined && !Object.values(data ?? {}).some(isRecord)) {
    const message = isRecord(first) ? (stringIn(first, "message") ?? "") : "";
    return answerFault(`CircleCI answers with an error: ${said(message, token) || "it does not say which"}`);
  }
  return data === undefined ? answerFault("the answer is not one of CircleCI's: it holds no data") : { data };
}

/** What to say of a text that is no JSON. */
export function noData(text: string): string {
  const what = /^\s*</.test(text) ? "a web page" : "something that is no JSON";
  return `the host answers with ${what} instead of data: a proxy or login page may be in between; check \`--circleci-host\``;
}
