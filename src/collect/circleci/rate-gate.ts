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

export interface RateGateEvents {
  /** Called once for all that wait for the same time. */
  readonly paused: (milliseconds: number) => void;
  /** Called once for all that were turned away together. */
  readonly turnedAway: () => void;
}

export function rateGate(clock: Clock, events: RateGateEvents): RateGate {
  const closure = closureOf(clock);
  const window = windowOf(clock);
  const announce = announcer(clock, events);
  return {
    async enter() {
      for (;;) {
        const now = clock.now();
        const until = Math.max(closure.until(), window.until());
        if (until <= now) return window.enter();
        if (until >= clock.deadline) return { kind: "throttled", reason: closedReason(until) };
        announce(until);
        await (clock.pause ?? wait)(until - now);
      }
    },
    leave(ticket, answer) {
      window.leave(ticket, answer);
      if (answer === undefined) return;
      const isFirst = closure.until() <= clock.now();
      closure.note(answer);
      if (isFirst && answer.status === 429) events.turnedAway();
      announce(closure.until());
    },
  };
}

/** 0 when it is open. */
interface Closing {
  readonly until: () => number;
}

/** What the headers leave. */
function windowOf({ now }: Clock): Closing & { enter(): number } & Pick<RateGate, "leave"> {
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
      const allowance = answer === undefined ? undefined : allowanceIn(answer, now());
      if (allowance === undefined || ticket < toldBy) return;
      toldBy = ticket;
      // Those that are under way may not have been counted yet.
      left = allowance.remaining - inFlight;
      ends = allowance.until;
    },
  };
}

/** How often the pause doubles of a host that does not say for how long it takes no more. */
const mostDoublings = 5;

/** After a host said that it takes no more. */
function closureOf({ now: time, firstPause }: Clock): Closing & { note(answer: HttpAnswer): void } {
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
