/**
 * The baseline: a file that lists the findings there were at some time, so that only newer ones are reported. Needed only by runs that
 * read or write one.
 */
import { formatPath } from "../finding/location.ts";
import type { Problem, Report } from "../finding/report.ts";
import { checkBaseline } from "../schema/validate.ts";
import { quote } from "../source/quote.ts";
import type { SourceFile } from "../source/source-file.ts";
import { compareText } from "./order.ts";

export interface BaselineEntry {
  readonly fingerprint: string;
  readonly ruleId: string;
  readonly file: string;
}

export interface Baseline {
  /** Of the baseline file. */
  readonly path: string;
  readonly findings: readonly BaselineEntry[];
}

/** The baseline, or why it cannot be used. */
export function readBaseline(file: SourceFile): { readonly baseline: Baseline } | { readonly problem: Problem } {
  const refuse = (reason: string): { readonly problem: Problem } => {
    const message = `The baseline ${quote(file.path)} cannot be used: ${reason}`;
    return { problem: { code: "invalid-baseline", message, level: "error" } };
  };
  const data = parseJson(file.text);
  if (data === undefined) return refuse("it is not valid JSON.");
  const [issue] = checkBaseline(data);
  if (!isBaseline(data, issue === undefined)) {
    const place = issue === undefined || issue.path.length === 0 ? "" : `at ${quote(formatPath(issue.path))}: `;
    return refuse(`${place}${issue?.message ?? ""}`);
  }
  return { baseline: { path: file.path, findings: data.findings } };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isBaseline(_data: unknown, valid: boolean): _data is { readonly findings: readonly BaselineEntry[] } {
  return valid;
}

/** A baseline of everything the report shows or knew before: one line a finding, in an order that keeps differences small. */
export function renderBaseline({ findings, baselined }: Report): string {
  const entries = [...findings, ...baselined].map(({ fingerprint, ruleId, location }) => {
    return { fingerprint, ruleId, file: location.file.path };
  });
  entries.sort(
    (a, b) => compareText(a.file, b.file) || compareText(a.ruleId, b.ruleId) || compareText(a.fingerprint, b.fingerprint),
  );
  const lines = entries.map((entry) => `    ${JSON.stringify(entry)}`);
  return `{\n  "version": 1,\n  "findings": [${lines.length === 0 ? "" : `\n${lines.join(",\n")}\n  `}]\n}\n`;
}
