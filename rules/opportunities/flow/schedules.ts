/** Whether anything runs by the clock, as far as the configuration or the project's facts tell. */
import type { Audit } from "../../../src/rule/audit.ts";
import { valueOf } from "../../../src/snapshot/fetched.ts";
import type { ProjectFacts } from "../../../src/snapshot/project-facts.ts";
import { isNull } from "../../../src/yaml/node.ts";
import { scalarsIn } from "../../credentials/parameter-values.ts";

const timed = /(?:^|[^a-z])(?:nightly|daily|weekly|monthly|hourly|cron|schedules?|scheduled)(?:$|[^a-z])/iu;

/** A workflow, a condition or a pipeline parameter is made for it. */
export function expectsSchedule({ config, plan }: Audit): boolean {
  if (
    plan.workflows.some(
      ({ workflow, name }) => timed.test(name) || (workflow.triggers !== undefined && !isNull(workflow.triggers)),
    )
  ) {
    return true;
  }
  if ([...config.parameters.keys()].some((name) => timed.test(name.replaceAll("_", "-")))) return true;
  return conditionsOf(plan.workflows).some((text) => /\bschedule/u.test(text));
}

function conditionsOf(workflows: Audit["plan"]["workflows"]): readonly string[] {
  const nodes = workflows.flatMap(({ workflow, runs }) => [
    workflow.when,
    workflow.unless,
    ...runs.map(({ filters }) => filters),
  ]);
  return [...new Set(nodes)].flatMap((node) => (node === undefined ? [] : [...scalarsIn(node)].map(({ text }) => text)));
}

/** `unknown` when the facts do not say, or do not say all. */
export function hasSchedule(facts: ProjectFacts | undefined): boolean | "unknown" {
  const project = facts?.project;
  const schedules = valueOf(project?.schedules);
  const pipelines = valueOf(project?.pipelines);
  if (schedules !== undefined && schedules.length > 0) return true;
  const triggers = pipelines?.map((pipeline) => valueOf(pipeline.triggers));
  if (triggers?.some((own) => own?.some(({ source, isDisabled }) => source === "schedule" && !isDisabled)) === true) return true;
  const isStandalone = project?.slug.startsWith("circleci/") === true;
  const known = isStandalone ? triggers !== undefined && !triggers.includes(undefined) : schedules !== undefined;
  return known ? false : "unknown";
}
