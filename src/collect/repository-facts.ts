/** What rules may ask of the checkout that an audited file lies in. */
import { statSync } from "node:fs";
import path from "node:path";
import type { RepositoryFacts } from "../rule/audit.ts";
import type { SourceFile } from "../source/source-file.ts";
import { originOf } from "./git-origin.ts";
import { homeOf, isWithin, realPathOf } from "./repository.ts";

/** `root` is what paths in reports are relative to. Nothing outside the repository of the file is looked at, through links neither. */
export function repositoryFactsOf(file: SourceFile, root: string, cwd: string): RepositoryFacts {
  const absolute = path.resolve(root, file.path);
  if (statSync(absolute, { throwIfNoEntry: false }) === undefined) return { hasFile: () => "unknown", project: undefined };
  const home = homeOf(absolute, cwd);
  const known = new Map<string, boolean>();
  let origin: { readonly url: string | undefined } | undefined;
  return {
    get project() {
      origin ??= { url: originOf(home) };
      return origin.url;
    },
    hasFile(wanted) {
      const answer = known.get(wanted) ?? isFileWithin(home, wanted);
      known.set(wanted, answer);
      return answer;
    },
  };
}

function isFileWithin(home: string, wanted: string): boolean {
  const absolute = path.resolve(home, wanted);
  if (wanted === "" || wanted.includes("\0") || !isWithin(absolute, home)) return false;
  const real = realPathOf(absolute);
  if (real === undefined || !isWithin(real, realPathOf(home) ?? home)) return false;
  return statSync(real, { throwIfNoEntry: false })?.isFile() === true;
}
