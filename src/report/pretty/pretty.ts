/** The format for people at a terminal. */
import type { Report } from "../../finding/report.ts";
import type { RenderOptions } from "../formats.ts";
import { placeOf } from "../places.ts";
import { visibleLine, visibleProse } from "../plain-text.ts";
import { groupBy } from "../group-by.ts";
import { fileHeader, renderGroup } from "./groups.ts";
import type { Screen } from "./groups.ts";
import { headlineRows } from "./headlines.ts";
import { coverageLines, problemLines } from "./limits-block.ts";
import { groupFindings } from "../order.ts";
import { paintWith } from "./paint.ts";
import { wrapProse } from "./prose.ts";
import { summaryLines } from "./summary.ts";

/** Findings by file with the worst last, then what was not checked, then a summary. */
export function renderPretty(report: Report, options: RenderOptions): string {
  const screen: Screen = { width: Math.max(40, options.width), paint: paintWith(options), said: new Set() };
  const lines = [
    "",
    ...(options.showSuppressed === true ? suppressedLines(report, screen) : []),
    ...findingLines(report, screen),
    ...problemLines(report, screen),
    ...coverageLines(report, screen),
    ...summaryLines(report, options, screen),
  ];
  return `${lines.map((line) => line.trimEnd()).join("\n")}\n\n`;
}

function findingLines(report: Report, screen: Screen): readonly string[] {
  const rules = new Map(report.rules.map((rule) => [rule.id, rule]));
  return groupFindings(report.findings, "last").flatMap(({ groups }) => [
    ...groups.slice(0, 1).flatMap(([first]) => fileHeader(first.location, screen)),
    ...groups.flatMap((group) => renderGroup(group, rules.get(group[0].ruleId), screen)),
  ]);
}

/** One row each, with the reason. */
function suppressedLines(report: Report, screen: Screen): readonly string[] {
  if (report.suppressed.length === 0) return [];
  const titles = new Map(report.rules.map((rule) => [rule.id, rule.title]));
  const { paint, width } = screen;
  const files = [...groupBy(report.suppressed, ({ location }) => location.file.path)].flatMap(([, found]) => {
    const heads = found.map(({ ruleId, severity, location, docsUrl }) => {
      const { startLine, startColumn } = placeOf(location);
      const title = visibleProse(titles.get(ruleId) ?? ruleId);
      return { line: startLine, column: startColumn, severity, word: severity, title, id: visibleLine(ruleId), url: docsUrl };
    });
    const rows = headlineRows(heads, width, paint);
    const lines = found.flatMap(({ suppression }, at) => {
      const until = suppression.until === undefined ? "" : ` (until ${suppression.until})`;
      const by = suppression.kind === "inSource" ? "comment" : "settings";
      const reason = `Suppressed by ${by}: ${suppression.reason === "" ? "no reason given" : suppression.reason}${until}`;
      return [rows[at] ?? "", ...wrapProse(reason, width - 5, paint).map((line) => `     ${paint.dim(line)}`)];
    });
    return [...found.slice(0, 1).flatMap(({ location }) => fileHeader(location, screen)), ...lines, ""];
  });
  return [`  ${paint.bold("Suppressed")}`, "", ...files];
}
