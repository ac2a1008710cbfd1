/** What has become of the project since an earlier review. */
import { describeCounts } from "../../../report/tally.ts";
import { groupBy } from "../../../report/group-by.ts";
import { severities } from "../../../finding/severity.ts";
import { cell, details, figure, line, list, paragraph, section, state, strong, table } from "../../document/build.ts";
import type { Block, Cell, Line, Section } from "../../document/document.ts";
import type { ReviewFacts } from "../../review-input.ts";
import { compareStates, type Comparison, type Pair } from "../../state/compare-states.ts";
import { stateOf } from "../../state/state-of.ts";
import type { KeptFinding, KeptMeasure, KeptSetting, KeptWorkflow } from "../../state/state.ts";
import { count, listed, quoted } from "../words.ts";
import { duration, percent } from "./figures.ts";

/** No section without an earlier review. */
export function sinceSection(facts: ReviewFacts): readonly Section[] {
  if (facts.earlier === undefined) return [];
  const comparison = compareStates(facts.earlier, stateOf(facts));
  const { earlier } = comparison;
  const lines = [...better(comparison), ...worse(comparison)];
  const title = `Since the ${earlier.date === undefined ? "earlier review" : `review of ${earlier.date}`}`;
  const blocks: readonly Block[] = [
    lines.length === 0 ? paragraph("Nothing that was kept has changed.") : list(lines),
    ...findingDetails(comparison.appeared, "new"),
    ...findingDetails(comparison.fixed, "gone"),
    ...workflowTable(comparison),
  ];
  return [section("summary-since", title, blocks)];
}

function better(comparison: Comparison): readonly Line[] {
  const { fixed, seized, migrated, settings } = comparison;
  const risen = moved(comparison, 1);
  const mended = settings.filter((pair) => turned(pair, "differs", "as-wanted"));
  return [
    ...(fixed.length > 0 ? [told("good", "fixed", `${count(fixed.length, "finding")} gone: ${severityWords(fixed)}`)] : []),
    ...(migrated.length > 0
      ? [
          told(
            "good",
            "migrated",
            `${quoted(migrated)} ${migrated.length === 1 ? "needs" : "need"} no migration to OIDC any more`,
          ),
        ]
      : []),
    ...(seized.length > 0
      ? [told("good", "used", `${count(seized.length, "opportunity", "opportunities")} taken or gone: ${idWords(seized)}`)]
      : []),
    ...(mended.length > 0 ? [told("good", "improved", `settings that are now as wanted: ${settingWords(mended)}`)] : []),
    ...(risen.length > 0 ? [told("good", "improved", listed(risen))] : []),
  ];
}

function worse(comparison: Comparison): readonly Line[] {
  const { appeared, arisen, toMigrate, settings } = comparison;
  const fallen = moved(comparison, -1);
  const broken = settings.filter((pair) => turned(pair, "as-wanted", "differs"));
  const lost = settings.filter(({ before, now }) => before.verdict !== "unknown" && now.verdict === "unknown");
  return [
    ...(appeared.length > 0
      ? [
          told(
            "bad",
            "new",
            `${count(appeared.length, "finding")} that ${appeared.length === 1 ? "was" : "were"} not there: ${severityWords(appeared)}`,
          ),
        ]
      : []),
    ...(toMigrate.length > 0 ? [told("bad", "new", `stored credentials that OIDC can replace: ${quoted(toMigrate)}`)] : []),
    ...(arisen.length > 0
      ? [told("neutral", "new", `${count(arisen.length, "opportunity", "opportunities")}: ${idWords(arisen)}`)]
      : []),
    ...(broken.length > 0 ? [told("bad", "worse", `settings that are no longer as wanted: ${settingWords(broken)}`)] : []),
    ...(lost.length > 0 ? [told("unknown", "not known any more", settingWords(lost))] : []),
    ...(fallen.length > 0 ? [told("bad", "worse", listed(fallen))] : []),
  ];
}

/** Ratios that went up, or down. */
function moved({ measures }: Comparison, direction: 1 | -1): readonly string[] {
  return measures
    .filter(({ before, now }) => (now.good / now.of - before.good / before.of) * direction > 0)
    .map(({ before, now }) => `\`${now.id}\` from ${ratio(before)} to ${ratio(now)}`);
}

function ratio({ good, of }: KeptMeasure): string {
  return `${String(good)} of ${String(of)}`;
}

function told(kind: "good" | "bad" | "neutral" | "unknown", word: string, text: string): Line {
  return line(state(kind, word), ` ${text}.`);
}

function turned({ before, now }: Pair<KeptSetting>, from: KeptSetting["verdict"], to: KeptSetting["verdict"]): boolean {
  return before.verdict === from && now.verdict === to;
}

function severityWords(findings: readonly KeptFinding[]): string {
  const counts = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };
  for (const { severity } of findings) counts[severity] += 1;
  return describeCounts(counts);
}

function idWords(all: readonly { readonly id: string }[]): string {
  return quoted([...groupBy(all, ({ id }) => id).keys()], 6);
}

function settingWords(pairs: readonly Pair<KeptSetting>[]): string {
  return listed(
    pairs.map(({ now: { id, subject } }) => `\`${id}\` of ${subject}`),
    5,
  );
}

/** By rule and file, the worst first. */
function findingDetails(findings: readonly KeptFinding[], word: string): readonly Block[] {
  if (findings.length === 0) return [];
  const ranked = findings.toSorted((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
  const groups = [...groupBy(ranked, ({ ruleId, severity, file }) => JSON.stringify([severity, ruleId, file])).values()];
  const items = groups.slice(0, 30).flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const times = others.length === 0 ? "" : `, ${String(others.length + 1)} times`;
    return [line(`${first.severity} \`${first.ruleId}\` in ${quoted([first.file])}${times}`)];
  });
  const rest = groups.length - items.length;
  const all = rest > 0 ? [...items, line(`and ${String(rest)} more`)] : items;
  return [details(`Findings that are ${word}`, [list(all)])];
}

/** Nothing when no workflow is known to both. */
function workflowTable({ workflows }: Comparison): readonly Block[] {
  const known = workflows.filter(({ before, now }) => (before.runs ?? now.runs) !== undefined);
  const right = (title: string): { readonly title: string; readonly align: "right" } => ({ title, align: "right" });
  const columns = [
    "Workflow",
    right("Median then"),
    right("Now"),
    right("Success then"),
    right("Now"),
    right("Credits then"),
    right("Now"),
  ];
  return table(columns, known.slice(0, 20).map(workflowRow));
}

function workflowRow({ before, now }: Pair<KeptWorkflow>): readonly Cell[] {
  return [
    { content: [strong(now.name)] },
    duration(before.medianSeconds),
    duration(now.medianSeconds),
    percent(before.successRate),
    percent(now.successRate),
    credits(before.credits),
    credits(now.credits),
  ];
}

function credits(value: number | undefined): Cell {
  return value === undefined ? cell("–") : figure(String(Math.round(value)), value);
}
