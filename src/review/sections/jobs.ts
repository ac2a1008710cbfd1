/** The job review: a block for each job about which there is something to say, the others in one table. */
import { paragraph, section } from "../document/build.ts";
import type { Block, Section } from "../document/document.ts";
import { figuresOf } from "../outline/job-figures.ts";
import { outlineOf } from "../outline/outline.ts";
import type { Outline } from "../outline/outline.ts";
import { sectionIds } from "../outline/section-ids.ts";
import type { ReviewFacts } from "../review-input.ts";
import { findingBlocks } from "./found.ts";
import { jobBlock } from "./jobs/block.ts";
import { overview, quietTable } from "./jobs/overview.ts";
import { classBox } from "./jobs/measured.ts";
import { sharedSection } from "./jobs/shared.ts";
import { count, quoted } from "./words.ts";

export function jobsSection(facts: ReviewFacts): Section {
  const outline = outlineOf(facts);
  const { jobs, isTold } = outline;
  const told = jobs.filter(isTold);
  const quiet = jobs.filter((unit) => !isTold(unit));
  return section("jobs", "Job review", [
    paragraph(
      `${opening(outline, told.length)}${figuresOf(facts).hasMetrics ? " Advice on duration is given where a job takes longer than half of those of its workflow." : ""}`,
    ),
    ...overview(told, facts),
    ...sharedSection(outline),
    ...told.map((unit) => jobBlock(unit, facts)),
    ...quietTable(quiet, facts),
    ...unreachedBlocks(outline),
    ...classBox(facts),
  ]);
}

function opening({ jobs }: Outline, told: number): string {
  if (jobs.length === 0) return "No job runs in any workflow that could be read.";
  const runs = jobs.reduce((sum, unit) => sum + unit.runs.length, 0);
  const all = `${count(jobs.length, "job")}${runs === jobs.length ? "" : `, which run ${String(runs)} times in the workflows`}`;
  if (told === 0) return `${all}: nothing was found in ${jobs.length === 1 ? "it" : "any of them alone"}.`;
  return told === jobs.length ? `${all}.` : `${all}; ${told === 1 ? "one is" : `${String(told)} are`} looked at below.`;
}

function unreachedBlocks({ unreached, unreachedFindings }: Outline): readonly Block[] {
  if (unreached.length === 0 && unreachedFindings.length === 0) return [];
  const names = quoted(
    unreached.map(({ name }) => name),
    12,
  );
  const blocks = [
    ...(unreached.length === 0
      ? []
      : [
          paragraph(
            `No workflow reaches ${names}. Delete what nobody needs any more: it is read, copied and mended for nothing.`,
          ),
        ]),
    ...(unreachedFindings.length === 0 ? [] : [paragraph("Findings in what nothing runs at present:")]),
    ...findingBlocks(unreachedFindings),
  ];
  return [section(sectionIds.unreached, "What no workflow reaches", blocks)];
}
