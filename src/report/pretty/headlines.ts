/** The line above each finding, laid out by eslint-formatter-pretty; the only file that knows it. */
import eslintFormatterPretty from "eslint-formatter-pretty";
import type { LintMessage, LintResultData } from "eslint-formatter-pretty";
import type { Severity } from "../../finding/severity.ts";
import { cutTo, displayWidth } from "./display-width.ts";
import type { Paint } from "./paint.ts";

export interface Headline {
  readonly line: number;
  readonly column: number;
  readonly severity: Severity;
  /** The word in front of the title. */
  readonly word: string;
  /** Without control characters. */
  readonly title: string;
  /** Rule id or problem code. */
  readonly id: string;
  readonly url?: string;
  /** Line and column mean nothing to anybody. */
  readonly isOnSheet?: boolean;
}

/**
 * One row for each headline, in the order given, places aligned. The formatter looks at the process to choose colours, links and signs,
 * and sorts what it is given, so its rows are taken back to plain text, put in order and painted here.
 */
export function headlineRows(headlines: readonly Headline[], width: number, paint: Paint): readonly string[] {
  const messages = headlines.map((headline) => toMessage(headline, width));
  const rows = new Map<LintMessage, string>();
  const sorted = [...messages];
  const text = eslintFormatterPretty([{ ...noResult, messages: sorted, ...countsOf(sorted) }], dataFor(headlines));
  // An empty line and the file's name come first. The formatter has sorted the messages in place.
  const lines = withoutEscapes(text).split("\n").slice(2);
  sorted.forEach((message, at) => rows.set(message, lines[at] ?? ""));
  return headlines.map((headline, at) => {
    const message = messages[at];
    return paintRow(message === undefined ? "" : (rows.get(message) ?? ""), headline, width, paint);
  });
}

const noResult = {
  filePath: "file",
  suppressedMessages: [],
  fatalErrorCount: 0,
  fixableErrorCount: 0,
  fixableWarningCount: 0,
  usedDeprecatedRules: [],
};

function toMessage(headline: Headline, width: number): LintMessage {
  const { line, column, id } = headline;
  const message = `${headline.word}  ${titleOf(headline, width)}`;
  return { ruleId: id, line, column, message, severity: isError(headline) ? 2 : 1 };
}

function isError({ severity }: Headline): boolean {
  return severity === "critical" || severity === "high";
}

/** What is left of the width for the title is known only roughly; a title is cut no shorter than makes sense. */
function titleOf({ line, column, word, title, id, isOnSheet }: Headline, width: number): string {
  const others = `  ✖  ${isOnSheet === true ? "" : `${line}:${column}  `}${word}    ${id}`;
  return cutTo(title, Math.max(24, width - displayWidth(others)));
}

function countsOf(messages: readonly LintMessage[]): { errorCount: number; warningCount: number } {
  const errorCount = messages.filter((message) => message.severity === 2).length;
  return { errorCount, warningCount: messages.length - errorCount };
}

/** Without the URL the formatter would look for an ESLint plugin that has such a rule. */
function dataFor(headlines: readonly Headline[]): LintResultData {
  const rules = headlines.map(({ id, url = "" }) => [id, { docs: { url } }] as const);
  return { cwd: "", rulesMeta: Object.fromEntries(rules) };
}

/** Colours, links and iTerm's commands; the text in between has no control characters of its own. */
function withoutEscapes(text: string): string {
  // oxlint-disable-next-line no-control-regex
  return text.replace(/\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)|\u001b\[[0-9;]*m/g, "");
}

/** The row without the padding that would put all ids below each other, for a frame stands between them. */
function paintRow(row: string, headline: Headline, width: number, paint: Paint): string {
  const { severity, word, id, url = "" } = headline;
  const place = headline.isOnSheet === true ? " " : (/^ {2}\S+( +\d+:\d+ +)/.exec(row)?.[1] ?? "  ");
  const sign = isError(headline) ? "✖" : severity === "info" ? "ℹ" : "⚠";
  const title = paint.bold(titleOf(headline, width));
  return `  ${paint.severity(severity, sign)}${paint.dim(place)}${paint.severity(severity, word)}  ${title}  ${paint.dim(paint.link(id, url))}`;
}
