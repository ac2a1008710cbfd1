/** The format for people at a terminal. */
import type { SuppressedFinding } from "../../finding/finding.ts";
import type { Report } from "../../finding/report.ts";
import type { RenderOptions } from "../formats.ts";
import { groupBy } from "../group-by.ts";
import { findingLines, headlineOf } from "./findings.ts";
import { fixedLines } from "./fixed-block.ts";
import { headlineRows } from "./headlines.ts";
import { coverageLines, problemLines } from "./limits-block.ts";
import { paintWith } from "./paint.ts";
import { indent, wrapProse } from "./prose.ts";
import { fileHeader, inset } from "./screen.ts";
import type { Screen } from "./screen.ts";
import { summaryLines } from "./summary.ts";

/** Findings by file with the worst last, then what was not checked, then a summary. */
export function renderPretty(report: Report, options: RenderOptions): string {
  const screen: Screen = { width: Math.max(40, options.width), paint: paintWith(options) };
  const lines = [
    "",
    ...(options.showSuppressed === true ? suppressedLines(report, screen) : []),
    ...findingLines(report, screen),
    ...fixedLines(report, screen),
    ...problemLines(report, screen),
    ...coverageLines(report, screen),
    ...summaryLines(report, options, screen),
  ];
  return `${lines.map((line) => line.trimEnd()).join("\n")}\n\n`;
}

/** One row each, with the reason. */
function suppressedLines(report: Report, screen: Screen): readonly string[] {
  if (report.suppressed.length === 0) return [];
  const titles = new Map(report.rules.map(({ id, title }) => [id, title]));
  const files = [...groupBy(report.suppressed, ({ location }) => location.file.path).values()].flatMap((found) => {
    const heads = found.map((finding) => headlineOf(finding, titles.get(finding.ruleId)));
    const rows = headlineRows(heads, screen.width, screen.paint);
    const header = found.slice(0, 1).flatMap(({ location }) => fileHeader(location, screen));
    return [...header, ...found.flatMap((finding, at) => [rows[at] ?? "", ...reasonLines(finding, screen)]), ""];
  });
  return [`  ${screen.paint.bold("Suppressed")}`, "", ...files];
}

function reasonLines({ suppression }: SuppressedFinding, { width, paint }: Screen): readonly string[] {
  const until = suppression.until === undefined ? "" : ` (until ${suppression.until})`;
  const by = suppression.kind === "inSource" ? "comment" : "settings";
  const reason = `Suppressed by ${by}: ${suppression.reason === "" ? "no reason given" : suppression.reason}${until}`;
  return indent(wrapProse(reason, width - inset, paint).map(paint.dim), inset);
}
