/** Sentences that the rules on output share. */
import type { JobRun } from "../../src/expand/plan.ts";
import type { ScriptLanguage } from "../../src/shell/facts.ts";
import { quote } from "../../src/source/quote.ts";
import type { SecretNameKind } from "../data/secret-names.ts";

/** `` the output of the job `deploy` ``; a command that nothing calls has the output of its callers. */
export function outputOf({ kind, jobName }: JobRun): string {
  return kind === "uncalled-command"
    ? `the output of the jobs that call ${quote(jobName)}`
    : `the output of the job ${quote(jobName)}`;
}

/** `` the secret `NPM_TOKEN` ``; when only the name's form tells, it merely looks like one. `place`: where it is kept, see `placeInWords`. */
export function secretInWords(name: string, kind: SecretNameKind, place = ""): string {
  return `the ${kind === "shape" ? "secret-looking" : "secret"} ${quote(name)}${place}`;
}

/** Who reads a job's output. */
export const everybody = "everybody who can see the project's builds";

/** A step that says whether a secret is there, without showing it. */
export function presenceCheck(name: string, language: ScriptLanguage): string {
  switch (language) {
    case "powershell":
      return `if ($env:${name}) { "${name} is set" } else { "${name} is missing" }`;
    case "cmd":
      return `if defined ${name} (echo ${name} is set) else (echo ${name} is missing)`;
    case "python":
      return `import os\nprint("${name} is", "set" if os.environ.get("${name}") else "missing")`;
    case "node":
      return `console.log("${name} is", process.env.${name} ? "set" : "missing");`;
    default:
      return `echo "${name} is \${${name}:+set}"`;
  }
}
