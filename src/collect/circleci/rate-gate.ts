/**
 * Holds questions back while a host takes no more: after a 429 until the time it names, and when its headers say that nothing is left
 * until they say there is again. All questions to the host wait together.
 */
import { allowanceIn, pauseAskedFor } from "./allowance.ts";
import type { ApiFault } from "./api-fault.ts";
import type { HttpAnswer } from "./http.ts";
import { wait } from "./pace.ts";
import type { Clock } from "./pace.ts";

export interface RateGate {
  /** Resolves to a ticket when a question may be asked; to a fault when that will not be before the deadline. */
  enter(): Promise<number | ApiFault>;
  /** Undefined when nothing was answered. */
  leave(ticket: number, answer: HttpAnswer | undefined): void;
}

/** How often the pause doubles of a host that does not say for how long it takes no more. */
const mostDoublings = 5;

export interface RateGateEvents {
  /** Called once for all that wait for the same time. */
  readonly paused: (milliseconds: number) => void;
  /** Called once for all that were turned away together. */
  readonly turnedAway: () => void;
}

export function rateGate(clock: Clock, { paused, turnedAway }: RateGateEvents): RateGate {
  const closure = closureOf(clock);
  let inFlight = 0;
  /** How many more may be asked before `windowEnds`. */
  let left = Number.POSITIVE_INFINITY;
  let windowEnds = 0;
  let tickets = 0;
  /** Of the question whose answer told us that: what an older one says is older. */
  let toldBy = 0;
  let announced = 0;
  const announce = (until: number): void => {
    const now = clock.now();
    // Each of those that are turned away together names a time that is a moment later.
    const isNews = until > now && (announced <= now || until > announced + 1000);
    if (isNews && until < clock.deadline) paused(until - now);
    announced = Math.max(announced, until);
  };
  return {
    async enter() {
      for (;;) {
        const now = clock.now();
        if (now >= windowEnds) left = Number.POSITIVE_INFINITY;
        const until = Math.max(closure.until(), left > 0 ? 0 : windowEnds);
        if (until <= now) break;
        if (until >= clock.deadline) return { kind: "throttled", reason: closedReason(until) };
        announce(until);
        await (clock.pause ?? wait)(until - now);
      }
      left -= 1;
      inFlight += 1;
      tickets += 1;
      return tickets;
    },
    leave(ticket, answer) {
      inFlight -= 1;
      if (answer === undefined) return;
      const isFirst = closure.until() <= clock.now();
      closure.note(answer);
      if (isFirst && answer.status === 429) turnedAway();
      announce(closure.until());
      const allowance = allowanceIn(answer, clock.now());
      if (allowance === undefined || ticket < toldBy) return;
      toldBy = ticket;
      // Those that are under way may not have been counted yet.
      left = allowance.remaining - inFlight;
      windowEnds = allowance.until;
    },
  };
}

/** Until when a host takes nothing, after it said so. */
function closureOf({ now: time, firstPause }: Clock): {
  readonly until: () => number;
  readonly note: (answer: HttpAnswer) => void;
} {
  let until = 0;
  /** How often in a row the host turned us away without saying for how long. */
  let strikes = 0;
  return {
    until: () => until,
    note(answer) {
      const now = time();
      if (answer.status !== 429) {
        strikes = 0;
        return;
      }
      const retryAfter = pauseAskedFor(answer, now);
      if (retryAfter !== undefined) until = Math.max(until, now + retryAfter);
      else if (now >= until) {
        // Those that were asked together are turned away together, which counts once.
        until = now + firstPause * 2 ** Math.min(strikes, mostDoublings);
        strikes += 1;
      }
    },
  };
}

function closedReason(until: number): string {
  const time = new Date(Math.min(until, 8.64e15)).toISOString();
  return `CircleCI takes no more questions until ${time}, after the time given with \`--timeout\`: try again then`;
}
