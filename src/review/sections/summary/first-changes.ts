/** The changes worth making first. */
import { changesOf } from "../../changes/changes.ts";
import type { Change } from "../../changes/change.ts";
import { jump, line, paragraph, section, severity, strong } from "../../document/build.ts";
import type { Piece } from "../../document/build.ts";
import type { Block, Line, Section } from "../../document/document.ts";
import type { ReviewFacts } from "../../review-input.ts";
import { count } from "../words.ts";

const mostChanges = 5;

export function firstChanges(facts: ReviewFacts): readonly Section[] {
  const changes = changesOf(facts);
  const first = changes.slice(0, mostChanges);
  if (first.length === 0) return [section("summary-first", "What to change first", [paragraph("Nothing calls for a change.")])];
  const items: Block = { kind: "list", isOrdered: true, items: first.map((change) => changeLine(change)) };
  const rest = changes.length - first.length;
  const note = `Ranked by severity or gain against effort; what one change puts right counts together.${rest > 0 ? ` ${count(rest, "further change")} in ` : ""}`;
  const title = first.length === 1 ? "What to change first" : `The ${numbers[first.length] ?? ""} changes worth making first`;
  return [section("summary-first", title, [items, paragraph(note, ...(rest > 0 ? [jump("Finalise", "finalise"), "."] : []))])];
}

const numbers = ["", "one", "two", "three", "four", "five"];

function changeLine({ title, why, worst, effort, parts }: Change): Line {
  const findings = parts.reduce((sum, part) => sum + part.findings.length, 0);
  const sizes =
    parts.length === 1
      ? parts[0]?.size
      : parts.every(({ name }) => name === undefined)
        ? count(parts.length, "credential")
        : `${count(findings, "finding")} of ${count(parts.length, "rule")}`;
  const worstPieces: readonly Piece[] = worst === undefined ? [] : [", worst ", severity(worst)];
  const homes = [...new Map(parts.map((part) => [part.home, part])).values()];
  return line(
    strong(title),
    ` (${sizes ?? ""}`,
    ...worstPieces,
    `; ${effort} effort). ${why} `,
    jump(homes.length === 1 ? "More" : "More on the first", homes[0]?.home ?? "finalise"),
  );
}
