/** Which figures to look at again when the tasks are done. */
import { valueOf } from "../../../snapshot/fetched.ts";
import { changesOf } from "../../changes/changes.ts";
import { line, list, section } from "../../document/build.ts";
import type { Line, Section } from "../../document/document.ts";
import { measuresOf } from "../../measures.ts";
import type { ReviewFacts } from "../../review-input.ts";
import { count } from "../words.ts";

/** No section when nothing was recommended. */
export function compareSection(facts: ReviewFacts): readonly Section[] {
  const changes = changesOf(facts);
  if (changes.length === 0) return [];
  const findings = facts.report.findings.length;
  const open = measuresOf(facts).filter(({ good, of }) => good < of);
  const isFaster = changes.some(({ kind }) => kind === "opportunity");
  const items: readonly Line[] = [
    ...(findings === 0 ? [] : [line(`Findings: ${String(findings)} now.`)]),
    ...open.map(({ what, good, of }) =>
      line(`${what.charAt(0).toUpperCase()}${what.slice(1)}: ${String(good)} of ${String(of)} now.`),
    ),
    ...(isFaster ? [line(durationWords(facts))] : []),
  ];
  if (items.length === 0) return [];
  return [
    section("finalise-compare", "What to compare afterwards", [
      list([
        ...items,
        line("`circleci-secaudit review --save` keeps today's figures; `--compare` puts them beside those of the next review."),
      ]),
    ]),
  ];
}

function durationWords({ scene }: ReviewFacts): string {
  const metrics = valueOf(scene.facts?.project.metrics);
  const workflows = metrics?.workflows.filter(({ branch }) => branch === undefined).length ?? 0;
  return workflows === 0
    ? "Median duration, success rate and credits of each workflow, under Insights at CircleCI; they are not known here."
    : `Median duration, success rate and credits of ${count(workflows, "workflow")}, as told under Preparation.`;
}
