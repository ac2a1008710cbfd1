/** The measures, in a table; those of an earlier review beside them. */
import { measuresOf, type Measure } from "../../measures.ts";
import { cell, figure, section, state, table } from "../../document/build.ts";
import type { Cell, Section } from "../../document/document.ts";
import type { ReviewFacts } from "../../review-input.ts";
import type { KeptMeasure } from "../../state/state.ts";
import { sentence } from "../words.ts";

export function measuresSection(facts: ReviewFacts): readonly Section[] {
  const { earlier } = facts;
  const before = earlier && new Map(earlier.measures.map((measure) => [measure.id, measure]));
  const rows = measuresOf(facts).map((measure) => measureRow(measure, before && (before.get(measure.id) ?? "new")));
  const then = earlier === undefined ? [] : [{ title: earlier.date ?? "Before", align: "right" } as const];
  const blocks = table(["Measure", ...then, { title: "Now", align: "right" }, "State"], rows);
  return blocks.length === 0 ? [] : [section("summary-measures", "Measures", blocks)];
}

/** `new`: the earlier review had nothing to count. */
function measureRow({ what, good, of }: Measure, before: KeptMeasure | "new" | undefined): readonly Cell[] {
  return [
    cell(sentence(what)),
    ...(before === undefined ? [] : [before === "new" ? cell("–") : ratio(before)]),
    ratio({ good, of }),
    { content: [good === of ? state("good", "all") : state("bad", good === 0 ? "none" : `${String(of - good)} to go`)] },
  ];
}

function ratio({ good, of }: Pick<Measure, "good" | "of">): Cell {
  return figure(`${String(good)} of ${String(of)}`, good / of);
}
