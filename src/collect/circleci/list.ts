/** All pages of a list, or a gap: a shorter list would read as if there were nothing else. */
import { gap, known } from "../../snapshot/fetched.ts";
import type { Fetched } from "../../snapshot/fetched.ts";
import type { JournalEntry, ListQuestion } from "../questions.ts";
import { notUnderstood, understood } from "./ask-page.ts";
import type { AskPage } from "./ask-page.ts";
import { nextQuery, pageOf } from "./page.ts";

const mostPages = 1000;
const mostItems = 100_000;
/** A filter may leave a page empty, but a host that goes on like this has no end. */
const mostEmpty = 3;

export async function listOf<T>(question: ListQuestion<T>, ask: AskPage): Promise<Fetched<readonly T[]>> {
  const list = await readPages(question, ask, false);
  // The journal may know the next page by a mark that has grown too old, or pages that had no end: then the list is begun anew.
  const again = list === "stale" ? await readPages(question, ask, true) : list;
  return again === "stale" ? notUnderstood : again;
}

async function readPages<T>(question: ListQuestion<T>, ask: AskPage, anew: boolean): Promise<Fetched<readonly T[]> | "stale"> {
  const { api, path, query = {}, enough = Number.POSITIVE_INFINITY } = question;
  const items: T[] = [];
  const seen = new Set<string>();
  let token: string | undefined;
  let first: { readonly at: string; readonly isKept?: boolean } | undefined;
  let empty = 0;
  for (let pages = 1; ; pages += 1) {
    const asked = { api, path, query: token === undefined ? query : nextQuery(api, query, token), anew };
    const { at, answer, isKept = false, isRefused = false } = await ask(asked, (body) => readPage(body, question));
    if ("gap" in answer) return first?.isKept === true && isRefused ? "stale" : answer.gap;
    first ??= { at, isKept };
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the journal gives back what `readPage` made
    const page = answer.value as readonly T[];
    for (const item of page) items.push(item);
    empty = page.length === 0 ? empty + 1 : 0;
    token = answer.next;
    if (token === undefined || pages >= enough) return known(items, first.at);
    const endless = whyEndless({ isRepeated: seen.has(token), pages, items: items.length, empty });
    if (endless !== undefined && first.isKept === true) return "stale";
    if (endless !== undefined) return gap("failed", `${endless}, so the list is not known: this is for CircleCI to mend`);
    seen.add(token);
  }
}

interface Progress {
  readonly isRepeated: boolean;
  readonly pages: number;
  readonly items: number;
  readonly empty: number;
}

function whyEndless({ isRepeated, pages, items, empty }: Progress): string | undefined {
  if (isRepeated) return "a page of the list names a page that was had already as the next";
  if (empty >= mostEmpty) return `the list goes on after ${mostEmpty} empty pages`;
  if (pages >= mostPages) return `the list has more than ${mostPages} pages`;
  return items > mostItems ? `the list has more than ${mostItems} items` : undefined;
}

function readPage<T>(body: unknown, { parseItem }: ListQuestion<T>): JournalEntry["answer"] {
  const page = pageOf(body);
  if (page === undefined) return { gap: notUnderstood };
  const value = page.items
    .map((item) => (item === undefined ? undefined : understood(parseItem, item)))
    .filter((item) => item !== undefined);
  const missing = page.items.length - value.length;
  if (missing === 0) return { value, next: page.next };
  const which = `${missing} of ${page.items.length} items of the list`;
  return {
    gap: gap(
      "failed",
      `${which} have another shape than CircleCI's answers are known to have; a newer circleci-secaudit may know it`,
    ),
  };
}
