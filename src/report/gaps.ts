/** What was not checked, grouped by its reason, so that thirty orbs without source are one line. */
import type { Location } from "../finding/location.ts";
import type { CoverageNote } from "../finding/report.ts";
import { groupBy } from "./group-by.ts";
import { plural } from "./tally.ts";

export interface Gap {
  readonly status: "failed" | "skipped" | "unknown";
  readonly reason: string;
  /** Rule ids or sources without repeats, in order. */
  readonly names: readonly string[];
  /** How many notes were grouped. */
  readonly count: number;
  readonly ofRules: boolean;
  /** Where the first of them stands. */
  readonly location: Location | undefined;
}

const statuses = ["failed", "unknown", "skipped"] as const;

/** The gaps that somebody at a terminal did not ask for: which rules a profile or `--rule` leaves out is no news there. */
export function unaskedGaps(coverage: readonly CoverageNote[]): readonly Gap[] {
  return groupGaps(coverage.filter(({ byChoice }) => byChoice === undefined));
}

/** Failures first, then what is unknown, then what was skipped; within these in the order of the notes. */
export function groupGaps(coverage: readonly CoverageNote[]): readonly Gap[] {
  const notes = coverage.filter(({ status }) => status !== "ran");
  const groups = groupBy(notes, ({ ruleId, status, reason }) => JSON.stringify([status, reason, ruleId === undefined]));
  return [...groups.values()].flatMap(gapOf).sort((a, b) => statuses.indexOf(a.status) - statuses.indexOf(b.status));
}

function gapOf(notes: readonly CoverageNote[]): readonly Gap[] {
  const [first] = notes;
  if (first === undefined || first.status === "ran") return [];
  const { status, reason = "", ruleId, location } = first;
  const names = [...new Set(notes.map((note) => note.ruleId ?? note.source ?? ""))];
  return [{ status, reason, names, count: notes.length, ofRules: ruleId !== undefined, location }];
}

/** The whole gap in one sentence; names beyond `most` are counted: `12 rules (a, b, +10 more): needs a snapshot`. */
export function describeGap(gap: Gap, most: number): string {
  const { names, count, status, reason } = gap;
  const places = count > names.length ? ` in ${plural(count, "place")}` : "";
  const verb = status === "failed" ? " failed" : reason === "" ? ` ${status}` : "";
  return `${describeNames(gap, most)}${places}${verb}${reason === "" ? "" : `: ${reason}`}`;
}

/** `2 orbs (acme/a@1, acme/b@2)`, `rule x`, `CircleCI API`. */
export function describeNames({ names, ofRules }: Gap, most: number): string {
  const [first = ""] = names;
  if (ofRules && names.length === 1) return `rule ${first}`;
  if (ofRules) return `${plural(names.length, "rule")} (${list(names, most)})`;
  const facts = names.map((name) => aboutFacts.exec(name));
  if (facts.every((match) => match !== null)) return describeFacts(facts, most);
  const kind = /^\S+(?= )/.exec(first)?.[0];
  if (kind === undefined || names.length === 1 || !names.every((name) => name.startsWith(`${kind} `))) return list(names, most);
  const bare = names.map((name) => name.slice(kind.length + 1));
  return `${plural(names.length, kind)} (${list(bare, most)})`;
}

/** What is not known of a project and the like: `project gh/acme/app: settings, webhooks`. */
const aboutFacts = /^(project|organisation|repository|GitHub organisation) (\S+): (.+)$/;

/** `settings of project gh/acme/app; contacts of 2 organisations (gh/acme, gh/other)`. */
function describeFacts(facts: readonly RegExpExecArray[], most: number): string {
  const groups = groupBy(facts, ([, kind = "", , fields = ""]) => JSON.stringify([fields, kind]));
  const parts = [...groups.values()].map((group) => {
    const [, kind = "", name = "", fields = ""] = group[0] ?? [];
    if (group.length === 1) return `${fields} of ${kind} ${name}`;
    const all = group.map(([, , each = ""]) => each);
    return `${fields} of ${group.length} ${pluralOf(kind)} (${list(all, most)})`;
  });
  const rest = parts.length - most;
  return parts.slice(0, most).join("; ") + (rest > 0 ? `; +${rest} more` : "");
}

function pluralOf(kind: string): string {
  return kind.endsWith("y") ? `${kind.slice(0, -1)}ies` : `${kind}s`;
}

function list(names: readonly string[], most: number): string {
  const rest = names.length - most;
  return names.slice(0, most).join(", ") + (rest > 0 ? `, +${rest} more` : "");
}
