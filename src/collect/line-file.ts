/**
 * A file of lines that only grows, of which single lines are read when they are needed. No link is followed, nothing is opened that is not
 * a plain file, and nobody else may read it.
 */
import {
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from "node:fs";
import path from "node:path";
import { reasonOf } from "./problems.ts";

export interface Place {
  readonly start: number;
  /** In bytes, without the line's end. */
  readonly length: number;
}

export interface LineFile {
  /** In bytes. */
  size(): number;
  /** Each whole line. */
  lines(): Generator<{ readonly text: string; readonly place: Place }>;
  /** Cuts a torn last line off, so that the next does not grow together with it: all behind `end` and its line feed. */
  endAfter(end: Place): void;
  /** @throws an error of the file system */
  append(line: string): Place;
  /** Undefined when it cannot be read any more. */
  read(place: Place): string | undefined;
  /** May be called again. */
  close(): void;
}

const chunkBytes = 256 * 1024;

/** Makes the file and its folder when they are missing. A string says why it cannot be used. */
export function openLines(file: string): LineFile | string {
  let descriptor: number;
  try {
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    const flags = constants.O_RDWR | constants.O_APPEND | constants.O_CREAT | constants.O_NONBLOCK | constants.O_NOFOLLOW;
    descriptor = openSync(file, flags, 0o600);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "ELOOP" ? "it is a link" : reasonOf(error);
  }
  const stats = fstatSync(descriptor);
  if (!stats.isFile() || stats.nlink > 1) {
    closeSync(descriptor);
    return stats.isFile() ? "it has more than one name" : "it is no regular file";
  }
  if ((stats.mode & 0o077) !== 0) fchmodSync(descriptor, 0o600);
  let isOpen = true;
  return {
    size: () => fstatSync(descriptor).size,
    lines: () => linesOf(descriptor),
    endAfter: ({ start, length }) => ftruncateSync(descriptor, start + length + 1),
    append(line) {
      if (!isOpen) throw new Error("the file is closed");
      return append(descriptor, line);
    },
    // The number of a descriptor that was closed may mean another file.
    read: (place) => (isOpen ? readAt(descriptor, place) : undefined),
    close() {
      if (isOpen) closeSync(descriptor);
      isOpen = false;
    },
  };
}

/**
 * Puts other lines in the place of a file, all or none of them. They may be read from that file, which is closed when all are written:
 * not every system lets an open file be replaced.
 * @throws an error of the file system
 */
export function replaceLines(file: string, lines: Iterable<string>, close: () => void): void {
  const draft = `${file}.${Math.random().toString(36).slice(2)}.tmp`;
  const descriptor = openSync(draft, "wx", 0o600);
  try {
    try {
      for (const line of lines) writeWhole(descriptor, Buffer.from(`${line}\n`));
    } finally {
      closeSync(descriptor);
    }
    close();
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

function append(descriptor: number, line: string): Place {
  const bytes = Buffer.from(`${line}\n`);
  writeWhole(descriptor, bytes);
  // Another process may write to it too.
  return { start: fstatSync(descriptor).size - bytes.length, length: bytes.length - 1 };
}

function writeWhole(descriptor: number, bytes: Buffer): void {
  for (let at = 0; at < bytes.length;) at += writeSync(descriptor, bytes, at);
}

function readAt(descriptor: number, { start, length }: Place): string | undefined {
  const bytes = Buffer.alloc(length);
  try {
    for (let at = 0; at < length;) {
      const count = readSync(descriptor, bytes, at, length - at, start + at);
      if (count === 0) return undefined;
      at += count;
    }
  } catch {
    return undefined;
  }
  return bytes.toString("utf8");
}

function* linesOf(descriptor: number): ReturnType<LineFile["lines"]> {
  const chunk = Buffer.alloc(chunkBytes);
  let pieces: Buffer[] = [];
  let start = 0;
  let position = 0;
  for (let count = chunkBytes; count > 0; position += count) {
    count = readSync(descriptor, chunk, 0, chunkBytes, position);
    let from = 0;
    for (let end = chunk.indexOf(10); end !== -1 && end < count; end = chunk.indexOf(10, from)) {
      const bytes = Buffer.concat([...pieces, chunk.subarray(from, end)]);
      yield { text: bytes.toString("utf8"), place: { start, length: bytes.length } };
      pieces = [];
      start += bytes.length + 1;
      from = end + 1;
    }
    if (from < count) pieces.push(Buffer.from(chunk.subarray(from, count)));
  }
}
