/** How GitHub is asked. */
import type { Fetched, Gap } from "../../snapshot/fetched.ts";
import type { Json } from "../questions.ts";

interface Question {
  /** Below the root of the API, each segment escaped by whoever builds it: `repos/acme/app/hooks`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  /** What the token must be allowed to; a part of a sentence. */
  readonly needs: string;
}

export interface OneQuestion<T> extends Question {
  /**
   * Keeps what the snapshot needs of the body. The result is written to disk as JSON, so it holds no secret and no person's address.
   * Undefined when the body is not understood.
   */
  readonly parse: (body: unknown) => T | undefined | Promise<T | undefined>;
  /** What a refusal says all the same; undefined leaves it to the usual reading. */
  readonly parseRefusal?: (refusal: Refusal) => { readonly value: T } | Gap | undefined;
}

export interface ListQuestion<T> extends Question {
  /** The key under which the items stand, where they are not the whole body. */
  readonly itemsIn?: string;
  /** Of one item; as for `OneQuestion`. An item that is not understood makes the answer a gap, never a shorter list. */
  readonly parseItem: (item: Json) => T | undefined;
  readonly parseRefusal?: (refusal: Refusal) => Gap | undefined;
}

export interface Refusal {
  readonly status: number;
  /** GitHub's words: to be looked at, not to be passed on. */
  readonly message: string;
}

/** Never rejects: what goes wrong is a gap with its reason. */
export interface GithubClient {
  /** Scheme and host of the API. */
  readonly host: string;
  /** How addresses of repositories begin: `github.com`. */
  readonly site: string;
  ask<T>(question: OneQuestion<T>): Promise<Fetched<T>>;
  /** All pages. */
  list<T>(question: ListQuestion<T>): Promise<Fetched<readonly T[]>>;
}
