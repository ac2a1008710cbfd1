/** Rows about the age of what is stored: the rule `stale-secret` judges it. */
import type { Fetched } from "../../../src/snapshot/fetched.ts";
import type { SheetSubject } from "../../../src/snapshot/sheet.ts";
import type { Page } from "./pages.ts";
import { gapped, inapplicable, told, unknown } from "./row.ts";
import type { Given, Reading, Row } from "./row.ts";

interface Aged<S> {
  readonly id: string;
  readonly setting: string;
  readonly page: (subject: S, given: Given) => Page;
  /** The part of the subject that holds it. */
  readonly part: keyof S & string;
  /** One for each holder, or a single gap when not even these are known. */
  readonly lists: (subject: S) => readonly Fetched<readonly unknown[]>[];
  /** What holds it, one and several, and what it holds; when there may be several. */
  readonly nouns?: readonly [one: string, several: string, held: string];
}

export function ageRow<S extends SheetSubject>({ id, setting, page, part, lists, nouns }: Aged<S>): Row<S> {
  return {
    ...{ id, setting, page, ruleIds: ["stale-secret"] },
    wanted: ({ audit }) => `at most ${String(audit.policy.staleAfter)} days`,
    why: "The longer a secret is valid, the more laptops, logs and former colleagues have it.",
    isAbout: ([first]) => first === part,
    read: (subject, given) => readAge(subject, given, { part, nouns, all: lists(subject) }),
  };
}

interface Lists {
  readonly part: string;
  readonly nouns: Aged<never>["nouns"];
  readonly all: readonly Fetched<readonly unknown[]>[];
}

function readAge(subject: SheetSubject, { audit, hasDate, found }: Given, { part, nouns, all }: Lists): Reading {
  const limit = `older than ${String(audit.policy.staleAfter)} days`;
  const ofPart = (withMinor: boolean): number =>
    hasDate ? found("stale-secret", subject, withMinor).filter(({ at }) => at.path[0] === part).length : 0;
  const old = ofPart(false);
  if (old > 0) {
    const [one, several, held] = nouns ?? ["", "", ""];
    const holders = old === 1 ? `1 ${one}` : `${String(old)} ${several}`;
    return told(subject, [part], nouns === undefined ? `some are ${limit}` : `${holders} with ${held} ${limit}`);
  }
  const hidden = all.find((list) => !list.known);
  if (hidden?.known === false) return gapped(hidden);
  if (all.every((list) => list.known && list.value.length === 0)) return inapplicable("there are none");
  if (!hasDate) return unknown("there is no date from which ages are reckoned: give one with `--date`");
  return told(
    subject,
    [part],
    ofPart(true) > 0 ? `${limit}, which matters little: they only read this repository` : `none ${limit}`,
  );
}
