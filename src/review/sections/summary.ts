/** The summary: what was reviewed, what matters first, what is not known. Broken input is told before anything else. */
import type { Problem } from "../../finding/report.ts";
import { countBySeverity } from "../../report/tally.ts";
import { severities } from "../../finding/severity.ts";
import { jump, line, list, page, paragraph, place, section, severity, strong } from "../document/build.ts";
import type { Piece } from "../document/build.ts";
import type { Block, Section } from "../document/document.ts";
import type { ReviewFacts } from "../review-input.ts";
import { count } from "./words.ts";
import { firstChanges } from "./summary/first-changes.ts";
import { measuresSection } from "./summary/measures.ts";
import { scopeWords } from "./summary/scope.ts";
import { sinceSection } from "./summary/since.ts";
import { unknownSection } from "./summary/unknown.ts";

export function summarySection(facts: ReviewFacts): Section {
  return section("summary", "Summary", [
    ...broken(facts),
    paragraph(...scopeWords(facts)),
    paragraph(...findingWords(facts)),
    ...elsewhereWords(facts),
    ...firstChanges(facts),
    ...sinceSection(facts),
    ...measuresSection(facts),
    ...unknownSection(facts),
  ]);
}

function elsewhereWords({ elsewhere }: ReviewFacts): readonly Block[] {
  if (elsewhere === undefined) return [];
  const { count: number, page: name } = elsewhere;
  const about = `${count(number, "finding")} about the organisation ${number === 1 ? "holds" : "hold"} here as everywhere`;
  return [paragraph(`${about}: see the `, page("index", name), ".")];
}

const mostProblems = 5;

/** A part that could not be read hides what stands in it: whoever reads on must know. */
function broken({ report }: ReviewFacts): readonly Block[] {
  const errors = report.problems.filter(({ level }) => level === "error");
  if (errors.length === 0) return [];
  const shown = errors.slice(0, mostProblems);
  const rest = errors.length - shown.length;
  return [
    paragraph(
      strong("The configuration could not be read whole."),
      " CircleCI would refuse it or run something else than it says, and what follows is only about what could be read. Mend this first:",
    ),
    list([...shown.map(problemLine), ...(rest > 0 ? [line(`and ${String(rest)} more`)] : [])]),
  ];
}

function problemLine({ message, location }: Problem): ReturnType<typeof line> {
  return location === undefined ? line(message) : line(place(location), ` ${message}`);
}

function findingWords({ report }: ReviewFacts): readonly Piece[] {
  const { findings, suppressed, baselined } = report;
  const counts = countBySeverity(findings);
  const parts = severities
    .filter((each) => counts[each] > 0)
    .flatMap((each, index): readonly Piece[] => [index === 0 ? "" : ", ", `${String(counts[each])} `, severity(each)]);
  const hidden = [
    ...(suppressed.length > 0 ? [`${count(suppressed.length, "finding")} accepted by an ignore`] : []),
    ...(baselined.length > 0 ? [`${count(baselined.length, "finding")} of the baseline`] : []),
  ];
  const left = hidden.length === 0 ? "" : ` Not shown: ${hidden.join(" and ")}.`;
  if (findings.length === 0) return ["No security finding.", left];
  return [
    strong(count(findings.length, "finding")),
    ": ",
    ...parts,
    ". All tasks are in ",
    jump("Finalise", "finalise"),
    ".",
    left,
  ];
}
