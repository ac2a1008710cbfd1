/** What `--fix` has changed. */
import type { Report } from "../../finding/report.ts";
import { groupBy } from "../group-by.ts";
import { visibleLine } from "../plain-text.ts";
import { wrapProse } from "./prose.ts";
import { proseWidth } from "./screen.ts";
import type { Screen } from "./screen.ts";

/** A file, and below it each kind of fix once. */
export function fixedLines({ fixed }: Report, screen: Screen): readonly string[] {
  const { paint } = screen;
  if (fixed === undefined) return [];
  if (fixed.length === 0) return [`  ${paint.bold("Nothing could be fixed")}`, ""];
  const files = [...groupBy(fixed, ({ file }) => file)].flatMap(([file, notes]) => [
    `  ${paint.good("✔")} ${paint.underline(visibleLine(file))}`,
    ...[...groupBy(notes, ({ ruleId, title }) => JSON.stringify([ruleId, title])).values()].flatMap(([first, ...others]) => {
      const times = others.length === 0 ? "" : ` (${others.length + 1} times)`;
      const text = first === undefined ? "" : `${first.title}${times} · ${first.ruleId}`;
      return wrapProse(text, proseWidth(screen), paint).map((line) => `    ${line}`);
    }),
  ]);
  return [`  ${paint.bold("Fixed")}`, ...files, ""];
}
