/** One page or one body: from the journal, or asked for and kept there. No more than a few are asked for at once, and nothing twice. */
import { gap } from "../../snapshot/fetched.ts";
import type { Gap } from "../../snapshot/fetched.ts";
import { keyOf } from "../journal.ts";
import type { CircleApi, Journal, JournalEntry, OneQuestion } from "../questions.ts";
import { addressOf } from "./address.ts";
import { gapOf } from "./api-fault.ts";
import { crowd } from "./crowd.ts";
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

/** Resolves to an answer that was had before, unless it has to be a new one, or is had now. Never rejects. */
export type AskPage = (question: PageQuestion, read: Read) => Promise<Answered>;

export type PageQuestion = Pick<OneQuestion<unknown>, "api" | "path" | "query"> & { readonly anew?: boolean };

export interface Answered extends Pick<JournalEntry, "at" | "answer"> {
  /** From the journal. */
  readonly isKept?: boolean;
  /** CircleCI does not take the question, as happens to the mark of a next page that is too old. */
  readonly isRefused?: boolean;
}

const atOnce = 8;

export function pageAsker(options: AskPageOptions): AskPage {
  const { host, installation, token, journal, now } = options;
  const roots = rootsOf(host, installation);
  const { join, halve: turnedAway, answered } = crowd(atOnce);
  const askRest = isUsable(token) ? restAsker({ ...options, token, join, turnedAway, answered }) : undefined;
  const underWay = new Map<string, Promise<Answered>>();
  return async ({ api, path, query = {}, anew = false }, read) => {
    const root = roots[api];
    if (root === undefined) return notAsked(unavailable, now());
    if (isPrivate(api) && !options.allowsPrivate) return notAsked(notAllowed, now());
    if (askRest === undefined) return notAsked(token === undefined ? noToken : badToken, now());
    if (leadsElsewhere.test(path)) return notAsked(strangeName, now());
    const url = addressOf(root, path, query);
    const key = keyOf("circleci", url);
    const kept = anew ? undefined : journal.current(key);
    if (kept !== undefined) return { ...kept, isKept: true };
    const asked = underWay.get(key) ?? askAndKeep(key, { api, path, url, etag: undefined }, read, { askRest, journal, now });
    underWay.set(key, asked);
    try {
      return await asked;
    } finally {
      underWay.delete(key);
    }
  };
}

/** What cannot stand in a header cannot be sent. */
function isUsable(token: string | undefined): token is string {
  return token !== undefined && /^[\x21-\x7e]+$/.test(token);
}

/** A name such as `..`, which escaping leaves as it is. */
const leadsElsewhere = /(?:^|\/)(?:\.|%2e){1,2}(?:\/|$)/i;

function isPrivate(api: CircleApi): boolean {
  return api === "private" || api === "ciam";
}

const unavailable = gap("unavailable", "this installation of CircleCI does not have that part of the API");
const noToken = gap("token", "no token was given: set `CIRCLE_TOKEN` to a personal API token");
const badToken = gap("token", "the token has characters that no token has: check `CIRCLE_TOKEN`");
const strangeName = gap("failed", "the name would make another address of it, so it was not asked");
const notAllowed = gap("skipped", "it is a private endpoint, which is asked only with `--allow-private-api`");

function notAsked(why: Gap, now: number): Answered {
  return { at: new Date(now).toISOString(), answer: { gap: why } };
}

interface Asking {
  readonly askRest: AskRest;
  readonly journal: Journal;
  readonly now: () => number;
}

async function askAndKeep(key: string, question: RestQuestion, read: Read, { askRest, journal, now }: Asking): Promise<Answered> {
  const earlier = journal.earlier(key);
  const at = new Date(now()).toISOString();
  const answer = await askRest({ ...question, etag: earlier?.etag });
  let entry: JournalEntry;
  if (answer.kind === "body") entry = { key, at, etag: answer.etag, answer: read(answer.body) };
  else if (answer.kind === "fault") entry = { key, at, answer: { gap: gapOf(answer.fault) } };
  else entry = earlier?.etag === undefined ? { key, at, answer: { gap: nothingEarlier } } : { ...earlier, at };
  if (!("gap" in entry.answer) || isLasting(entry.answer.gap)) journal.keep(entry);
  return {
    ...entry,
    isRefused: answer.kind === "fault" && (answer.fault.kind === "refused" || answer.fault.kind === "not-found"),
  };
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
