/** What a job keeps: the paths of `store_artifacts`, `persist_to_workspace` and `save_cache`. */
import type { BuiltinStep, JobRun } from "../../src/expand/plan.ts";
import { compileText } from "../../src/expand/script.ts";
import { knownText } from "../../src/expand/text.ts";
import type { Location } from "../../src/finding/location.ts";
import { absolutePath, workingDirectoryOf } from "../data/job-paths.ts";

export interface KeptPath {
  /** As in `job-paths.ts`. */
  readonly path: string;
  /** As written. */
  readonly text: string;
  readonly at: Location;
}

interface Written {
  readonly text: string;
  readonly at: Location;
}

export const keepingSteps: ReadonlySet<string> = new Set(["store_artifacts", "persist_to_workspace", "save_cache"]);

/** Undefined for other steps. Paths that are not known, and such that are left out by a `!`, are not in the list. */
export function keptPathsOf(step: BuiltinStep, run: JobRun): readonly KeptPath[] | undefined {
  const base = workingDirectoryOf(run);
  switch (step.name) {
    case "store_artifacts":
      return placed(textsOf(step, "path"), base);
    case "save_cache":
      return placed(textsOf(step, "paths"), base);
    case "persist_to_workspace": {
      const [root] = textsOf(step, "root");
      const from = root === undefined ? base : absolutePath(root.text, base);
      return placed(textsOf(step, "paths"), from);
    }
    default:
      return undefined;
  }
}

function placed(texts: readonly Written[], from: string | undefined): readonly KeptPath[] {
  return texts.flatMap(({ text, at }) => {
    if (text.startsWith("!")) return [];
    // These steps do not fill variables in, but whoever writes this one means the file.
    const path = /^"?\$\{?BASH_ENV\}?"?$/u.test(text) ? "$BASH_ENV" : absolutePath(text, from);
    return path === undefined ? [] : [{ path, text, at }];
  });
}

function textsOf({ args }: BuiltinStep, name: string): readonly Written[] {
  const argument = args.get(name);
  const texts = argument?.text === undefined ? (argument?.items ?? []) : [argument.text];
  return texts.flatMap((text) => {
    const known = knownText(text);
    const compiled = compileText(text);
    return known === undefined ? [] : [{ text: known, at: compiled.locate({ start: 0, end: compiled.text.length }) }];
  });
}
