/** A row of the survey of settings: what is asked of a subject, and what is made of the answer. */
import type { Location, PathSegment } from "../../../src/finding/location.ts";
import type { Reported } from "../../../src/rule/rule.ts";
import type { SettingState, SettingVerdict } from "../../../src/rule/setting-state.ts";
import type { ProjectAudit } from "../../../src/rule/settings-audit.ts";
import type { Fetched, Gap } from "../../../src/snapshot/fetched.ts";
import { sheetOf, type SheetSubject } from "../../../src/snapshot/sheet.ts";
import type { Page } from "./pages.ts";

/** What all rows have before them. */
export interface Given {
  readonly audit: ProjectAudit;
  /** False: ages are not told. */
  readonly hasDate: boolean;
  /** What the rule finds of a subject. */
  found(ruleId: string, subject: SheetSubject, withMinor?: boolean): readonly Reported[];
}

export type Reading =
  | { readonly kind: "known"; readonly value: string; readonly at: Location; readonly verdict?: SettingVerdict }
  | { readonly kind: "unknown" | "inapplicable"; readonly why: string };

export interface Row<S extends SheetSubject> {
  readonly id: string;
  readonly setting: string;
  readonly wanted: string | ((given: Given) => string);
  readonly why: string;
  readonly topic?: SettingState["topic"];
  readonly page?: (subject: S, given: Given) => Page;
  /** That it differs these rules say; what is read need not tell then. */
  readonly ruleIds?: readonly string[];
  /** Of what the rule finds that which is about this row. */
  readonly isAbout?: (path: readonly PathSegment[]) => boolean;
  read(subject: S, given: Given): Reading;
}

export function stateOf<S extends SheetSubject>(row: Row<S>, name: string, subject: S, given: Given): SettingState {
  const { id, setting, wanted, why, topic = "security", page, ruleIds = [] } = row;
  const reading = row.read(subject, given);
  const finds = ruleIds.map((ruleId) => {
    return { ruleId, found: given.found(ruleId, subject).find((each) => row.isAbout?.(each.at.path) !== false) };
  });
  const { ruleId, found } = finds.find((each) => each.found !== undefined) ?? finds[0] ?? {};
  const isKnown = reading.kind === "known";
  const read = isKnown ? (reading.verdict ?? "as-wanted") : reading.kind;
  const at = found?.at ?? (isKnown ? reading.at : undefined);
  return {
    ...{ id, subject: name, setting, topic, why },
    verdict: found !== undefined ? "differs" : read,
    value: isKnown ? reading.value : reading.why,
    wanted: typeof wanted === "string" ? wanted : wanted(given),
    ...(ruleId === undefined ? {} : { ruleId }),
    ...(at === undefined ? {} : { at }),
    ...(page === undefined ? {} : { page: page(subject, given) }),
  };
}

export function told(subject: SheetSubject, path: readonly PathSegment[], value: string, verdict?: SettingVerdict): Reading {
  const at = sheetOf(subject).at(...path);
  return { kind: "known", value, at, ...(verdict === undefined ? {} : { verdict }) };
}

export const unknown = (why: string): Reading => ({ kind: "unknown", why });
export const inapplicable = (why: string): Reading => ({ kind: "inapplicable", why });

/** Why a gap is there, which says what would fill it. */
export function gapped({ reason, detail }: Gap): Reading {
  return reason === "inapplicable" ? inapplicable(detail) : unknown(detail);
}

/** Of a known answer what `read` makes of it. */
export function whenKnown<T>(fetched: Fetched<T>, read: (value: T) => Reading): Reading {
  return fetched.known ? read(fetched.value) : gapped(fetched);
}

/** What an answer leaves out: it is told to administrators only. */
export const untold = unknown(
  "the answer leaves it out, which happens where the token may not be told: use one of an administrator",
);

/** A switch, `on` or `off`. */
export function flag(subject: SheetSubject, path: readonly PathSegment[], value: boolean | undefined, wanted?: boolean): Reading {
  if (value === undefined) return untold;
  return told(subject, path, value ? "on" : "off", wanted === undefined || value === wanted ? undefined : "differs");
}
