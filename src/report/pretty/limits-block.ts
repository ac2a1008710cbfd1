/** What was not checked: problems of the input with their code, then gaps in what was looked at. */
import type { Problem, Report } from "../../finding/report.ts";
import { describeGap, unaskedGaps } from "../gaps.ts";
import type { Gap } from "../gaps.ts";
import { groupBy } from "../group-by.ts";
import { placeOf } from "../places.ts";
import { visibleLine } from "../plain-text.ts";
import { plural } from "../tally.ts";
import { renderFrame } from "./frame.ts";
import { headlineRows } from "./headlines.ts";
import { indent, wrapProse } from "./prose.ts";
import { fileHeader, inset, proseWidth } from "./screen.ts";
import type { Screen } from "./screen.ts";

const mostProblems = 20;
const mostGaps = 8;
const mostNames = 4;

/** Errors last, next to what follows from them. */
export function problemLines({ problems }: Report, screen: Screen): readonly string[] {
  const sorted = problems.toSorted((a, b) => Number(a.level === "error") - Number(b.level === "error"));
  const shown = sorted.slice(-mostProblems);
  const files = groupBy(shown, ({ location }) => location?.file.path ?? "");
  const lines = [...files.values()].flatMap((found) => [
    ...found.slice(0, 1).flatMap(({ location }) => (location === undefined ? [] : fileHeader(location, screen))),
    ...found.flatMap((problem) => problemBlock(problem, screen)),
  ]);
  const rest = sorted.length - shown.length;
  return rest > 0 ? [`  ${plural(rest, "problem")} more, all in the JSON format.`, "", ...lines] : lines;
}

function problemBlock({ code, message, location, level }: Problem, screen: Screen): readonly string[] {
  const { width, paint } = screen;
  const severity = level === "error" ? "high" : "medium";
  const text = indent(wrapProse(location === undefined ? `${message} (${code})` : message, proseWidth(screen), paint), inset);
  const sign = paint.severity(severity, level === "error" ? "✖" : "⚠");
  if (location === undefined) return [...text.map((line, at) => (at === 0 ? `  ${sign}  ${line.trimStart()}` : line)), ""];
  const { startLine, startColumn } = placeOf(location);
  const title = level === "error" ? "The audit stopped here" : "Not understood, so not checked";
  const head = { line: startLine, column: startColumn, severity, word: level, title, id: visibleLine(code) } as const;
  const mark = { location, sign: "^", paint: (signs: string) => paint.severity(severity, signs) } as const;
  const frame = indent(renderFrame([mark], width - inset, paint), inset);
  return [...headlineRows([head], width, paint), "", ...frame, "", ...text, ""];
}

/** One entry a reason. */
export function coverageLines({ coverage }: Report, screen: Screen): readonly string[] {
  const { paint } = screen;
  const gaps = unaskedGaps(coverage);
  if (gaps.length === 0) return [];
  const rest = gaps.length - mostGaps;
  return [
    `  ${paint.bold("Not checked")}`,
    ...gaps.slice(0, mostGaps).flatMap((gap) => gapLines(gap, screen)),
    ...(rest > 0 ? [`  · ${plural(rest, "more reason")}, all in the JSON format`] : []),
    "",
  ];
}

function gapLines(gap: Gap, screen: Screen): readonly string[] {
  const { paint } = screen;
  const sign = gap.status === "failed" ? paint.bad("✖") : paint.dim("·");
  const lines = wrapProse(describeGap(gap, mostNames), proseWidth(screen), paint);
  return lines.map((line, at) => (at === 0 ? `  ${sign} ${line}` : `    ${line}`));
}
