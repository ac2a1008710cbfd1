/** How many more questions a host takes for now, from the headers of its answers. */
import type { HttpAnswer } from "./http.ts";
import { retryAfterOf } from "./pace.ts";

export interface Allowance {
  readonly remaining: number;
  /** Until then; milliseconds since 1970. */
  readonly until: number;
}

/** In seconds: the windows of headers that do not say when they end. Longer ones are left to the 429. */
const windows = { "": undefined, "-second": 1, "-minute": 60, "-hour": undefined, "-day": undefined } as const;

/** Of several headers the one that leaves least. */
export function allowanceIn({ header }: HttpAnswer, now: number): Allowance | undefined {
  let least: Allowance | undefined;
  for (const family of ["ratelimit", "x-ratelimit"]) {
    const reset = numberIn(header(`${family}-reset`));
    for (const [suffix, length] of Object.entries(windows)) {
      const remaining = numberIn(header(`${family}-remaining${suffix}`));
      const seconds = reset ?? length;
      if (remaining === undefined || seconds === undefined) continue;
      // Documented as seconds from now; a number as large as this is a time.
      const until = seconds > 1_000_000_000 ? seconds * 1000 : now + seconds * 1000;
      if (least === undefined || remaining < least.remaining) least = { remaining, until };
    }
  }
  return least;
}

/** How long an answer that turns us away wants us to wait, in milliseconds; undefined when it does not say. */
export function pauseAskedFor(answer: HttpAnswer, now: number): number | undefined {
  const retryAfter = retryAfterOf(answer.header("retry-after"), now);
  const allowance = answer.status === 429 ? allowanceIn(answer, now) : undefined;
  return retryAfter ?? (allowance?.remaining === 0 ? Math.max(0, allowance.until - now) : undefined);
}

function numberIn(header: string | undefined): number | undefined {
  return header !== undefined && /^\s*\d{1,12}\s*$/.test(header) ? Number(header) : undefined;
}
