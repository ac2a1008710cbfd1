/** How facts are asked for: what the clients of both APIs have in common. */
import type { Fetched, Gap } from "../snapshot/fetched.ts";

export type Json = Readonly<Record<string, unknown>>;

/** The parts of CircleCI's API. `private` and `ciam` are undocumented and asked only when that is allowed. */
export type CircleApi = "v1.1" | "v2" | "v3" | "runner" | "private" | "ciam";

/** An address is read in one way only: what the journal keeps of it is what was understood the first time. */
interface Question {
  readonly api: CircleApi;
  /** Below the root of the API, each segment escaped by whoever builds it: `project/gh/acme/app/settings`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | readonly string[]>>;
}

export interface OneQuestion<T> extends Question {
  /**
   * Keeps what the snapshot needs of the body, whose keys are spelt with `_`. The result is written to disk as JSON, so it holds no secret,
   * no part of one and no person's address. Undefined when the body is not understood.
   */
  readonly parse: (body: unknown) => T | undefined;
}

export interface ListQuestion<T> extends Question {
  /** So many pages, such as the newest entries of a log, are enough: that there are more is no gap. */
  readonly enough?: number | undefined;
  /** Of one item; as for `OneQuestion`. An item that is not understood is left out and makes the answer a gap, never a shorter list. */
  readonly parseItem: (item: Json) => T | undefined;
}

/** Never rejects: what goes wrong is a gap with its reason. Questions may be asked all at once; they wait for each other. */
export interface CircleClient {
  /** Scheme and host. */
  readonly host: string;
  readonly isCloud: boolean;
  readonly allowsPrivate: boolean;
  ask<T>(question: OneQuestion<T>): Promise<Fetched<T>>;
  /** All pages: `{items, next_page_token}`, a bare array, or v3's `{data, page}`. */
  list<T>(question: ListQuestion<T>): Promise<Fetched<readonly T[]>>;
}

/** Answers that were had, in one file that only grows, so that a run that was interrupted can go on. */
export interface Journal {
  /** An answer that need not be asked for again. */
  current(key: string): JournalEntry | undefined;
  /** An answer of an earlier run, for a question that the server may answer with "not modified". */
  earlier(key: string): JournalEntry | undefined;
  /** Kept before the next question is asked. */
  keep(entry: JournalEntry): void;
}

export interface JournalEntry {
  /** Service, host and address with its query; no token. */
  readonly key: string;
  /** When it was asked; ISO time. */
  readonly at: string;
  readonly etag?: string | undefined;
  /** What was understood of the answer; of a list, one page. */
  readonly answer: { readonly value: unknown; readonly next?: string | undefined } | { readonly gap: Gap };
}
