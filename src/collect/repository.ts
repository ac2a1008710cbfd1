/** Where a repository begins, and whether a path stays inside it. */
import { realpathSync, statSync } from "node:fs";
import path from "node:path";

/** The nearest folder at or above `start` that holds `.git`: a folder, or a file in a submodule or worktree. */
export function repositoryAbove(start: string): string | undefined {
  for (let folder = start; ; folder = path.dirname(folder)) {
    if (statSync(path.join(folder, ".git"), { throwIfNoEntry: false }) !== undefined) return folder;
    if (path.dirname(folder) === folder) return undefined;
  }
}

/**
 * The folder that an absolute path belongs to: its repository; outside any repository the folder above its `.circleci`, else `cwd`
 * when the path is in there, else its own folder.
 */
export function homeOf(absolute: string, cwd: string): string {
  const folder = isFolder(absolute) ? absolute : path.dirname(absolute);
  const repository = repositoryAbove(folder);
  if (repository !== undefined) return repository;
  const inside = `${folder}${path.sep}`.indexOf(`${path.sep}.circleci${path.sep}`);
  if (inside !== -1) return folder.slice(0, inside) || path.sep;
  return isWithin(folder, cwd) ? cwd : folder;
}

/** The deepest folder that holds all of `folders`; at least one is needed. */
export function commonFolder(folders: readonly [string, ...string[]]): string {
  let folder = folders[0];
  for (const other of folders) {
    while (!isWithin(other, folder) && path.dirname(folder) !== folder) folder = path.dirname(folder);
  }
  return folder;
}

/** True when `inner` is `outer` or lies in it. Both are absolute; links are not looked at. */
export function isWithin(inner: string, outer: string): boolean {
  const relative = path.relative(outer, inner);
  return relative === "" || (relative !== ".." && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative));
}

/**
 * Why an audited repository may not make us read what lies at a real path, to follow its name; undefined when it may. `.git` is not
 * written by those who wrote the repository: it may hold the token of the checkout, and what is read is quoted.
 */
export function whyOffLimits(real: string, realHome: string): string | undefined {
  if (!isWithin(real, realHome)) return "is a link that leads out of the repository";
  const isGits = path
    .relative(realHome, real)
    .split(path.sep)
    .some((name) => name.toLowerCase() === ".git");
  return isGits ? "lies in `.git`, which may hold tokens" : undefined;
}

export function isFolder(absolute: string): boolean {
  return statSync(absolute, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** The path of a file in reports: relative to the root, with `/`. */
export function pathInReports(absolute: string, root: string): string {
  return path.relative(root, absolute).split(path.sep).join("/");
}

/** Where a path leads when all links are followed; undefined when it leads nowhere. */
export function realPathOf(absolute: string): string | undefined {
  try {
    return realpathSync(absolute);
  } catch {
    return undefined;
  }
}
