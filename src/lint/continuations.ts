/** The configurations that a setup workflow goes on with, as its steps and jobs name them. */
import type { OrbReference } from "../config/config.ts";
import type { Argument, Plan } from "../expand/plan.ts";
import { assumedText } from "../expand/text.ts";
import type { Location } from "../finding/location.ts";
import { locationOf } from "../yaml/node.ts";

export interface Continuation {
  /** From the root of the repository; undefined when it is not known before the pipeline runs. */
  readonly path: string | undefined;
  readonly at: Location;
}

/** The parameter that names the file, and what it is when left out. From the sources of circleci/continuation and circleci/path-filtering. */
const parameters = new Map([
  ["circleci/continuation", "configuration_path"],
  ["circleci/path-filtering", "config-path"],
]);
const usualPath = ".circleci/continue_config.yml";

/** In the order of the plan, each path once. */
export function continuationsOf(plan: Plan): readonly Continuation[] {
  const found = new Map<string, Continuation>();
  const add = (orb: OrbReference, name: string, args: ReadonlyMap<string, Argument>, at: Location): void => {
    if (orb.source.kind !== "registry" || name.endsWith("/set-parameters")) return;
    const parameter = parameters.get(`${orb.source.namespace}/${orb.source.name}`);
    if (parameter === undefined) return;
    const argument = args.get(parameter);
    const path = argument === undefined ? usualPath : argument.text && assumedText(argument.text);
    found.set(path ?? "", { path, at: argument === undefined ? at : locationOf(argument.node) });
  };
  for (const run of plan.runs) {
    if (run.orb !== undefined) add(run.orb, run.jobName, run.args, locationOf(run.nameNode));
    for (const step of run.steps) {
      if (step.kind === "orb-command") add(step.orb, step.name, step.args, locationOf(step.nameNode));
    }
  }
  return [...found.values()];
}
