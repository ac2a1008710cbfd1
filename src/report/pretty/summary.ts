/** The last lines: what was found, what it means for the run, what to do next. */
import { failsRun } from "../../finding/finding.ts";
import { isComplete } from "../../finding/report.ts";
import type { Report } from "../../finding/report.ts";
import { profiles, severities } from "../../finding/severity.ts";
import type { RenderOptions } from "../formats.ts";
import { describeFixable } from "../fixes.ts";
import { unaskedGaps } from "../gaps.ts";
import { groupBy } from "../group-by.ts";
import { visibleLine } from "../plain-text.ts";
import { isOnSheet, originsOfFacts } from "../sheets.ts";
import { describeFindings, hiddenCounts, plural, rulesThatRan } from "../tally.ts";
import { wrapProse } from "./prose.ts";
import { proseWidth } from "./screen.ts";
import type { Screen } from "./screen.ts";

/** From so many findings on, a list by rule shows what the run is about. */
const many = 12;

export function summaryLines(report: Report, options: RenderOptions, screen: Screen): readonly string[] {
  const { paint } = screen;
  const sentences = [remarks(report), verdict(report, options), describeFixable(report.findings), next(report)].filter(
    (sentence) => sentence !== "",
  );
  return [
    ...(report.findings.length >= many ? byRule(report, screen) : []),
    `  ${signOf(report, options, screen)} ${paint.bold(describeFindings(report))}`,
    ...sentences.flatMap((sentence) => wrapProse(sentence, proseWidth(screen), paint).map((line) => `    ${line}`)),
  ];
}

function failing({ findings }: Report, { failOn }: RenderOptions): number {
  return findings.filter((finding) => failsRun(finding, failOn)).length;
}

function signOf(report: Report, options: RenderOptions, { paint }: Screen): string {
  if (!isComplete(report) || failing(report, options) > 0) return paint.bad("✖");
  return report.findings.length > 0 || (report.files.length === 0 && report.sheets === undefined) ? "·" : paint.good("✔");
}

function remarks(report: Report): string {
  const ran = rulesThatRan(report);
  const counts = [...(ran > 0 ? [`${plural(ran, "rule")} ran${moreRules(report)}`] : []), ...hiddenCounts(report)];
  const origins = originsOfFacts(report).map((origin) => visibleLine(origin));
  return [counts.length === 0 ? "" : `${counts.join(", ")}.`, ...origins].filter((part) => part !== "").join(" ");
}

/** `, 14 more with --profile auditor`. */
function moreRules({ coverage }: Report): string {
  const left = profiles.filter((profile) => coverage.some(({ byChoice }) => byChoice === profile));
  const widest = left.at(-1);
  if (widest === undefined) return "";
  const count = coverage.filter(({ byChoice }) => byChoice !== undefined && byChoice !== "selection").length;
  return ` (${count} more with \`--profile ${widest}\`)`;
}

/** How the run ends, and what a clean result does not mean. */
function verdict(report: Report, options: RenderOptions): string {
  if (!isComplete(report)) return "The audit is incomplete: what could not be checked may hold more.";
  if (report.findings.length === 0) {
    const gaps = unaskedGaps(report.coverage).length + report.problems.length;
    return gaps > 0 ? "This says nothing about what was not checked." : "";
  }
  const count = failing(report, options);
  if (count === report.findings.length) return "";
  const bar = `--fail-on ${options.failOn}`;
  if (report.findings.every(({ pending }) => pending !== undefined))
    return "None of them fails the run: their rules are newer than `rulesAsOf` in the settings.";
  return count === 0
    ? `None of them fails the run (${bar}).`
    : `${count} of them ${count === 1 ? "fails" : "fail"} the run (${bar}).`;
}

function next(report: Report): string {
  if (!isComplete(report)) return "Next: solve the problems above, then run again.";
  if (report.findings.length === 0) return "";
  if (report.isWithoutIgnores === true) {
    return `Next: fix ${report.findings.length < many ? "them" : "the worst, which stand last,"} at the provider, then run again.`;
  }
  const inFiles = report.findings.some(({ location }) => !isOnSheet(location));
  const inSettings = report.findings.some(({ location }) => isOnSheet(location));
  const ways = [
    ...(inFiles ? ["with `# secaudit: ignore[rule-id] reason` on its line"] : []),
    ...(inSettings ? [underIgnore] : []),
  ];
  const accept = `or accept one ${ways.join(", a setting ")}`;
  if (report.findings.length < many || report.baselined.length > 0) return `Next: fix them, ${accept}.`;
  return `Next: fix the worst, which stand last; ${accept}, or all that are left with \`--write-baseline <file>\`.`;
}

const underIgnore = "under `ignore:` of the settings file, with its `path` and `at`";

/** How often each rule found something at each severity, the worst last. */
function byRule({ findings }: Report, { paint }: Screen): readonly string[] {
  const groups = [...groupBy(findings, ({ severity, ruleId }) => JSON.stringify([severity, ruleId])).values()];
  const rows = groups.flatMap(([first, ...rest]) =>
    first === undefined ? [] : [{ severity: first.severity, ruleId: visibleLine(first.ruleId), count: rest.length + 1 }],
  );
  rows.sort((a, b) => severities.indexOf(b.severity) - severities.indexOf(a.severity) || a.count - b.count);
  const digits = String(Math.max(...rows.map(({ count }) => count))).length;
  const lines = rows.map(({ severity, ruleId, count }) => {
    return `    ${paint.severity(severity, severity.padEnd(8))}  ${String(count).padStart(digits)}  ${ruleId}`;
  });
  return [`  ${paint.bold("By rule")}`, ...lines, ""];
}
