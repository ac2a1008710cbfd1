/** What a setup workflow goes on with: the arguments that say it, and the files that hold it with the scripts that may write them. */
import type { Argument, JobRun } from "../../src/expand/plan.ts";
import type { Audit, ScriptRun } from "../../src/rule/audit.ts";
import { argumentOf, isSuch, isWithinSuch, mostContinuations, orbCallsOf, textOf } from "../../src/rule/continuation/calls.ts";
import { baseName, scriptsBefore } from "../../src/rule/continuation/maker.ts";
import { scriptCallOf } from "../../src/rule/continuation/script-calls.ts";
import type { ScriptCall } from "../../src/rule/continuation/script-calls.ts";
import type { Location } from "../../src/finding/location.ts";

export type InputKind = "configuration" | "parameters";

export interface InputArgument {
  readonly argument: Argument;
  readonly kind: InputKind;
  readonly run: JobRun;
  readonly at: Location;
}

export interface InputFile {
  /** Its last part: where it lies depends on folders that scripts change. */
  readonly name: string;
  readonly kind: InputKind;
  readonly scripts: readonly ScriptRun[];
}

export interface ContinuationInputs {
  readonly arguments: readonly InputArgument[];
  readonly files: readonly InputFile[];
  /** Scripts that send the request by themselves. */
  readonly requests: readonly ScriptCall[];
}

/** The parameters of circleci/continuation and circleci/path-filtering that take text or the name of a file that holds it. */
const parameters: readonly (readonly [name: string, kind: InputKind, usual: string])[] = [
  ["configuration_path", "configuration", ".circleci/continue_config.yml"],
  ["config-path", "configuration", ".circleci/continue_config.yml"],
  ["parameters", "parameters", ""],
  ["mapping", "parameters", ""],
];

export function continuationInputs(audit: Audit): ContinuationInputs {
  const own = audit.scripts.filter((script) => !isOfTheOrb(script, audit));
  const args: InputArgument[] = [];
  const files: InputFile[] = [];
  const addFile = (name: string, kind: InputKind, run: JobRun): void => {
    if (name !== "" && !/[\s{}]/u.test(name)) files.push({ name: baseName(name), kind, scripts: scriptsBefore(run, own) });
  };
  for (const call of orbCallsOf(audit.plan)) {
    const { run, at } = call;
    for (const [name, kind, usual] of parameters) {
      const isOf = (call.orb === "continuation") === (name === "configuration_path" || name === "parameters");
      if (!isOf) continue;
      const argument = argumentOf(call, name);
      if (argument !== undefined) args.push({ argument, kind, run, at });
      const text = textOf(call, name, usual);
      if (text !== undefined) addFile(text, kind, run);
    }
  }
  const requests = own.flatMap((script) => scriptCallOf(script) ?? []).slice(0, mostContinuations);
  for (const { script, command, files: read } of requests) {
    for (const { literal = "" } of read) addFile(literal, "configuration", script.run);
    for (const { literal } of command.args)
      if (literal?.startsWith("@") === true) addFile(literal.slice(1), "configuration", script.run);
  }
  return { arguments: args, files, requests };
}

/** What the orbs do with what they are given is their business. */
function isOfTheOrb({ run, step }: ScriptRun, { config }: Audit): boolean {
  return isWithinSuch(step) || (step.node.file !== config.file && run.orb !== undefined && isSuch(run.orb));
}
