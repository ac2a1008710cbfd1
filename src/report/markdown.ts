/** Markdown for comments on pull requests and job summaries. */
import type { Finding } from "../finding/finding.ts";
import type { RelatedLocation } from "../finding/location.ts";
import { formatPath } from "../finding/location.ts";
import { isComplete } from "../finding/report.ts";
import type { Report, RuleInfo } from "../finding/report.ts";
import { severities } from "../finding/severity.ts";
import type { RenderOptions } from "./formats.ts";
import { describeGap, groupGaps } from "./gaps.ts";
import { groupBy } from "./group-by.ts";
import { cell, codeSpan, escapeHtml, fence, link, paragraph } from "./markdown-text.ts";
import { orderFindings } from "./order.ts";
import { pendingNote } from "./pending.ts";
import { reference, snippetOf } from "./places.ts";
import { howTo, isOnSheet, originsOfFacts } from "./sheets.ts";
import { countBySeverity, describeCounts, headline, plural } from "./tally.ts";

/** Comments may have 65,536 characters; what comes after the findings must fit too. */
const room = 55_000;

export function renderMarkdown(report: Report, options: RenderOptions): string {
  const incomplete = isComplete(report) ? "" : " **The audit is incomplete.**";
  const blocks = [
    `## ${paragraph(report.tool.name)}`,
    `${paragraph(headline(report))}${incomplete}`,
    ...originsOfFacts(report).map(paragraph),
    ...ruleTable(report),
    ...fileBlocks(report),
    ...problems(report),
    ...coverage(report),
    ...(options.showSuppressed === true ? suppressed(report) : []),
  ];
  return `${blocks.join("\n\n")}\n`;
}

function rulesById(report: Report): ReadonlyMap<string, RuleInfo> {
  return new Map(report.rules.map((rule) => [rule.id, rule]));
}

/** One row for each rule and severity, worst first. */
function ruleTable(report: Report): readonly string[] {
  if (report.findings.length === 0) return [];
  const rules = rulesById(report);
  const groups = groupBy(report.findings, ({ severity, ruleId }) => `${severities.indexOf(severity)} ${ruleId}`);
  const rows = [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => ruleRow(group, rules));
  return [["| Severity | Rule | What | Findings |", "| --- | --- | --- | ---: |", ...rows].join("\n")];
}

function ruleRow(group: readonly Finding[], rules: ReadonlyMap<string, RuleInfo>): string {
  const [first] = group;
  if (first === undefined) return "";
  const { severity, ruleId, docsUrl } = first;
  return `| ${severity} | ${link(cell(`\`${ruleId}\``), docsUrl)} | ${cell(rules.get(ruleId)?.title ?? "")} | ${group.length} |`;
}

function fileBlocks(report: Report): readonly string[] {
  const rules = rulesById(report);
  const files = orderFindings(report.findings, "first");
  const blocks: string[] = [];
  let length = 0;
  let shown = 0;
  for (const { file, findings } of files) {
    const said = new Set<string>();
    const inside: string[] = [];
    for (const finding of findings) {
      const text = findingBlock(finding, rules.get(finding.ruleId), said);
      length += text.length;
      if (length > room) break;
      inside.push(text);
    }
    shown += inside.length;
    const open = `<details${files.length === 1 ? " open" : ""}>\n<summary>${summaryOf(file, findings)}</summary>`;
    if (inside.length > 0) blocks.push(open, ...inside, "</details>");
  }
  const rest = report.findings.length - shown;
  return rest === 0 ? blocks : [...blocks, `${plural(rest, "more finding")} did not fit here; the JSON format has them all.`];
}

function summaryOf(file: string, findings: readonly Finding[]): string {
  const counts = describeCounts(countBySeverity(findings));
  return `<code>${escapeHtml(file)}</code>: ${plural(findings.length, "finding")} (${counts})`;
}

/** `said` holds the remediations that this file's block has shown already. */
function findingBlock(finding: Finding, rule: RuleInfo | undefined, said: Set<string>): string {
  const { severity, confidence, ruleId, docsUrl, location, message, remediation, replacement } = finding;
  const path = formatPath(location.path);
  const facts = [
    `**${severity}** severity, ${confidence} confidence`,
    link(codeSpan(ruleId), docsUrl),
    codeSpan(reference(location)),
    ...(path === "" || isOnSheet(location) ? [] : [codeSpan(path)]),
  ];
  const fix = said.has(remediation) ? [] : [`**Fix.** ${paragraph(remediation)}`];
  said.add(remediation);
  const note = pendingNote(finding);
  return [
    `#### ${paragraph(rule?.title ?? ruleId)}`,
    facts.join(" · "),
    paragraph(message),
    ...(note === undefined ? [] : [`**Note.** ${paragraph(note)}`]),
    fence(dedent(snippetOf(location)), "yaml"),
    ...placesBlock("How it gets there:", finding.trace, 10),
    ...placesBlock("Also:", finding.related, 3),
    ...fix,
    ...(replacement === undefined ? [] : [`${howTo(finding)}:`, fence(replacement, isOnSheet(location) ? "" : "yaml")]),
  ].join("\n\n");
}

function placesBlock(heading: string, places: readonly RelatedLocation[], most: number): readonly string[] {
  if (places.length === 0) return [];
  const lines = places.map((place) => `- ${codeSpan(reference(place))} ${paragraph(place.label)}`);
  return [`${heading}\n\n${limited(lines, most).join("\n")}`];
}

/** Without the indentation that all lines share. */
function dedent(text: string): string {
  const lines = text.split("\n");
  const indents = lines.filter((line) => line.trim() !== "").map((line) => line.length - line.trimStart().length);
  const shared = Math.min(...indents);
  return Number.isFinite(shared) ? lines.map((line) => line.slice(shared)).join("\n") : text;
}

function problems(report: Report): readonly string[] {
  if (report.problems.length === 0) return [];
  const lines = report.problems.map(({ code, message, location, level }) => {
    const place = location === undefined ? "" : `${codeSpan(reference(location))} `;
    return `- ${place}${paragraph(message)} (${codeSpan(code)}, ${level})`;
  });
  return ["### Problems: places that could not be read", limited(lines, 30).join("\n")];
}

function coverage(report: Report): readonly string[] {
  const gaps = groupGaps(report.coverage).map((gap) => `- ${paragraph(describeGap(gap, 5))}`);
  return gaps.length === 0 ? [] : ["### Not checked", limited(gaps, 30).join("\n")];
}

function suppressed(report: Report): readonly string[] {
  if (report.suppressed.length === 0) return [];
  const rows = report.suppressed.map(({ ruleId, severity, location, suppression }) => {
    const place = cell(`\`${reference(location).replaceAll("`", "'")}\``);
    return `| ${severity} | ${cell(`\`${ruleId}\``)} | ${place} | ${cell(suppression.reason)} |`;
  });
  return [
    "### Suppressed",
    ["| Severity | Rule | Place | Reason |", "| --- | --- | --- | --- |", ...rows.slice(0, 50)].join("\n"),
    ...(rows.length > 50 ? [`And ${rows.length - 50} more.`] : []),
  ];
}

function limited(lines: readonly string[], most: number): readonly string[] {
  return lines.length <= most ? lines : [...lines.slice(0, most), `- and ${lines.length - most} more`];
}
