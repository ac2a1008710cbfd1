/** An answer of an API, or why there is none: what was not looked at can never read as safe. */

export type Fetched<T> = Known<T> | Gap;

export interface Known<T> {
  readonly known: true;
  readonly value: T;
  /** When it was asked; ISO time. */
  readonly at: string;
}

export interface Gap {
  readonly known: false;
  readonly reason: GapReason;
  /** What was answered and who must act; a sentence without its full stop. Holds nothing that the host could have made up unseen. */
  readonly detail: string;
}

/**
 * `token`: none was given, or it is no good. `forbidden`: the token may not see it. `not-found`: it is not there, or hidden from the token.
 * `unavailable`: this installation or plan does not have it. `rate-limited`: too many questions. `failed`: no usable answer.
 * `skipped`: it was not asked, such as a private endpoint without `--allow-private-api`. `inapplicable`: it has no meaning here,
 * such as the fork settings of a project that forks cannot trigger; nothing is missing then.
 */
export const gapReasons = [
  "token",
  "forbidden",
  "not-found",
  "unavailable",
  "rate-limited",
  "failed",
  "skipped",
  "inapplicable",
] as const;

export type GapReason = (typeof gapReasons)[number];

export function known<T>(value: T, at: string): Known<T> {
  return { known: true, value, at };
}

export function gap(reason: GapReason, detail: string): Gap {
  return { known: false, reason, detail };
}

/** Undefined when it is not known: a rule then says nothing. */
export function valueOf<T>(fetched: Fetched<T> | undefined): T | undefined {
  return fetched?.known === true ? fetched.value : undefined;
}

/** The answer in another shape. */
export function mapFetched<T, U>(fetched: Fetched<T>, change: (value: T) => U): Fetched<U> {
  return fetched.known ? { known: true, value: change(fetched.value), at: fetched.at } : fetched;
}
