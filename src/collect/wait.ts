/** Doing nothing for a while. */

/** Node's timers take no more, and would fire at once: some 24 days. */
const longest = 2 ** 31 - 1;

/** May be over sooner than wanted, where that is longer than a timer can be set to. */
export function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.min(milliseconds, longest)));
}
