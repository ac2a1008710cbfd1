/** Rows about the age of what is stored: the rule `stale-secret` judges it. */
import type { Fetched } from "../../../src/snapshot/fetched.ts";
import type { SheetSubject } from "../../../src/snapshot/sheet.ts";
import { counted } from "../../settings/wording.ts";
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
  /** What holds it, when there may be several. */
  readonly noun?: string;
}

export function ageRow<S extends SheetSubject>({ id, setting, page, part, lists, noun }: Aged<S>): Row<S> {
  return {
    ...{ id, setting, page, ruleIds: ["stale-secret"] },
    wanted: ({ audit }) => `at most ${String(audit.policy.staleAfter)} days`,
    why: "The longer a secret is valid, the more laptops, logs and former colleagues have it.",
    isAbout: ([first]) => first === part,
    read: (subject, given) => readAge(subject, given, { part, noun, all: lists(subject) }),
  };
}

interface Lists {
  readonly part: string;
  readonly noun: string | undefined;
  readonly all: readonly Fetched<readonly unknown[]>[];
}

function readAge(subject: SheetSubject, { audit, hasDate, found }: Given, { part, noun, all }: Lists): Reading {
  const limit = `older than ${String(audit.policy.staleAfter)} days`;
  const old = hasDate ? found("stale-secret", subject).filter(({ at }) => at.path[0] === part) : [];
  if (old.length > 0)
    return told(subject, [part], noun === undefined ? `some are ${limit}` : `some of ${counted(old.length, noun)} are ${limit}`);
  const hidden = all.find((list) => !list.known);
  if (hidden?.known === false) return gapped(hidden);
  if (all.every((list) => list.known && list.value.length === 0)) return inapplicable("there are none");
  return hasDate
    ? told(subject, [part], `none ${limit}`)
    : unknown("there is no date from which ages are reckoned: give one with `--date`");
}
