/** Asks GitHub, keeps every answer in the journal, and asks nothing twice. */
import { gap, known } from "../../snapshot/fetched.ts";
import type { Fetched, Gap } from "../../snapshot/fetched.ts";
import { parseJson } from "../json.ts";
import type { Journal, JournalEntry } from "../questions.ts";
import { faultGap, isPartial, partialGap, refusalGap, refusalOf, unclear } from "./gaps.ts";
import type { GithubHost } from "./host.ts";
import { sender } from "./octokit.ts";
import type { Headers, Send, SendOptions } from "./octokit.ts";
import { itemsOf, nextPage } from "./pages.ts";
import type { GithubClient, ListQuestion, OneQuestion, Refusal } from "./questions.ts";
import { wait } from "../wait.ts";

export interface GithubClientOptions extends Omit<SendOptions, "api" | "pauseUnit" | "pause"> {
  readonly host: GithubHost;
  readonly journal: Journal;
  /** For tests: what pauses are counted in, and how they pass. */
  readonly pauseUnit?: number;
  readonly pause?: SendOptions["pause"];
}

/** Loads what it needs when the first question is asked. */
export function githubClient(options: GithubClientOptions): GithubClient {
  const { host, journal, now } = options;
  const send = sender({ pauseUnit: 1000, pause: wait, ...options, api: host.api, perMinute: host.perMinute });
  const asking: Asking = { send, journal, api: host.api, now, stop: undefined, open: new Map() };
  return {
    host: new URL(host.api).origin,
    site: host.site,
    ask: (question) => askOne(asking, question),
    list: (question) => askList(asking, question),
  };
}

interface Asking {
  readonly send: Send;
  readonly journal: Journal;
  readonly api: string;
  readonly now: () => number;
  /** Why nothing more is asked: the token is no good, or the host is out of reach. */
  stop: Gap | undefined;
  /** What is being asked, by its key: of an organisation, the same by each of its repositories. */
  readonly open: Map<string, Promise<JournalEntry>>;
}

function urlOf(api: string, { path, query = {} }: Pick<OneQuestion<unknown>, "path" | "query">): string {
  const search = new URLSearchParams(query).toString();
  return `${api}/${path}${search === "" ? "" : `?${search}`}`;
}

interface Page<T> {
  readonly value: T;
  readonly next?: string | undefined;
}

interface Reading<T> {
  readonly url: string;
  readonly needs: string;
  readonly read: (text: string, headers: Headers) => Page<T> | Gap | Promise<Page<T> | Gap>;
  readonly readRefusal: (refusal: Refusal) => Page<T> | Gap | undefined;
}

async function askOne<T>(asking: Asking, question: OneQuestion<T>): Promise<Fetched<T>> {
  const entry = await fetchPage<T>(asking, {
    url: urlOf(asking.api, question),
    needs: question.needs,
    read: async (text) => {
      const value = await question.parse(parseJson(text));
      return value === undefined ? unclear : { value };
    },
    readRefusal: (refusal) => question.parseRefusal?.(refusal),
  });
  return "gap" in entry.answer ? entry.answer.gap : known(kept<T>(entry.answer), entry.at);
}

/** What the parser of the same question gave, now or when the journal was written. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters
function kept<T>({ value }: { readonly value: unknown }): T {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return value as T;
}

/** More than the largest organisation has. */
const mostPages = 1000;

async function askList<T>(asking: Asking, question: ListQuestion<T>): Promise<Fetched<readonly T[]>> {
  const first = urlOf(asking.api, { ...question, query: { ...question.query, per_page: "100" } });
  const all: T[] = [];
  const seen = new Set<string>();
  let at = "";
  for (let url: string | undefined = first; url !== undefined;) {
    if (seen.has(url) || seen.size === mostPages) return gap("failed", "the pages of the list do not come to an end");
    seen.add(url);
    const current = url;
    const entry: JournalEntry = await fetchPage<readonly T[]>(asking, {
      url,
      needs: question.needs,
      read: (text, headers) => readPage(text, headers, { question, url: current, api: asking.api }),
      readRefusal: (refusal) => question.parseRefusal?.(refusal),
    });
    if ("gap" in entry.answer) return entry.answer.gap;
    all.push(...kept<readonly T[]>(entry.answer));
    at = entry.at;
    url = entry.answer.next;
  }
  return known(all, at);
}

function readPage<T>(
  text: string,
  headers: Headers,
  { question, url, api }: { readonly question: ListQuestion<T>; readonly url: string; readonly api: string },
): Page<readonly T[]> | Gap {
  const items = itemsOf(parseJson(text), question);
  const next = nextPage(headers["link"], url, api);
  if (items === undefined || next === "unclear") return unclear;
  return next === undefined ? { value: items } : { value: items, next };
}

/** Gaps that the next run would find again. */
const lasting = new Set(["forbidden", "not-found", "unavailable", "inapplicable"]);

async function fetchPage<T>(asking: Asking, reading: Reading<T>): Promise<JournalEntry> {
  const key = `github ${reading.url}`;
  const current = asking.journal.current(key) ?? asking.open.get(key);
  if (current !== undefined) return current;
  const fetching = fetchNew(asking, reading, key);
  asking.open.set(key, fetching);
  const entry = await fetching;
  asking.open.delete(key);
  return entry;
}

async function fetchNew<T>(asking: Asking, reading: Reading<T>, key: string): Promise<JournalEntry> {
  const { journal, now, stop } = asking;
  const at = new Date(now()).toISOString();
  if (stop !== undefined) return { key, at, answer: { gap: stop } };
  const earlier = journal.earlier(key);
  const entry = { key, at, ...(await askAndRead(asking, reading, earlier)) };
  if (!("gap" in entry.answer) || lasting.has(entry.answer.gap.reason)) journal.keep(entry);
  return entry;
}

type Answered = Pick<JournalEntry, "etag" | "answer">;

async function askAndRead<T>(
  asking: Asking,
  { url, needs, read, readRefusal }: Reading<T>,
  earlier: JournalEntry | undefined,
): Promise<Answered> {
  const etag = earlier !== undefined && !("gap" in earlier.answer) ? earlier.etag : undefined;
  const reply = await asking.send(url, etag === undefined ? {} : { "if-none-match": etag });
  if ("fault" in reply) {
    const found = faultGap(reply.fault);
    if (reply.fault.kind === "host") asking.stop = found;
    return { answer: { gap: found } };
  }
  const { status, headers, text } = reply;
  if (status === 304 && earlier !== undefined) return { etag, answer: earlier.answer };
  if (status === 200) {
    const page = isPartial(headers) ? partialGap : await Promise.resolve(read(text, headers)).catch(() => unclear);
    return { ...etagOf(headers), answer: toAnswer(page) };
  }
  const refusal = refusalOf(status, text);
  const said = readRefusal(refusal) ?? refusalGap(refusal, headers, needs);
  if ("reason" in said && said.reason === "token") asking.stop = said;
  return { answer: toAnswer(said) };
}

function toAnswer(page: Page<unknown> | Gap): JournalEntry["answer"] {
  return "reason" in page ? { gap: page } : page;
}

function etagOf(headers: Headers): { readonly etag?: string } {
  const etag = headers["etag"];
  return typeof etag === "string" && /^(?:W\/)?"[\x21\x23-\x7e]{1,200}"$/.test(etag) ? { etag } : {};
}
