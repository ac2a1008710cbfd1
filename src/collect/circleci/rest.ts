/** One question to the REST API: when it may be asked, how often, and where it is sent on to. */
import type { CircleApi } from "../questions.ts";
import type { ApiFault } from "./api-fault.ts";
import { kindOf } from "./address.ts";
import { health } from "./health.ts";
import type { Aim, Health } from "./health.ts";
import { notYet, send } from "./http.ts";
import type { HttpAnswer } from "./http.ts";
import { judge } from "./judge.ts";
import type { RestAnswer } from "./judge.ts";
import { attempts } from "./pace.ts";
import type { Attempt, Clock } from "./pace.ts";
import { rateGate } from "./rate-gate.ts";
import type { RateGate, RateGateEvents } from "./rate-gate.ts";
import { mostRedirects, roundAndRound, targetOf } from "./redirect.ts";
import type { Installation } from "./roots.ts";
import { withoutToken } from "../without-token.ts";

export interface RestOptions extends Clock, RateGateEvents {
  readonly installation: Installation;
  readonly token: string;
  readonly userAgent: string;
  /** Called for each request that is sent. */
  readonly sent: () => void;
  /** Runs it as soon as there is room. */
  readonly join: <T>(task: () => Promise<T>) => Promise<T>;
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

/** The answers share the pace and what is known of the hosts. Never rejects. */
export function restAsker(options: RestOptions): AskRest {
  const known = health();
  const gates = new Map<string, RateGate>();
  return async (question) => {
    const { origin } = new URL(question.url);
    const gate = gates.get(origin) ?? rateGate(options, options);
    gates.set(origin, gate);
    const aim = { origin, api: question.api, kind: kindOf(question.api, question.path) };
    return askPatiently({ question, aim, gate, known, options });
  };
}

interface Asking {
  readonly question: RestQuestion;
  readonly aim: Aim;
  readonly gate: RateGate;
  readonly known: Health;
  readonly options: RestOptions;
}

/** `fault`: of a host that turned us away. Undefined: the gate has been closed in the meantime. */
type Turned = RestAnswer | { readonly kind: "turned away"; readonly fault: ApiFault | undefined };

const mostTurns = 8;

/** Comes back whenever the gate opens; whoever waits there takes no room from others. */
async function askPatiently(asking: Asking): Promise<RestAnswer> {
  const { aim, gate, known, options } = asking;
  for (let turns = 0; ;) {
    const closed = await gate.opened(aim.kind);
    if (closed !== undefined) return { kind: "fault", fault: closed };
    const answer = await options.join(() => askOnce(asking));
    if (answer.kind !== "turned away") return answer;
    if (answer.fault === undefined) continue;
    // A limit on everything passes; one on this kind of question may be there for good.
    const isHopeless = gate.isHopeless(aim.kind);
    if (isHopeless) known.note(aim, answer.fault);
    turns += 1;
    if (isHopeless || turns >= mostTurns) return { kind: "fault", fault: answer.fault };
  }
}

/** When there is room. By then it may have become useless. */
async function askOnce(asking: Asking): Promise<Turned> {
  const { aim, known, options } = asking;
  let tries = 0;
  const once = async (): Promise<Attempt<Turned>> => {
    const hopeless = known.fault(aim);
    if (hopeless !== undefined) return noUse(hopeless);
    const attempt = await attemptOnce(asking);
    tries += 1;
    // Nobody waits long to be told that there is no network.
    const isGone = "again" in attempt && attempt.again.isOutOfReach === true && !known.hasAnswered(aim.origin);
    return isGone && tries >= 2 ? noUse(attempt.again) : attempt;
  };
  const result = await attempts(once, options);
  const answer: Turned = "outcome" in result ? result.outcome : { kind: "fault", fault: result.fault };
  // Before there is room for another.
  if (answer.kind !== "turned away") known.note(aim, answer.kind === "fault" ? answer.fault : undefined);
  if (answer.kind === "body" || answer.kind === "unmodified") options.answered();
  return answer;
}

async function attemptOnce(asking: Asking): Promise<Attempt<Turned>> {
  const { question, aim, gate, options } = asking;
  let url = question.url;
  for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
    const ticket = gate.enter(aim.kind);
    if (ticket === undefined) return turnedAway(undefined);
    const answer = await request(url, asking);
    gate.leave(ticket, aim.kind, "fault" in answer ? undefined : answer);
    if ("fault" in answer) return answer.again ? { again: answer.fault, retryAfter: undefined } : noUse(answer.fault);
    const again = notYet(answer, options.now(), requestIdOf(answer, options.token));
    if (again !== undefined) return again.again.kind === "throttled" ? turnedAway(again.again) : again;
    const isRedirect = answer.status >= 300 && answer.status < 400 && answer.status !== 304;
    if (!isRedirect) return { outcome: judge(answer, { ...question, ...options }) };
    const target = targetOf(answer, url, options.token);
    if (typeof target !== "string") return noUse(target);
    url = target;
  }
  return noUse(roundAndRound);
}

function turnedAway(fault: ApiFault | undefined): Attempt<Turned> {
  return { outcome: { kind: "turned away", fault } };
}

function request(url: string, { question: { etag }, options }: Asking): ReturnType<typeof send> {
  const { token, userAgent, sent, deadline, now } = options;
  const headers = { "circle-token": token, "user-agent": userAgent, ...(etag === undefined ? {} : { "if-none-match": etag }) };
  sent();
  return send({ method: "GET", url, headers, largest: largestAnswer, tooLarge, remaining: deadline - now() });
}

function noUse(fault: ApiFault): { readonly outcome: RestAnswer } {
  return { outcome: { kind: "fault", fault } };
}

/** For whoever asks CircleCI's support. */
function requestIdOf({ header }: HttpAnswer, token: string): string {
  const id = withoutToken(header("x-request-id") ?? "", token);
  return /^[\w.-]{1,80}$/.test(id) ? id : "";
}
