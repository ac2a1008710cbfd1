/** One request to CircleCI and what the host answered. No redirect is followed here. */
import { exchange } from "../exchange.ts";
import type { Broken } from "../exchange.ts";
import { pauseAskedFor } from "./allowance.ts";
import type { ApiFault } from "./api-fault.ts";
import type { Attempt } from "./pace.ts";

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

export interface TransportFault {
  readonly fault: ApiFault;
  /** It may be over in a moment. */
  readonly again: boolean;
}

/** Never rejects. */
export async function send({ tooLarge, remaining, ...request }: HttpRequest): Promise<HttpAnswer | TransportFault> {
  const headers = { accept: "application/json", ...request.headers };
  const patience = Math.min(remaining, longestAttempt);
  const answer = await exchange({ ...request, headers, patience, hostOption: "--circleci-host" });
  if ("broken" in answer) return faultOf(answer, tooLarge, remaining <= longestAttempt);
  return { status: answer.status, text: answer.text, header: (name) => answer.headers.get(name) };
}

/** `isLast`: the time for the one attempt was all that was left. */
function faultOf({ broken, reason, again }: Broken, tooLarge: string, isLast: boolean): TransportFault {
  if (broken === "slow" && isLast) {
    const over = "the time given with `--timeout` was over before the host answered";
    return { fault: { kind: "deadline", reason: over }, again: false };
  }
  if (broken === "too-large") return { fault: { kind: "answer", reason: tooLarge }, again };
  const isOutOfReach = broken === "unreachable" || broken === "untrusted" || broken === "proxy";
  return { fault: { kind: "network", reason, ...(isOutOfReach ? { isOutOfReach } : {}) }, again };
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
