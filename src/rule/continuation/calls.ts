/** Where the plan of a setup workflow calls the orbs that continue a pipeline. From the sources of circleci/continuation and circleci/path-filtering. */
import type { OrbReference } from "../../config/config.ts";
import type { Argument, JobRun, Plan, Step } from "../../expand/plan.ts";
import { assumedText } from "../../expand/text.ts";
import type { Location } from "../../finding/location.ts";
import { locationOf } from "../../yaml/node.ts";

export interface OrbCall {
  readonly orb: "continuation" | "path-filtering";
  /** `continue`, `filter`, `set-parameters` … */
  readonly element: string;
  readonly args: ReadonlyMap<string, Argument>;
  readonly run: JobRun;
  readonly at: Location;
}

/** A pipeline is continued once; who names more ways than these wants to keep us busy. */
export const mostContinuations = 100;

/** In the order of the plan: of each run the job itself, then its steps. */
export function orbCallsOf(plan: Plan): readonly OrbCall[] {
  const calls: OrbCall[] = [];
  const add = (orb: OrbReference, name: string, call: Pick<OrbCall, "args" | "run" | "at">): void => {
    const { source } = orb;
    if (source.kind !== "registry" || source.namespace !== "circleci") return;
    if (source.name !== "continuation" && source.name !== "path-filtering") return;
    calls.push({ ...call, orb: source.name, element: name.slice(name.indexOf("/") + 1) });
  };
  for (const run of plan.runs) {
    if (calls.length >= mostContinuations) break;
    if (run.orb !== undefined) add(run.orb, run.jobName, { run, args: run.args, at: locationOf(run.nameNode) });
    for (const step of run.steps) {
      if (step.kind === "orb-command" && !isWithinSuch(step)) {
        add(step.orb, step.name, { run, args: step.args, at: locationOf(step.nameNode) });
      }
    }
  }
  return calls.slice(0, mostContinuations);
}

/** A step that one of these orbs brings: the call itself has said what it does. */
export function isWithinSuch({ orbCall }: Step): boolean {
  return orbCall !== undefined && isSuch(orbCall.orb);
}

export function isSuch({ source }: OrbReference): boolean {
  return source.kind === "registry" && source.namespace === "circleci" && /^(?:continuation|path-filtering)$/.test(source.name);
}

/** An argument by its name in either spelling: the orbs changed from `-` to `_`. */
export function argumentOf({ args }: OrbCall, name: string): Argument | undefined {
  return args.get(name) ?? args.get(name.replaceAll("-", "_")) ?? args.get(name.replaceAll("_", "-"));
}

/** The text of an argument, defaults of parameters standing in; `usual` when it is left out, undefined when it is not known. */
export function textOf(call: OrbCall, name: string, usual: string): string | undefined {
  const argument = argumentOf(call, name);
  return argument === undefined ? usual : argument.text && assumedText(argument.text);
}
