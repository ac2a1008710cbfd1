/** A page of a list, in each of the forms that CircleCI has for it. */
import { isRecord, recordIn } from "../json.ts";
import type { Json } from "../questions.ts";
import type { Query } from "./address.ts";

export interface Page {
  /** An item that is no record is undefined. */
  readonly items: readonly (Json | undefined)[];
  readonly next: string | undefined;
}

/** `{items, next_page_token}`, a bare array, or v3's `{data, page}`; undefined for anything else. */
export function pageOf(body: unknown): Page | undefined {
  if (Array.isArray(body)) return { items: recordsOf(body), next: undefined };
  if (!isRecord(body)) return undefined;
  const { items, data } = body;
  if (Array.isArray(items)) return pageWith(items, body["next_page_token"]);
  if (Array.isArray(data)) return pageWith(data, recordIn(body, "page")?.["next"]);
  return undefined;
}

/** The query of the next page: in v3 a limit may not stand beside a cursor. */
export function nextQuery(api: string, query: Query, next: string): Query {
  if (api !== "v3") return { ...query, "page-token": next };
  const { "page[limit]": _, ...rest } = query;
  return { ...rest, "page[cursor]": next };
}

function pageWith(items: readonly unknown[], next: unknown): Page | undefined {
  const isLast = next === undefined || next === null || next === "";
  if (!isLast && typeof next !== "string") return undefined;
  return { items: recordsOf(items), next: isLast ? undefined : next };
}

function recordsOf(items: readonly unknown[]): readonly (Json | undefined)[] {
  return items.map((item) => (isRecord(item) ? item : undefined));
}
