/** What job runs hand on to others: through the workspace and through caches. */
import type { Argument, BuiltinStep, JobRun, Step, Tri } from "../../../src/expand/plan.ts";
import { assumedText, knownText } from "../../../src/expand/text.ts";
import { isOpaqueJob, mayDoAnything } from "./orb-steps.ts";

export function builtinSteps(run: JobRun, name: string): readonly BuiltinStep[] {
  return run.steps.filter((step): step is BuiltinStep => isBuiltin(step, name));
}

function isBuiltin(step: Step, name: string): boolean {
  return step.kind === "builtin" && step.name === name;
}

/** Whether the run takes files from the workspace. */
export function attaches(run: JobRun): Tri {
  return does(run, "attach_workspace", /workspace/iu);
}

/** Whether the run puts files into the workspace. */
export function persists(run: JobRun): Tri {
  return does(run, "persist_to_workspace", /workspace|persist/iu);
}

/** Jobs of orbs say by their parameters that they use the workspace, or do not say. */
function does(run: JobRun, step: string, parameter: RegExp): Tri {
  if (builtinSteps(run, step).length > 0) return true;
  if (isOpaqueJob(run)) return [...run.args.values()].some((each) => parameter.test(each.name) && !isOff(each)) || "unknown";
  return run.steps.some(mayDoAnything) ? "unknown" : false;
}

function isOff({ text }: Argument): boolean {
  return text !== undefined && ["false", ""].includes(knownText(text) ?? "true");
}

type CacheStep = "save_cache" | "restore_cache";

const known: Readonly<Record<CacheStep, WeakMap<JobRun, readonly string[]>>> = {
  save_cache: new WeakMap(),
  restore_cache: new WeakMap(),
};

/** The beginnings of the keys under which a run saves, or from which it restores, up to the first part that changes. */
export function cacheKeys(run: JobRun, step: CacheStep): readonly string[] {
  let keys = known[step].get(run);
  if (keys === undefined) {
    keys = builtinSteps(run, step).flatMap(({ args }) => ["key", "keys"].flatMap((name) => textsOf(args.get(name))));
    known[step].set(run, keys);
  }
  return keys;
}

function textsOf(argument: Argument | undefined): readonly string[] {
  if (argument === undefined) return [];
  const texts = argument.text === undefined ? argument.items : [argument.text];
  return texts.map((text) => (assumedText(text) ?? "").split("{{", 1)[0] ?? "");
}
