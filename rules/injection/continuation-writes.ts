/** How untrusted or downloaded text gets into a file that the pipeline goes on with, or into the request itself. */
import type { Audit, ScriptRun } from "../../src/rule/audit.ts";
import { baseName, writesTo } from "../../src/rule/continuation/maker.ts";
import type { ScriptCall } from "../../src/rule/continuation/script-calls.ts";
import type { CommandFact, ScriptFacts, Word } from "../../src/shell/facts.ts";
import { pipelineAfter } from "../../src/shell/sinks.ts";
import { integrityCheck } from "../data/integrity-checks.ts";
import { wordSet } from "../data/options.ts";
import { isInsideJob } from "../data/service-hosts.ts";
import { parseTarget } from "../data/network-targets.ts";
import { downloadsOf } from "../data/tools/download-use.ts";
import { outputOriginsOf, textOriginsOf, type TextOrigin } from "../data/untrusted/origins.ts";
import { untrustedReads, type UntrustedRead } from "../data/untrusted/reads.ts";

/** Programs that put a value into JSON or YAML as a value, when it is handed to them with `--arg`. */
const encoders = wordSet("jq gojq jo");
/** Programs whose arguments are pasted into what they write. */
const editors = wordSet("sed gsed perl awk gawk yq jq gojq");

/** Untrusted text that the commands of a script write to a file of this name. */
export function untrustedWrites(name: string, script: ScriptRun, audit: Audit): readonly UntrustedRead[] {
  const { facts } = script;
  const origins = facts.commands
    .filter((command) => endsIn(name, command))
    .flatMap((command) => writtenOrigins(command, facts))
    .filter((origin) => !isEncoded(origin));
  return untrustedReads(origins, script, audit);
}

/** Untrusted text in the words of a request that continues the pipeline. */
export function untrustedInRequest({ script, command, word }: ScriptCall, audit: Audit): readonly UntrustedRead[] {
  const origins = command.args
    .filter((arg) => arg !== word)
    .flatMap((arg) => textOriginsOf(arg, command, script.facts))
    .filter((origin) => !isEncoded(origin));
  return untrustedReads(origins, script, audit);
}

/** The address from which a script fetches the file, unless it is of one commit, checked, or inside the job. */
export function downloadInto(
  name: string,
  { run, facts }: ScriptRun,
): { readonly word: Word; readonly text: string } | undefined {
  for (const command of facts.commands) {
    const use = downloadsOf(command);
    const [url] = use?.urls ?? [];
    if (use === undefined || url === undefined) continue;
    const isInto = use.file === undefined ? endsIn(name, command) : baseName(use.file.name) === name;
    if (!isInto || /[0-9a-f]{40}/u.test(url.text) || facts.commands.some((other) => integrityCheck(other) !== undefined))
      continue;
    const target = parseTarget(url.text);
    if (target === undefined || !isInsideJob(target.host, run)) return url;
  }
  return undefined;
}

function endsIn(name: string, command: CommandFact): boolean {
  return command.place === "job" && [command, ...pipelineAfter(command)].some((item) => writesTo(name, item));
}

function writtenOrigins(command: CommandFact, facts: ScriptFacts): readonly TextOrigin[] {
  if (encoders.has(command.name ?? "") || editors.has(command.name ?? "")) {
    return pastedArguments(command).flatMap((word) => textOriginsOf(word, command, facts));
  }
  return outputOriginsOf(command, facts);
}

/** All but the values of `--arg name value`. */
function pastedArguments({ args }: CommandFact): readonly Word[] {
  return args.filter((_, index) => !/^--(?:arg|argjson|rawfile|slurpfile)$/u.test(args[index - 2]?.literal ?? ""));
}

function isEncoded({ part, path }: TextOrigin): boolean {
  return [part, ...path.flatMap(({ value }) => value?.parts ?? [])].some(
    (piece) => piece?.kind === "substitution" && piece.commands.some(({ name }) => name !== undefined && encoders.has(name)),
  );
}
