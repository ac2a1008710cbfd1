/** The job review: a block for each job. */
import type { JobRun } from "../../expand/plan.ts";
import { paragraph, place, section } from "../document/build.ts";
import type { Section } from "../document/document.ts";
import type { ReviewFacts } from "../review-input.ts";
import { locationOf } from "../../yaml/node.ts";

export function jobsSection({ scene, opportunities }: ReviewFacts): Section {
  const runs = scene.audits.flatMap(({ plan }) => plan.runs.filter(({ workflow }) => workflow !== undefined));
  const block = (run: JobRun, index: number): Section =>
    section(`job-${String(index + 1)}`, `\`${run.name}\``, [
      paragraph(`Runs in the workflow \`${run.workflow?.name ?? ""}\`, `, place(locationOf(run.nameNode)), "."),
      ...opportunities.filter(({ runs: about = [] }) => about.includes(run)).map(({ message }) => paragraph(message)),
    ]);
  return section("jobs", "Job review", runs.map(block));
}
