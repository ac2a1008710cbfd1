/** In which folder of the checkout a command runs. */
import { knownText } from "../../src/expand/text.ts";
import type { ScriptRun } from "../../src/rule/audit.ts";
import type { CommandFact, ScriptFacts, Word } from "../../src/shell/facts.ts";
import { spanContains } from "../../src/source/span.ts";
import { entryOf } from "../../src/yaml/node.ts";

/** From the top of the checkout, with `/`, empty for the top; undefined when it is not known, or outside. */
export function folderOf(script: ScriptRun, command: CommandFact, option: Word | undefined): string | undefined {
  const moves = movesBefore(script.facts, command);
  return [...moves, ...(option === undefined ? [] : [option.literal ?? "?"])].reduce<string | undefined>(
    (folder, move) => (folder === undefined ? undefined : joined(folder, move)),
    startOf(script),
  );
}

/** The step's `working_directory`, which starts from that of the job; that is where the checkout lies. */
function startOf({ run, step }: ScriptRun): string | undefined {
  if (
    !run.steps.some(isPlainCheckout) ||
    run.steps.some((other) => other.kind === "builtin" && other.args.has("path") && other.name === "checkout")
  ) {
    return undefined;
  }
  const wanted = step.workingDirectory === undefined ? "" : knownText(step.workingDirectory);
  if (wanted === undefined) return undefined;
  if (!/^[~/$]/.test(wanted)) return joined("", wanted);
  const node = run.definition === undefined ? undefined : entryOf(run.definition, "working_directory")?.value;
  const home = node === undefined ? "~/project" : node.kind === "scalar" ? node.text : "";
  const path = withoutSlash(wanted);
  if (path === withoutSlash(home)) return "";
  return home !== "" && path.startsWith(`${withoutSlash(home)}/`)
    ? joined("", path.slice(withoutSlash(home).length + 1))
    : undefined;
}

function isPlainCheckout(step: ScriptRun["run"]["steps"][number]): boolean {
  return step.kind === "builtin" && (step.name === "checkout" || step.name === "attach_workspace");
}

function withoutSlash(path: string): string {
  return path.endsWith("/") ? path.slice(0, -1) : path;
}

/** Where `cd` goes on the way to the command: those of other subshells and of functions do not count. */
function movesBefore({ commands }: ScriptFacts, command: CommandFact): readonly string[] {
  return commands
    .filter(({ name, span, within, functions }) => {
      if ((name !== "cd" && name !== "pushd" && name !== "popd") || span.start >= command.span.start) return false;
      return within === undefined
        ? functions.length === 0 || functions.join() === command.functions.join()
        : spanContains(within, command.span);
    })
    .map(({ name, args }) => (name === "popd" || args.length !== 1 ? "?" : (args[0]?.literal ?? "?")));
}

function joined(folder: string, move: string): string | undefined {
  if (!/^[\w.@/-]*$/.test(move) || move.startsWith("/") || move.startsWith("-")) return undefined;
  const names = folder === "" ? [] : folder.split("/");
  for (const name of move.split("/")) {
    if (name === "" || name === ".") continue;
    if (name !== "..") names.push(name);
    else if (names.pop() === undefined) return undefined;
  }
  return names.join("/");
}
