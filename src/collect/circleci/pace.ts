/** When to ask again, and when to give up. */
import { wait } from "../wait.ts";
import type { ApiFault } from "./api-fault.ts";

export interface Clock {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** When everything has to be over, as `now` tells. */
  readonly deadline: number;
  /** Before the first repetition; doubles each time. Milliseconds. */
  readonly firstPause: number;
  /** Resolves after so many milliseconds; given in tests, where nothing waits. */
  readonly pause?: (milliseconds: number) => Promise<void>;
}

/** What came of asking once: an outcome, or a fault that may be over in a moment. */
export type Attempt<T> =
  | { readonly outcome: T }
  | {
      readonly again: ApiFault;
      /** In milliseconds. */
      readonly retryAfter: number | undefined;
    };

const mostAttempts = 4;
/** Being turned away by a host that says when to come back costs this part of an attempt. */
const patience = 0.5;

const outOfTime: ApiFault = { kind: "deadline", reason: "the time given with `--timeout` was over before it was asked" };

/** Tries until there is an outcome, the attempts are used up or the time is over; then the last fault. `once` gets the time that is left. */
export async function attempts<T>(
  once: (remaining: number) => Promise<Attempt<T>>,
  clock: Clock,
): Promise<{ readonly outcome: T } | { readonly fault: ApiFault }> {
  let fault = outOfTime;
  for (let spent = 0; spent < mostAttempts;) {
    const remaining = clock.deadline - clock.now();
    if (remaining <= 0) return { fault };
    const attempt = await once(remaining);
    if ("outcome" in attempt) return attempt;
    fault = attempt.again;
    spent += attempt.retryAfter === undefined ? 1 : patience;
    const pause = pauseBefore(Math.max(1, Math.floor(spent)), attempt.retryAfter, clock);
    if (pause === undefined) return { fault };
    if (spent < mostAttempts) await (clock.pause ?? wait)(pause);
  }
  return { fault };
}

/** How long to wait before an attempt; undefined when the deadline comes first. Attempts count from 0. */
function pauseBefore(attempt: number, retryAfter: number | undefined, clock: Clock): number | undefined {
  const usual = clock.firstPause * 2 ** (attempt - 1);
  // Up to half as long again, so that many callers who were turned away together do not come back together.
  const pause = Math.max(retryAfter ?? 0, usual) + Math.random() * usual * 0.5;
  return clock.now() + pause < clock.deadline ? pause : undefined;
}

/** `Retry-After` in milliseconds: seconds or a date. */
export function retryAfterOf(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  const seconds = /^\s*\d{1,7}\s*$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isNaN(seconds) ? undefined : Math.max(0, seconds);
}
