/** All findings: each with its headline and code, and what holds for all findings of a rule once, with the last and worst of them. */
import type { Finding } from "../../finding/finding.ts";
import type { Report, RuleInfo } from "../../finding/report.ts";
import { orderFindings } from "../order.ts";
import { pendingNote } from "../pending.ts";
import { placeOf } from "../places.ts";
import { visibleLine, visibleProse } from "../plain-text.ts";
import { howTo, isOnSheet } from "../sheets.ts";
import { findingBody, relatedLines, replacementLines } from "./finding-block.ts";
import { headlineRows } from "./headlines.ts";
import type { Headline } from "./headlines.ts";
import { indent, labelled, labelWidth, wrapProse } from "./prose.ts";
import { fileHeader, inset, paragraphs, proseWidth } from "./screen.ts";
import type { Screen } from "./screen.ts";

export function findingLines(report: Report, screen: Screen): readonly string[] {
  const rules = new Map(report.rules.map((rule) => [rule.id, rule]));
  const files = orderFindings(report.findings, "last");
  // From the end, so that a rule's texts stand with its last finding, the first one that is seen above the prompt.
  const said = new Set<string>();
  const blocks = files
    .toReversed()
    .map(({ findings }) => fileBlock(findings, rules, said, screen))
    .toReversed();
  return blocks.flat();
}

function fileBlock(
  findings: readonly [Finding, ...Finding[]],
  rules: ReadonlyMap<string, RuleInfo>,
  said: Set<string>,
  screen: Screen,
): readonly string[] {
  const heads = findings.map((finding) => headlineOf(finding, rules.get(finding.ruleId)?.title));
  const rows = headlineRows(heads, screen.width, screen.paint);
  const bodies = findings
    .toReversed()
    .map((finding) => body(finding, rules.get(finding.ruleId), said, screen))
    .toReversed();
  return [
    ...fileHeader(findings[0].location, screen),
    ...bodies.flatMap((lines, at) => [rows[at] ?? "", ...indent(lines, inset), ""]),
  ];
}

/** A rule whose title is not known is shown by its id. */
export function headlineOf({ ruleId, severity, location, docsUrl }: Finding, title = ruleId): Headline {
  const { startLine, startColumn } = placeOf(location);
  const place = { line: startLine, column: startColumn, isOnSheet: isOnSheet(location) };
  return { ...place, severity, word: severity, title: visibleProse(title), id: visibleLine(ruleId), url: docsUrl };
}

/** `said` holds what has been shown in this run. */
function body(finding: Finding, rule: RuleInfo | undefined, said: Set<string>, screen: Screen): readonly string[] {
  const { width, paint } = screen;
  const columns = proseWidth(screen);
  const once = (kind: string, text: string): string => {
    const key = `${kind} ${text}`;
    if (said.has(key)) return "";
    said.add(key);
    return text;
  };
  const prose = (label: string, text: string): readonly string[] =>
    labelled(label, wrapProse(text, columns - labelWidth, paint), paint);
  const place = `${finding.ruleId} ${finding.location.file.path}`;
  const note = pendingNote(finding);
  return paragraphs([
    findingBody(finding, width - inset, paint),
    said.has(`${place} ${finding.message}`) ? [] : wrapProse(once(place, finding.message), columns, paint),
    finding.related.length === 0 ? [] : relatedLines(finding, columns, paint),
    note === undefined ? [] : prose("Note", once("note", note)),
    rule === undefined ? [] : prose("Why", once("why", rule.rationale)),
    fixLines(prose("Fix", once("fix", finding.remediation)), finding, screen),
    rule === undefined ? [] : labelled("More", moreLines(once("more", rule.id), screen), paint),
  ]);
}

/** The general advice, unless it has been given, and the YAML to write here, or the call to make. */
function fixLines(advice: readonly string[], finding: Finding, { paint }: Screen): readonly string[] {
  const { replacement } = finding;
  if (replacement === undefined) return advice;
  const heading = advice.length > 0 ? advice : labelled("Fix", [`${howTo(finding)}:`], paint);
  return [...heading, "", ...replacementLines(replacement, paint)];
}

function moreLines(ruleId: string, { paint }: Screen): readonly string[] {
  return ruleId === "" ? [] : [paint.dim(`circleci-secaudit explain ${visibleLine(ruleId)}`)];
}
