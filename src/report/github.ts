/** GitHub Actions annotations: one workflow command a line. */
import type { Finding } from "../finding/finding.ts";
import type { Location } from "../finding/location.ts";
import type { Problem, Report, RuleInfo } from "../finding/report.ts";
import { severities } from "../finding/severity.ts";
import type { Severity } from "../finding/severity.ts";
import { describeGap, groupGaps } from "./gaps.ts";
import { pendingNote } from "./pending.ts";
import { placeOf } from "./places.ts";
import { visibleLine, visibleProse } from "./plain-text.ts";
import { isOnSheet, messageWithSetting } from "./sheets.ts";
import { headline } from "./tally.ts";

type Command = "error" | "warning" | "notice";

const commands: Readonly<Record<Severity, Command>> = {
  critical: "error",
  high: "error",
  medium: "warning",
  low: "notice",
  info: "notice",
};

/** Worst first, since GitHub shows only the first ten of a kind in each step. */
export function renderGithub(report: Report): string {
  const titles = new Map(report.rules.map((rule) => [rule.id, rule]));
  const findings = report.findings.toSorted((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
  const gaps = groupGaps(report.coverage);
  const lines = [
    command("notice", report.tool.name, undefined, [headline(report)]),
    ...report.problems.map(ofProblem),
    ...gaps
      .filter((gap) => gap.status === "failed")
      .map((gap) => command("error", "Not checked", gap.location, [describeGap(gap, 10)])),
    ...notFailed(gaps.filter((gap) => gap.status !== "failed").map((gap) => describeGap(gap, 5))),
    ...findings.map((finding) => ofFinding(finding, titles.get(finding.ruleId))),
  ];
  return `${lines.join("\n")}\n`;
}

/** One annotation for all of them, so that they take no place from findings. */
function notFailed(gaps: readonly string[]): readonly string[] {
  return gaps.length === 0 ? [] : [command("notice", "Not checked", undefined, gaps)];
}

function ofFinding(finding: Finding, rule: RuleInfo | undefined): string {
  const title = `${rule?.title ?? finding.ruleId} (${finding.ruleId}, ${finding.severity})`;
  const note = pendingNote(finding);
  const paragraphs = [
    messageWithSetting(finding),
    ...(note === undefined ? [] : [note]),
    `Fix: ${finding.remediation}`,
    finding.docsUrl,
  ];
  // Beside the first line of some file it would mislead.
  const location = isOnSheet(finding.location) ? undefined : finding.location;
  return command(commands[finding.severity], title, location, paragraphs);
}

function ofProblem({ code, message, level, location }: Problem): string {
  return command(level, `Not fully checked (${code})`, location, [message]);
}

function command(name: Command, title: string, location: Location | undefined, paragraphs: readonly string[]): string {
  const properties = [...(location === undefined ? [] : propertiesOf(location)), `title=${escapeProperty(title)}`];
  return `::${name} ${properties.join(",")}::${paragraphs.map((text) => escapeData(visibleProse(text))).join("%0A%0A")}`;
}

/** GitHub refuses columns when the lines differ. */
function propertiesOf(location: Location): readonly string[] {
  const { file, startLine, startColumn, endLine, endColumn } = placeOf(location);
  const columns = startLine === endLine ? [`col=${startColumn}`, `endColumn=${endColumn}`] : [];
  return [`file=${escapeProperty(file)}`, `line=${startLine}`, `endLine=${endLine}`, ...columns];
}

function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(visibleLine(text)).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
