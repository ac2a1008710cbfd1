/** Files in a folder that others may have written to: no link in it is followed, and nothing is read that is not a plain file. */
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { reasonOf } from "./problems.ts";

/** A path below a folder that is trusted itself, name by name. */
export interface InnerPath {
  readonly top: string;
  readonly names: readonly [string, ...string[]];
}

export type FileAnswer =
  | { readonly kind: "bytes"; readonly bytes: Buffer }
  | { readonly kind: "absent" }
  /** Why it was not read, to follow `because`. */
  | { readonly kind: "refused"; readonly reason: string };

const notALink = "a part of its path is a link";

/** Reads a file of at most `limit` bytes. */
export function readInner(place: InnerPath, limit: number): FileAnswer {
  let descriptor: number | undefined;
  try {
    if (!foldersOf(place).every(isRealFolder)) return folderAnswer(place);
    descriptor = openSync(pathOf(place), constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
    const stats = fstatSync(descriptor);
    if (!stats.isFile()) return { kind: "refused", reason: "it is no regular file" };
    if (stats.size > limit) return { kind: "refused", reason: `it has ${stats.size} bytes, more than an orb may have` };
    return { kind: "bytes", bytes: readFileSync(descriptor) };
  } catch (error) {
    if (hasCode(error, "ENOENT")) return { kind: "absent" };
    return { kind: "refused", reason: hasCode(error, "ELOOP") ? "it is a link" : reasonOf(error) };
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/**
 * Writes beside the target and moves it there, so that a reader or another writer finds the old file or the new one, never a part.
 * @returns why it could not be written, or undefined
 */
export function writeInner(place: InnerPath, text: string): string | undefined {
  const target = pathOf(place);
  // Its name need not be a secret: `wx` refuses whatever is there already.
  const draft = `${target}.${Math.random().toString(36).slice(2)}.tmp`;
  try {
    mkdirSync(place.top, { recursive: true, mode: 0o700 });
    for (const folder of foldersOf(place)) {
      if (isAbsent(folder)) mkdirSync(folder, { recursive: true, mode: 0o700 });
      if (!isRealFolder(folder)) return notALink;
    }
    replaceWith(draft, target, text);
    return undefined;
  } catch (error) {
    return reasonOf(error);
  }
}

function replaceWith(draft: string, target: string, text: string): void {
  try {
    writeFileSync(draft, text, { flag: "wx", mode: 0o600 });
    renameSync(draft, target);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

/** The folders between the top and the file. */
function foldersOf({ top, names }: InnerPath): readonly string[] {
  return names.slice(0, -1).map((_, index) => path.join(top, ...names.slice(0, index + 1)));
}

function pathOf({ top, names }: InnerPath): string {
  return path.join(top, ...names);
}

function folderAnswer(place: InnerPath): FileAnswer {
  return foldersOf(place).some(isAbsent) ? { kind: "absent" } : { kind: "refused", reason: notALink };
}

function isRealFolder(folder: string): boolean {
  return lstatSync(folder, { throwIfNoEntry: false })?.isDirectory() === true;
}

function isAbsent(folder: string): boolean {
  return lstatSync(folder, { throwIfNoEntry: false }) === undefined;
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
