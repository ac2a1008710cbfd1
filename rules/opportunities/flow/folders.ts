/** In which folder of the repository a job works, when it is one. */
import type { JobRun } from "../../../src/expand/plan.ts";
import { assumedText } from "../../../src/expand/text.ts";
import type { Audit, ScriptRun } from "../../../src/rule/audit.ts";
import { absolutePath, directoryOf, pathOfWord, workingDirectoryOf } from "../../data/job-paths.ts";
import { lastOption, parseOptions, wordSet } from "../../data/options.ts";
import { scriptsByRun } from "../../data/scripts-by-run.ts";
import { builtinSteps } from "./storage.ts";
import { commandWork } from "./command-work.ts";

/** Folders of folders: `packages/api` is one part of the repository, `packages` none. */
const holders = wordSet(
  "packages apps services libs modules components projects functions lambdas plugins crates cmd images docker",
);

/** What is made, or belongs to all. */
const noParts = wordSet(
  "build dist out target tmp bin scripts ci node_modules artifacts workspace vendor third_party _build .circleci .github src test tests",
);

/** `api`, `packages/web`; undefined when it works at the root, in several places, or nobody can tell. */
export function folderOfRun(run: JobRun, audit: Audit): string | undefined {
  const root = checkoutOf(run);
  if (root === undefined) return undefined;
  let folder: string | undefined;
  for (const script of scriptsByRun(audit).get(run) ?? []) {
    const places = placesOf(script);
    if (places.length === 0) continue;
    for (const place of places) {
      const part = place?.startsWith(`${root}/`) === true ? partOf(place.slice(root.length + 1)) : undefined;
      if (part === undefined || (folder !== undefined && folder !== part)) return undefined;
      folder = part;
    }
  }
  return folder;
}

/** Where the checkout lies; undefined without one. */
function checkoutOf(run: JobRun): string | undefined {
  const [step] = builtinSteps(run, "checkout");
  if (step === undefined) return undefined;
  const path = step.args.get("path")?.text;
  if (path === undefined) return workingDirectoryOf(run);
  const text = assumedText(path);
  return text === undefined ? undefined : absolutePath(text, workingDirectoryOf(run));
}

function partOf(path: string): string | undefined {
  const [first = "", second] = path.split("/");
  if (noParts.has(first)) return undefined;
  return holders.has(first) ? (second === undefined ? undefined : `${first}/${second}`) : first;
}

const folderOptions = { values: wordSet("--prefix -C --cwd --dir --directory --project --chdir") };

/** The folders in which a script works; none for one that only sets something up. */
function placesOf({ facts, step, run }: ScriptRun): readonly (string | undefined)[] {
  let folder = directoryOf(step, run);
  const places: (string | undefined)[] = [];
  for (const command of facts.commands) {
    const [target] = command.args;
    if (command.name === "cd" || command.name === "pushd") {
      folder = target === undefined ? undefined : pathOfWord(target, folder);
    } else if (commandWork(command) !== "setup") {
      const option = lastOption(parseOptions(command.args, folderOptions), ...folderOptions.values)?.value;
      places.push(option === undefined ? folder : pathOfWord(option, folder));
    }
  }
  return places;
}
