/**
 * Holds questions back while a host takes no more: after a 429 until the time it names, and when its headers say that nothing is left
 * until they say there is again. A limit may be one on questions of a kind, such as insights: they wait alone, until a second kind is
 * turned away too. Then all wait together.
 */
import { allowanceIn, pauseAskedFor } from "./allowance.ts";
import type { ApiFault } from "./api-fault.ts";
import type { HttpAnswer } from "./http.ts";
import { wait } from "../wait.ts";
import type { Clock } from "./pace.ts";

export interface RateGate {
  /** Resolves when a question of this kind may be asked; to a fault when that will not be before the deadline. */
  opened(kind: string): Promise<ApiFault | undefined>;
  /** A ticket, or undefined when it is closed again. */
  enter(kind: string): number | undefined;
  /** `answer`: undefined when nothing was answered. */
  leave(ticket: number, kind: string, answer: HttpAnswer | undefined): void;
  /** This kind was turned away again and again while others were answered. */
  isHopeless(kind: string): boolean;
}

export interface RateGateEvents {
  /** Called once for all that wait for the same time. */
  readonly paused: (milliseconds: number) => void;
  /** Called once for all that were turned away together. */
  readonly turnedAway: () => void;
}

export function rateGate(clock: Clock, events: RateGateEvents): RateGate {
  const closures = closuresOf(clock, events);
  const window = windowOf(clock);
  const announce = announcer(clock, events);
  const untilFor = (kind: string): number => Math.max(closures.until(kind), window.until());
  return {
    async opened(kind) {
      for (;;) {
        const now = clock.now();
        const until = untilFor(kind);
        if (until <= now) return undefined;
        if (until >= clock.deadline) return { kind: "throttled", reason: closedReason(until) };
        announce(until);
        await (clock.pause ?? wait)(until - now);
      }
    },
    enter: (kind) => (untilFor(kind) > clock.now() ? undefined : window.enter()),
    leave(ticket, kind, answer) {
      window.leave(ticket, answer);
      if (answer === undefined) return;
      closures.note(kind, answer);
      announce(closures.until(kind));
    },
    isHopeless: closures.isHopeless,
  };
}

interface Window {
  /** 0 when it is open. */
  until(): number;
  enter(): number;
  leave(ticket: number, answer: HttpAnswer | undefined): void;
}

/** What the headers leave. */
function windowOf({ now }: Clock): Window {
  let inFlight = 0;
  let tickets = 0;
  /** How many more may be asked before the window ends. */
  let left = Number.POSITIVE_INFINITY;
  let ends = 0;
  /** Of the question whose answer told us that: what an older one says is older. */
  let toldBy = 0;
  return {
    until() {
      if (now() >= ends) left = Number.POSITIVE_INFINITY;
      return left > 0 ? 0 : ends;
    },
    enter() {
      left -= 1;
      inFlight += 1;
      tickets += 1;
      return tickets;
    },
    leave(ticket, answer) {
      inFlight -= 1;
      const allowance = answer === undefined || answer.status === 429 ? undefined : allowanceIn(answer, now());
      if (allowance === undefined || ticket < toldBy) return;
      toldBy = ticket;
      // Those that are under way may not have been counted yet.
      left = allowance.remaining - inFlight;
      ends = allowance.until;
    },
  };
}

interface Closures {
  until(kind: string): number;
  isHopeless(kind: string): boolean;
  note(kind: string, answer: HttpAnswer): void;
}

/** How often the pause doubles of a host that does not say for how long it takes no more. */
const mostDoublings = 4;

/** What was under way when a kind was turned away proves nothing. */
const enoughAnswers = 10;
const mostStrikes = 4;

/** After a host said that it takes no more. */
function closuresOf({ now: time, firstPause }: Clock, { turnedAway }: RateGateEvents): Closures {
  const kinds = new Map<string, { until: number; strikes: number; readonly since: number }>();
  let forAll = 0;
  let answers = 0;
  return {
    until: (kind) => Math.max(forAll, kinds.get(kind)?.until ?? 0),
    isHopeless(kind) {
      const { strikes, since } = kinds.get(kind) ?? { strikes: 0, since: answers };
      return strikes >= mostStrikes && answers - since > enoughAnswers && forAll <= time();
    },
    note(kind, answer) {
      if (answer.status !== 429) {
        answers += 1;
        kinds.delete(kind);
        return;
      }
      const now = time();
      const own = kinds.get(kind) ?? { until: 0, strikes: 0, since: answers };
      const isFirst = own.until <= now;
      const pause = pauseAskedFor(answer, now) ?? firstPause * 2 ** Math.min(own.strikes, mostDoublings);
      // Those that were asked together are turned away together, which counts once.
      if (isFirst) own.strikes += 1;
      own.until = Math.max(own.until, now + pause);
      kinds.set(kind, own);
      const isOfAll = [...kinds].some(([other, { until }]) => other !== kind && until > now);
      if (isOfAll && forAll <= now) turnedAway();
      if (isOfAll) forAll = Math.max(forAll, now + pause);
    },
  };
}

function announcer({ now: time, deadline }: Clock, { paused }: RateGateEvents): (until: number) => void {
  let announced = 0;
  return (until) => {
    const now = time();
    // Each of those that are turned away together names a time that is a moment later.
    const isNews = until > now && (announced <= now || until > announced + 1000);
    if (isNews && until < deadline) paused(until - now);
    announced = Math.max(announced, until);
  };
}

function closedReason(until: number): string {
  const time = new Date(Math.min(until, 8.64e15)).toISOString();
  return `CircleCI takes no more questions until ${time}, after the time given with \`--timeout\`: try again then`;
}
