/** The measures, in a table. */
import { measuresOf, type Measure } from "../../measures.ts";
import { cell, figure, section, state, table } from "../../document/build.ts";
import type { Cell, Section } from "../../document/document.ts";
import type { ReviewFacts } from "../../review-input.ts";

export function measuresSection(facts: ReviewFacts): readonly Section[] {
  const rows = measuresOf(facts).map((measure) => measureRow(measure));
  return rows.length === 0
    ? []
    : [section("summary-measures", "Measures", table(["Measure", { title: "Now", align: "right" }, "State"], rows))];
}

function measureRow({ what, good, of }: Measure): readonly Cell[] {
  return [
    cell(upper(what)),
    figure(`${String(good)} of ${String(of)}`, good / of),
    { content: [state(good === of ? "good" : "bad", good === of ? "all" : good === 0 ? "none" : `${String(of - good)} to go`)] },
  ];
}

function upper(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
