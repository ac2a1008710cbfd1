/** The findings of one rule in one file: each with its code, then once what holds for all of them. */
import type { Finding } from "../../finding/finding.ts";
import type { RuleInfo } from "../../finding/report.ts";
import type { Location } from "../../finding/location.ts";
import { placeOf } from "../places.ts";
import { visibleLine, visibleProse } from "../plain-text.ts";
import { findingBody, relatedLines, replacementLines } from "./finding-block.ts";
import { headlineRows } from "./headlines.ts";
import type { Headline } from "./headlines.ts";
import type { Group } from "../order.ts";
import type { Paint } from "./paint.ts";
import { indent, labelled, labelWidth, wrapProse } from "./prose.ts";

export interface Screen {
  /** Columns of the terminal. */
  readonly width: number;
  readonly paint: Paint;
  /** Texts of rules that have been shown; they are not shown twice in a run. */
  readonly said: Set<string>;
}

/** Everything below a headline stands under its place. */
const inset = 5;

/** Longer lines are hard to read. */
const mostProse = 100;

export function proseWidth({ width }: Screen): number {
  return Math.min(width, mostProse) - inset;
}

/** The line above all that is said of a file. Terminals that open files on a click find the first place behind the name. */
export function fileHeader(first: Location, { paint }: Screen): readonly string[] {
  const { file, startLine, startColumn } = placeOf(first);
  return [`  ${paint.underline(visibleLine(file))}${paint.hidden(`:${startLine}:${startColumn}`)}`, ""];
}

export function renderGroup(group: Group, rule: RuleInfo | undefined, screen: Screen): readonly string[] {
  const { width, paint } = screen;
  const rows = headlineRows(
    group.map((finding) => headlineOf(finding, rule)),
    width,
    paint,
  );
  const shared = sharedBy(group);
  const blocks = group.map((finding, at) => [rows[at] ?? "", ...indent(ownPart(finding, shared, screen), inset), ""]);
  const end = commonPart(group[0], rule, shared, screen);
  return [...blocks.flat(), ...(end.length > 0 ? [...indent(end, inset), ""] : [])];
}

function headlineOf({ ruleId, severity, location, docsUrl }: Finding, rule: RuleInfo | undefined): Headline {
  const { startLine, startColumn } = placeOf(location);
  const title = visibleProse(rule?.title ?? ruleId);
  return { line: startLine, column: startColumn, severity, word: severity, title, id: visibleLine(ruleId), url: docsUrl };
}

/** What is the same for all findings of a group. */
interface Shared {
  readonly message: boolean;
  readonly remediation: boolean;
  readonly replacement: boolean;
}

function sharedBy(group: Group): Shared {
  const [first] = group;
  return {
    message: group.length > 1 && group.every(({ message }) => message === first.message),
    remediation: group.every(({ remediation }) => remediation === first.remediation),
    replacement: group.every(({ replacement }) => replacement === first.replacement),
  };
}

function ownPart(finding: Finding, shared: Shared, screen: Screen): readonly string[] {
  const { width, paint } = screen;
  const prose = proseWidth(screen);
  const fix = shared.remediation ? [] : fixLines(finding.remediation, screen);
  const { replacement } = finding;
  const parts = [
    findingBody(finding, width - inset, paint),
    shared.message ? [] : wrapProse(finding.message, prose, paint),
    finding.related.length === 0 ? [] : relatedLines(finding, prose, paint),
    fix,
    shared.replacement || replacement === undefined ? [] : withHeading(replacement, fix.length > 0, screen),
  ];
  return paragraphs(parts);
}

function commonPart(finding: Finding, rule: RuleInfo | undefined, shared: Shared, screen: Screen): readonly string[] {
  const { paint } = screen;
  const prose = proseWidth(screen);
  const why = rule === undefined || isSaid(`why ${rule.id}`, screen) ? [] : wrapProse(rule.rationale, prose - labelWidth, paint);
  const fix = shared.remediation ? fixLines(finding.remediation, screen) : [];
  const { replacement } = finding;
  const more = rule === undefined || isSaid(`more ${rule.id}`, screen) ? [] : [paint.dim(`circleci-secaudit explain ${rule.id}`)];
  return paragraphs([
    shared.message ? wrapProse(finding.message, prose, paint) : [],
    labelled("Why", why, paint),
    fix,
    shared.replacement && replacement !== undefined ? withHeading(replacement, fix.length > 0, screen) : [],
    labelled("More", more, paint),
  ]);
}

/** The general advice, once a run. */
function fixLines(remediation: string, screen: Screen): readonly string[] {
  if (isSaid(`fix ${remediation}`, screen)) return [];
  return labelled("Fix", wrapProse(remediation, proseWidth(screen) - labelWidth, screen.paint), screen.paint);
}

function withHeading(replacement: string, isBelowAdvice: boolean, { paint }: Screen): readonly string[] {
  const lines = replacementLines(replacement, paint);
  return isBelowAdvice ? lines : [...labelled("Fix", ["Write instead:"], paint), "", ...lines];
}

function isSaid(text: string, { said }: Screen): boolean {
  if (said.has(text)) return true;
  said.add(text);
  return false;
}

/** Parts with an empty line between them. */
function paragraphs(parts: readonly (readonly string[])[]): readonly string[] {
  return parts.filter((part) => part.length > 0).flatMap((part, at) => (at === 0 ? part : ["", ...part]));
}
