/** One question to the REST API: when it may be asked, how often, and where it is sent on to. */
import type { CircleApi } from "../questions.ts";
import { plain } from "../../source/quote.ts";
import type { ApiFault } from "./api-fault.ts";
import { health } from "./health.ts";
import { notYet, send } from "./http.ts";
import type { HttpAnswer } from "./http.ts";
import { judge } from "./judge.ts";
import type { RestAnswer } from "./judge.ts";
import { attempts } from "./pace.ts";
import type { Attempt, Clock } from "./pace.ts";
import { rateGate } from "./rate-gate.ts";
import type { RateGate, RateGateEvents } from "./rate-gate.ts";
import type { Installation } from "./roots.ts";
import { withoutToken } from "./said.ts";

export interface RestOptions extends Clock, RateGateEvents {
  readonly installation: Installation;
  readonly token: string;
  readonly userAgent: string;
  /** Called for each request that is sent. */
  readonly sent: () => void;
  /** Called for each question that the host did answer. */
  readonly answered: () => void;
}

export interface RestQuestion {
  readonly api: CircleApi;
  readonly path: string;
  readonly url: string;
  /** Of an earlier answer, which need not be sent again. */
  readonly etag: string | undefined;
}

export type AskRest = (question: RestQuestion) => Promise<RestAnswer>;

/** In bytes, unpacked: v1.1 answers with all projects that somebody follows, their branches and last builds, at once. */
const largestAnswer = 32 * 1024 * 1024;
const tooLarge = "the answer is larger than 32 MB, which no answer of CircleCI's is";
const mostRedirects = 3;

/** The answers share the pace and what is known of the hosts. Never rejects. */
export function restAsker(options: RestOptions): AskRest {
  const known = health();
  const gates = new Map<string, RateGate>();
  const gateOf = (origin: string): RateGate => {
    const gate = gates.get(origin) ?? rateGate(options, options);
    gates.set(origin, gate);
    return gate;
  };
  return async (question) => {
    const { origin } = new URL(question.url);
    let tries = 0;
    const once = async (): Promise<Attempt<RestAnswer>> => {
      const hopeless = known.fault(question.api, origin);
      if (hopeless !== undefined) return noUse(hopeless);
      const attempt = await attemptOnce(question, gateOf(origin), options);
      tries += 1;
      // Nobody waits long to be told that there is no network.
      const isGone = "again" in attempt && attempt.again.isOutOfReach === true && !known.hasAnswered(origin);
      return isGone && tries >= 2 ? noUse(attempt.again) : attempt;
    };
    const result = await attempts(once, options);
    const answer: RestAnswer = "outcome" in result ? result.outcome : { kind: "fault", fault: result.fault };
    if (answer.kind !== "fault") options.answered();
    known.note(question.api, origin, answer.kind === "fault" ? answer.fault : undefined);
    return answer;
  };
}

async function attemptOnce(question: RestQuestion, gate: RateGate, options: RestOptions): Promise<Attempt<RestAnswer>> {
  let url = question.url;
  for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
    const answer = await sendOnce(url, question, gate, options);
    if (!("status" in answer)) return answer;
    const again = notYet(answer, options.now(), requestIdOf(answer, options.token));
    if (again !== undefined) return again;
    const isRedirect = answer.status >= 300 && answer.status < 400 && answer.status !== 304;
    if (!isRedirect) return { outcome: judge(answer, { ...question, ...options }) };
    const target = targetOf(answer, url, options.token);
    if (typeof target !== "string") return noUse(target);
    url = target;
  }
  return noUse(roundAndRound);
}

async function sendOnce(
  url: string,
  { etag }: RestQuestion,
  gate: RateGate,
  { token, userAgent, sent, ...clock }: RestOptions,
): Promise<HttpAnswer | Attempt<RestAnswer>> {
  const ticket = await gate.enter();
  if (typeof ticket !== "number") return noUse(ticket);
  sent();
  const headers = { "circle-token": token, "user-agent": userAgent, ...(etag === undefined ? {} : { "if-none-match": etag }) };
  // Waiting at the gate took its time.
  const remaining = Math.max(1, clock.deadline - clock.now());
  const answer = await send({ method: "GET", url, headers, largest: largestAnswer, tooLarge, remaining });
  gate.leave(ticket, "fault" in answer ? undefined : answer);
  if ("status" in answer) return answer;
  return answer.again ? { again: answer.fault, retryAfter: undefined } : noUse(answer.fault);
}

function noUse(fault: ApiFault): { readonly outcome: RestAnswer } {
  return { outcome: { kind: "fault", fault } };
}

const roundAndRound: ApiFault = {
  kind: "answer",
  reason: `the host sends us on more than ${mostRedirects} times: check \`--circleci-host\``,
};

/** Where a redirect leads, on the same host by the same scheme; a token goes nowhere else. */
function targetOf({ status, header }: HttpAnswer, from: string, token: string): string | ApiFault {
  const location = header("location") ?? "";
  const { origin } = new URL(from);
  if (![301, 302, 303, 307, 308].includes(status) || !URL.canParse(location, from)) {
    return {
      kind: "answer",
      reason: `the host sends us elsewhere without saying where (HTTP ${status}): check \`--circleci-host\``,
    };
  }
  const target = new URL(location, from);
  if (target.origin === origin && target.username === "" && target.password === "") return target.href;
  const place = target.origin === "null" ? "another address" : plain(withoutToken(target.origin, token), 100);
  const reason = `the host sends us to ${place} (HTTP ${status}), which is not followed, since the token is not for it: check \`--circleci-host\``;
  return { kind: "answer", reason };
}

/** For whoever asks CircleCI's support. */
function requestIdOf({ header }: HttpAnswer, token: string): string {
  const id = withoutToken(header("x-request-id") ?? "", token);
  return /^[\w.-]{1,80}$/.test(id) ? id : "";
}
