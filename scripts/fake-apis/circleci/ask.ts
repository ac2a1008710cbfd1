/** What every handler of CircleCI's API is given, and how lists are cut into pages. */
import type { Answer, Question } from "../exchange.ts";
import { ok, refuse } from "../exchange.ts";
import type { Fault } from "../faults.ts";
import { idOf } from "../world/identities.ts";
import { itemsOf } from "../world/listing.ts";
import type { Listing, World } from "../world/types.ts";

export type Caller = "admin" | "member" | "project" | "nobody";

export interface CircleAsk {
  readonly question: Question;
  readonly world: World;
  readonly caller: Caller;
  readonly pageSize: number;
  readonly faults: readonly Fault[];
}

export const denied = refuse(403, "Permission denied.");

/** Items of one page; the token of the next one is good for the same list only. */
interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

/** Undefined when the token is none that was given out for this list. A token holds the size of its pages. */
function pageOf<T>(listing: Listing<T>, token: string | null, size: number, list: string): Page<T> | undefined {
  const place = token === null ? { offset: 0, size } : placeIn(token, list);
  if (place === undefined) return undefined;
  const to = place.offset + place.size;
  const items = [...itemsOf(listing, place.offset, to)];
  return { items, next: to < listing.count ? tokenFor([list, to, place.size]) : null };
}

function tokenFor(place: readonly [list: string, offset: number, size: number]): string {
  return Buffer.from(JSON.stringify(place)).toString("base64url");
}

function placeIn(token: string, list: string): { readonly offset: number; readonly size: number } | undefined {
  try {
    const [of, offset, size] = JSON.parse(Buffer.from(token, "base64url").toString("utf8")) as readonly unknown[];
    return of === list && typeof offset === "number" && typeof size === "number" ? { offset, size } : undefined;
  } catch {
    return undefined;
  }
}

/** What tells one list from another: all of the question but its page. */
function listNameOf({ path, query }: Question): string {
  const rest = new URLSearchParams(query);
  for (const name of ["page-token", "page[cursor]", "page[limit]"]) rest.delete(name);
  return `${path}?${rest.toString()}`;
}

export interface ListOptions {
  readonly size?: number;
}

/** `{items, next_page_token}`, as version 2 and the private API have it. */
export function listOf<T>(
  ask: CircleAsk,
  items: Listing<T> | readonly T[],
  show: (item: T) => unknown,
  { size }: ListOptions = {},
): Answer {
  const listing = "count" in items ? items : arrayListing(items);
  const page = pageOf(listing, ask.question.query.get("page-token"), size ?? ask.pageSize, listNameOf(ask.question));
  if (page === undefined) return refuse(400, "Invalid page-token.");
  return ok({ items: page.items.map(show), next_page_token: page.next });
}

/** `{data, page}`, as version 3 has it. */
export function dataOf<T>(ask: CircleAsk, items: Listing<T> | readonly T[], show: (item: T) => unknown): Answer {
  const { query } = ask.question;
  const [limit, cursor] = [query.get("page[limit]"), query.get("page[cursor]")];
  if (limit !== null && cursor !== null) return fault3(400, "page[limit] must not accompany page[cursor]");
  if (Number(limit ?? 1) > 100) return fault3(400, "page[limit] is at most 100");
  const listing = "count" in items ? items : arrayListing(items);
  const page = pageOf(listing, cursor, Number(limit ?? ask.pageSize), listNameOf(ask.question));
  if (page === undefined) return fault3(400, "page[cursor] is not one of ours");
  return ok({ data: page.items.map(show), page: { next: page.next, prev: null } });
}

function arrayListing<T>(items: readonly T[]): Listing<T> {
  return { count: items.length, at: (index) => items[index], find: () => undefined };
}

/** As version 3 says that something is wrong. */
export function fault3(status: number, title: string): Answer {
  const type = status === 404 ? "not_found" : "invalid_request";
  return { status, body: { error: { id: idOf("other", status), type, title, detail: title } } };
}
