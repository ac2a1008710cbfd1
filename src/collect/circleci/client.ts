/** Asks CircleCI's REST API: cloud, or a host of one's own. */
import { known } from "../../snapshot/fetched.ts";
import type { Journal, CircleClient, JournalEntry } from "../questions.ts";
import { notUnderstood, pageAsker, understood } from "./ask-page.ts";
import { listOf } from "./list.ts";
import type { Clock } from "./pace.ts";
import { installationOf } from "./roots.ts";
import type { Installation } from "./roots.ts";

export interface CircleClientOptions extends Clock {
  /** Scheme and host, as `hostOf` gives it. */
  readonly host: string;
  /** Follows from the host when left out. With `cloud`, a host other than CircleCI's has every part of the API itself. */
  readonly installation?: Installation | undefined;
  /** Undefined: nothing is asked, and every answer is a gap. */
  readonly token: string | undefined;
  readonly userAgent: string;
  readonly allowsPrivate: boolean;
  readonly journal: Journal;
  /** Called before all questions wait because the host takes no more for now. */
  readonly paused?: ((milliseconds: number) => void) | undefined;
  /** Called for each request that is sent. */
  readonly sent?: (() => void) | undefined;
}

/** All its questions share their pace: make one for a run. */
export function circleClient(options: CircleClientOptions): CircleClient {
  const { host, installation = installationOf(host), allowsPrivate, paused = ignore, sent = ignore } = options;
  const ask = pageAsker({ ...options, installation, paused, sent });
  return {
    host,
    isCloud: installation === "cloud",
    allowsPrivate,
    async ask<T>({ parse, ...question }: Parameters<typeof ask>[0] & { readonly parse: (body: unknown) => T | undefined }) {
      const { at, answer } = await ask(question, (body) => readWith(parse, body));
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the journal gives back what `parse` made
      return "gap" in answer ? answer.gap : known(answer.value as T, at);
    },
    list: (question) => listOf(question, ask),
  };
}

function ignore(): void {}

function readWith(parse: (body: unknown) => unknown, body: unknown): JournalEntry["answer"] {
  const value = understood(parse, body);
  return value === undefined ? { gap: notUnderstood } : { value };
}
