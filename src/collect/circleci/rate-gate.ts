/**
 * Holds questions back while a host takes no more: after a 429 until the time it names, and when its headers say that nothing is left
 * until they say there is again. All questions to the host wait together.
 */
import type { ApiFault } from "./api-fault.ts";
import type { HttpAnswer } from "./http.ts";
import { retryAfterOf, wait } from "./pace.ts";
import type { Clock } from "./pace.ts";

export interface RateGate {
  /** Resolves when a question may be asked; to a fault when that will not be before the deadline. */
  enter(): Promise<ApiFault | undefined>;
  /** After each `enter` that let through; undefined when nothing was answered. */
  leave(answer: HttpAnswer | undefined): void;
}

export function rateGate(clock: Clock, paused: (milliseconds: number) => void): RateGate {
  let closedUntil = 0;
  let inFlight = 0;
  /** How many more may be asked before `windowEnds`. */
  let left = Number.POSITIVE_INFINITY;
  let windowEnds = 0;
  return {
    async enter() {
      for (;;) {
        const now = clock.now();
        if (now >= windowEnds) left = Number.POSITIVE_INFINITY;
        const until = Math.max(closedUntil, left > 0 ? 0 : windowEnds);
        if (until <= now) break;
        if (until >= clock.deadline) return { kind: "throttled", reason: closedReason(until) };
        paused(until - now);
        await (clock.pause ?? wait)(until - now);
      }
      left -= 1;
      inFlight += 1;
      return undefined;
    },
    leave(answer) {
      inFlight -= 1;
      if (answer === undefined) return;
      const now = clock.now();
      if (answer.status === 429)
        closedUntil = Math.max(closedUntil, now + (retryAfterOf(answer.header("retry-after"), now) ?? 0));
      const allowance = allowanceIn(answer, now);
      if (allowance === undefined) return;
      // Those that are under way may not have been counted yet.
      left = Math.min(left, allowance.remaining - inFlight);
      windowEnds = Math.max(windowEnds, allowance.until);
    },
  };
}

function closedReason(until: number): string {
  const time = new Date(Math.min(until, 8.64e15)).toISOString();
  return `CircleCI takes no more questions until ${time}, after the time given with \`--timeout\`: try again then`;
}

/** In seconds: the windows of headers that do not say when they end. Longer ones are left to the 429. */
const windows = { "": undefined, "-second": 1, "-minute": 60, "-hour": undefined, "-day": undefined } as const;

/** Of several headers the one that leaves least. */
function allowanceIn({ header }: HttpAnswer, now: number): { readonly remaining: number; readonly until: number } | undefined {
  let least: { readonly remaining: number; readonly until: number } | undefined;
  for (const family of ["ratelimit", "x-ratelimit"]) {
    const reset = numberIn(header(`${family}-reset`));
    for (const [suffix, length] of Object.entries(windows)) {
      const remaining = numberIn(header(`${family}-remaining${suffix}`));
      const seconds = reset ?? length;
      if (remaining === undefined || seconds === undefined || remaining >= (least?.remaining ?? Number.POSITIVE_INFINITY))
        continue;
      // Documented as seconds from now; a number as large as this is a time.
      least = { remaining, until: seconds > 1_000_000_000 ? seconds * 1000 : now + seconds * 1000 };
    }
  }
  return least;
}

function numberIn(header: string | undefined): number | undefined {
  return header !== undefined && /^\s*\d{1,12}\s*$/.test(header) ? Number(header) : undefined;
}
