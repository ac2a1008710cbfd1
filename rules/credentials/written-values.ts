/** Every place where a configuration gives a value to a name: `environment`, parameters and their defaults, assignments in scripts. */
import type { Library, ParameterDefinition } from "../../src/config/config.ts";
import type { Argument, EnvironmentEntry, JobRun } from "../../src/expand/plan.ts";
import { compileText } from "../../src/expand/script.ts";
import { knownText, type Hop } from "../../src/expand/text.ts";
import type { Location } from "../../src/finding/location.ts";
import type { Audit } from "../../src/rule/audit.ts";
import { locationOf } from "../../src/yaml/node.ts";
import { scriptsByFacts } from "../data/scripts-by-facts.ts";

export interface WrittenValue {
  readonly name: string;
  readonly text: string;
  readonly at: Location;
  readonly place: "environment" | "default" | "argument" | "script";
  /** Undefined for the parameters of the pipeline and of elements. */
  readonly run: JobRun | undefined;
  readonly hops: readonly Hop[];
}

/** Those whose value is known and for whose name `isWanted` holds. Environments of service containers are left out. */
export function* writtenValuesOf(audit: Audit, isWanted: (name: string) => boolean): Iterable<WrittenValue> {
  const { config, plan } = audit;
  yield* ofDefaults(config.parameters, isWanted);
  yield* ofLibrary(config.library, isWanted);
  for (const run of plan.runs) {
    yield* ofEnvironment(run.environment, run, isWanted);
    yield* ofArguments(run.args, run, run.hops, isWanted);
    const primary = run.executor.kind === "docker" ? run.executor.images.find((image) => image.primary) : undefined;
    if (primary !== undefined) yield* ofEnvironment(primary.environment, run, isWanted);
    for (const step of run.steps) {
      if (step.kind === "run") yield* ofEnvironment(step.environment, run, isWanted);
      else if (step.kind === "orb-command") yield* ofArguments(step.args, run, step.hops, isWanted);
    }
  }
  yield* ofScripts(audit, isWanted);
}

function* ofLibrary(library: Library, isWanted: (name: string) => boolean): Iterable<WrittenValue> {
  for (const definitions of [library.jobs, library.commands, library.executors]) {
    for (const { parameters } of definitions.values()) yield* ofDefaults(parameters, isWanted);
  }
  for (const { source } of library.orbs.values()) if (source.kind === "inline") yield* ofLibrary(source.library, isWanted);
}

function* ofDefaults(
  parameters: ReadonlyMap<string, ParameterDefinition>,
  isWanted: (name: string) => boolean,
): Iterable<WrittenValue> {
  for (const { name, type, defaultValue } of parameters.values()) {
    if (type !== "string" || defaultValue?.kind !== "scalar" || !isWanted(name)) continue;
    yield { name, text: defaultValue.text, at: locationOf(defaultValue), place: "default", run: undefined, hops: [] };
  }
}

function* ofEnvironment(
  entries: readonly EnvironmentEntry[],
  run: JobRun,
  isWanted: (name: string) => boolean,
): Iterable<WrittenValue> {
  for (const { name, value, hops } of entries) {
    const text = isWanted(name) ? knownText(value) : undefined;
    if (text === undefined) continue;
    const compiled = compileText(value);
    yield { name, text, at: compiled.locate({ start: 0, end: compiled.text.length }), place: "environment", run, hops };
  }
}

function* ofArguments(
  args: ReadonlyMap<string, Argument>,
  run: JobRun,
  hops: readonly Hop[],
  isWanted: (name: string) => boolean,
): Iterable<WrittenValue> {
  for (const { name, node, text } of args.values()) {
    const known = text !== undefined && isWanted(name) ? knownText(text) : undefined;
    if (known !== undefined) yield { name, text: known, at: locationOf(node), place: "argument", run, hops };
  }
}

function* ofScripts({ scripts }: Audit, isWanted: (name: string) => boolean): Iterable<WrittenValue> {
  for (const [facts, runs] of scriptsByFacts(scripts)) {
    for (const { name, value, from } of facts.assignments) {
      const text = from === "assignment" ? value?.literal : undefined;
      if (value === undefined || text === undefined || !isWanted(name)) continue;
      for (const { run, step, locate } of runs) {
        yield { name, text, at: locate(value.span), place: "script", run, hops: step.hops };
      }
    }
  }
}
