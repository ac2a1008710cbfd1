/** What was reviewed, in a sentence or two. */
import type { Piece } from "../../document/build.ts";
import { code } from "../../document/build.ts";
import { outlineOf } from "../../outline/outline.ts";
import type { ReviewFacts } from "../../review-input.ts";
import { shown } from "../jobs/environment-words.ts";
import { count, distinct, quoted } from "../words.ts";

export function scopeWords(facts: ReviewFacts): readonly Piece[] {
  const { scene, revision, report, inventory } = facts;
  const { jobs, workflows } = outlineOf(facts);
  const files = report.files.length > 0 ? report.files : scene.audits.map(({ config }) => config.file.path);
  if (files.length === 0) return ["No configuration was found."];
  const contexts = distinct(
    scene.audits.flatMap(({ plan }) => plan.runs.flatMap((run) => run.contexts.map(({ name }) => shown(name)))),
  );
  const orbs = distinct(inventory.orbs.map(({ name, alias }) => name ?? alias));
  const parts = [
    count(workflows.length, "workflow"),
    count(jobs.length, "job"),
    ...(orbs.length > 0 ? [count(orbs.length, "orb")] : []),
    ...(contexts.length > 0 ? [`${count(contexts.length, "context")} (${quoted(contexts, 5)})`] : []),
  ];
  const commit: readonly Piece[] = revision === undefined ? [] : [" at commit ", code(revision.slice(0, 12))];
  return [
    `This review is about ${files.length > 5 ? count(files.length, "configuration file") : quoted(files)}`,
    ...commit,
    `: ${parts.slice(0, -1).join(", ")}${parts.length > 1 ? " and " : ""}${parts.at(-1) ?? ""}. ${factsWords(facts)}${continuationWords(facts)}`,
  ];
}

function factsWords({ scene: { facts } }: ReviewFacts): string {
  if (facts === undefined) return "It rests on the configuration alone: what CircleCI and the code host know was not asked.";
  return `It joins what CircleCI says of ${quoted([facts.project.slug])}${facts.repository === undefined ? "" : " and what GitHub says of its repository"}.`;
}

/** What a setup workflow goes on with is most of the pipeline. */
function continuationWords({ scene: { audits } }: ReviewFacts): string {
  const setups = audits.filter(({ config }) => config.setup);
  if (setups.length === 0 || audits.some(({ plan }) => plan.continued)) return "";
  return ` It does not tell of the jobs that ${quoted(setups.map(({ config }) => config.file.path))} goes on with: that configuration is not at hand.`;
}
