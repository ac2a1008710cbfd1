/** Writing results so that a reader sees the old file or the whole new one, never a part. */
import { chmodSync, lstatSync, mkdirSync, mkdtempSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { reasonOf } from "./problems.ts";

/**
 * Writes `text` beside the target and moves it there, keeping the permissions of a file it replaces. Missing folders are made.
 * A link is not followed, for it may have been planted in the audited repository; devices and pipes are written to as they are.
 * @returns why it could not be written, or undefined
 */
export function writeFileAtomically(target: string, text: string): string | undefined {
  try {
    const existing = statSync(target, { throwIfNoEntry: false });
    if (existing !== undefined && !existing.isFile() && !existing.isDirectory()) {
      writeFileSync(target, text);
    } else if (lstatSync(target, { throwIfNoEntry: false })?.isSymbolicLink() === true) {
      return "it is a link; name the file it leads to";
    } else if (existing?.isDirectory() === true) {
      return "it is a folder";
    } else {
      replace(target, text, existing?.mode);
    }
    return undefined;
  } catch (error) {
    return reasonOf(error);
  }
}

function replace(target: string, text: string, mode: number | undefined): void {
  mkdirSync(path.dirname(target), { recursive: true });
  const folder = mkdtempSync(`${target}.`);
  try {
    const temporary = path.join(folder, path.basename(target));
    writeFileSync(temporary, text);
    if (mode !== undefined) chmodSync(temporary, mode & 0o7777);
    renameSync(temporary, target);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
