/** Which commit a checkout is of, as its `.git` says. Its files are a stranger's: they are read as text, and no link among them is followed. */
import { lstatSync, readFileSync } from "node:fs";
import path from "node:path";

/** Repositories with many branches keep them all in one file. */
const largest = 4 * 1024 * 1024;

const commit = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;

/** Undefined for worktrees and submodules, whose `.git` is a file, and where no commit was made yet. */
export function headOf(home: string): string | undefined {
  const folder = path.join(home, ".git");
  if (!isPlainFolder(folder)) return undefined;
  const head = textOf(folder, "HEAD")?.trim() ?? "";
  const ref = /^ref: (refs\/(?:[\w.+@-]+\/)*[\w.+@-]+)$/.exec(head)?.[1];
  if (ref === undefined || ref.includes("..")) return shaIn(head);
  return shaIn(textOf(folder, ref)?.trim()) ?? packed(folder, ref);
}

function shaIn(text: string | undefined): string | undefined {
  return text !== undefined && commit.test(text) ? text : undefined;
}

function packed(folder: string, ref: string): string | undefined {
  const line = textOf(folder, "packed-refs")
    ?.split("\n")
    .find((each) => each.trimEnd().endsWith(` ${ref}`));
  return shaIn(line?.split(" ")[0]);
}

function isPlainFolder(folder: string): boolean {
  return lstatSync(folder, { throwIfNoEntry: false })?.isDirectory() === true;
}

function textOf(folder: string, name: string): string | undefined {
  try {
    const parts = name.split("/");
    const above = parts.slice(0, -1).map((_, at) => path.join(folder, ...parts.slice(0, at + 1)));
    if (!above.every(isPlainFolder)) return undefined;
    const file = path.join(folder, ...parts);
    const stat = lstatSync(file);
    return stat.isFile() && stat.size <= largest ? readFileSync(file, "utf8") : undefined;
  } catch {
    return undefined;
  }
}
