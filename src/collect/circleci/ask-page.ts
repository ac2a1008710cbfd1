/** One page or one body: from the journal, or asked for and kept there. No more than a few are asked for at once, and nothing twice. */
import pLimit from "p-limit";
import { gap } from "../../snapshot/fetched.ts";
import type { Gap } from "../../snapshot/fetched.ts";
import { keyOf } from "../journal.ts";
import type { CircleApi, Journal, JournalEntry, OneQuestion } from "../questions.ts";
import { addressOf } from "./address.ts";
import { gapOf } from "./api-fault.ts";
import type { Clock } from "./pace.ts";
import { restAsker } from "./rest.ts";
import type { AskRest, RestQuestion } from "./rest.ts";
import { rootsOf } from "./roots.ts";
import type { Installation } from "./roots.ts";

export interface AskPageOptions extends Clock {
  readonly host: string;
  readonly installation: Installation;
  /** Undefined: nothing is asked. */
  readonly token: string | undefined;
  readonly userAgent: string;
  readonly allowsPrivate: boolean;
  readonly journal: Journal;
  readonly paused: (milliseconds: number) => void;
  readonly sent: () => void;
}

/** Makes of a body what is kept. */
export type Read = (body: unknown) => JournalEntry["answer"];

/** Resolves to an answer that was had before, or is had now. Never rejects. */
export type AskPage = (
  question: Pick<OneQuestion<unknown>, "api" | "path" | "query">,
  read: Read,
) => Promise<Pick<JournalEntry, "at" | "answer">>;

const atOnce = 8;

export function pageAsker(options: AskPageOptions): AskPage {
  const { host, installation, token, journal, now } = options;
  const roots = rootsOf(host, installation);
  const askRest = token === undefined ? undefined : restAsker({ ...options, token });
  const limit = pLimit(atOnce);
  const underWay = new Map<string, Promise<JournalEntry>>();
  return async ({ api, path, query = {} }, read) => {
    const root = roots[api];
    if (root === undefined) return notAsked(unavailable, now());
    if (isPrivate(api) && !options.allowsPrivate) return notAsked(notAllowed, now());
    if (askRest === undefined) return notAsked(noToken, now());
    const url = addressOf(root, path, query);
    const key = keyOf("circleci", url);
    const kept = journal.current(key);
    if (kept !== undefined) return kept;
    const asked =
      underWay.get(key) ?? limit(() => askAndKeep(key, { api, path, url, etag: undefined }, read, { askRest, journal, now }));
    underWay.set(key, asked);
    try {
      return await asked;
    } finally {
      underWay.delete(key);
    }
  };
}

function isPrivate(api: CircleApi): boolean {
  return api === "private" || api === "ciam";
}

const unavailable = gap("unavailable", "this installation of CircleCI does not have that part of the API");
const noToken = gap("token", "no token was given: set `CIRCLE_TOKEN` to a personal API token");
const notAllowed = gap("skipped", "it is a private endpoint, which is asked only with `--allow-private-api`");

function notAsked(why: Gap, now: number): Pick<JournalEntry, "at" | "answer"> {
  return { at: new Date(now).toISOString(), answer: { gap: why } };
}

interface Asking {
  readonly askRest: AskRest;
  readonly journal: Journal;
  readonly now: () => number;
}

async function askAndKeep(
  key: string,
  question: RestQuestion,
  read: Read,
  { askRest, journal, now }: Asking,
): Promise<JournalEntry> {
  const earlier = journal.earlier(key);
  const at = new Date(now()).toISOString();
  const answer = await askRest({ ...question, etag: earlier?.etag });
  let entry: JournalEntry;
  if (answer.kind === "body") entry = { key, at, etag: answer.etag, answer: read(answer.body) };
  else if (answer.kind === "fault") entry = { key, at, answer: { gap: gapOf(answer.fault) } };
  else entry = earlier?.etag === undefined ? { key, at, answer: { gap: nothingEarlier } } : { ...earlier, at };
  if (!("gap" in entry.answer) || isLasting(entry.answer.gap)) journal.keep(entry);
  return entry;
}

const nothingEarlier = gap("failed", "the host says that nothing has changed since an answer that it never gave (HTTP 304)");

/** Asking again would bring the same. */
function isLasting({ reason }: Gap): boolean {
  return reason === "forbidden" || reason === "not-found" || reason === "unavailable";
}

export const notUnderstood = gap(
  "failed",
  "the answer has another shape than CircleCI's answers are known to have; a newer circleci-secaudit may know it",
);

/** A reader that stumbles over a strange body has not understood it. */
export function understood<B, T>(parse: (body: B) => T | undefined, body: B): T | undefined {
  try {
    return parse(body);
  } catch {
    return undefined;
  }
}
