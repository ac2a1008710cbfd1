/** What could not be checked, and what would allow it. */
import { describeGap, unaskedGaps } from "../../../report/gaps.ts";
import { details, line, list, paragraph, place, section } from "../../document/build.ts";
import type { Block, Section } from "../../document/document.ts";
import type { ReviewFacts } from "../../review-input.ts";
import { count } from "../words.ts";

const mostGaps = 6;

/** No section when all was checked. */
export function unknownSection({ report }: ReviewFacts): readonly Section[] {
  const warnings = report.problems.filter(({ level }) => level === "warning");
  const gaps = unaskedGaps(report.coverage).map((gap) => line(`${describeGap(gap, 4)}.`));
  const blocks: readonly Block[] = [
    ...(gaps.length === 0 ? [] : [list(gaps.slice(0, mostGaps))]),
    ...(gaps.length > mostGaps ? [details(count(gaps.length - mostGaps, "more gap"), [list(gaps.slice(mostGaps))])] : []),
    ...(warnings.length === 0
      ? []
      : [
          details(`${count(warnings.length, "place")} that could not be understood`, [
            list(
              warnings
                .slice(0, 30)
                .map(({ message, location }) => (location === undefined ? line(message) : line(place(location), ` ${message}`))),
            ),
            ...(warnings.length > 30 ? [paragraph(`And ${String(warnings.length - 30)} more.`)] : []),
          ]),
        ]),
  ];
  return blocks.length === 0 ? [] : [section("summary-unknown", "What could not be checked", blocks)];
}
