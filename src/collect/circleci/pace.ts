/** When to ask again, and when to give up. */

export interface Clock {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** When everything has to be over, as `now` tells. */
  readonly deadline: number;
  /** Before the first repetition; doubles each time. Milliseconds. */
  readonly firstPause: number;
}

export const mostAttempts = 4;

/** How long to wait before an attempt; undefined when the deadline comes first. Attempts count from 0. */
export function pauseBefore(attempt: number, retryAfter: number | undefined, clock: Clock): number | undefined {
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

export function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
