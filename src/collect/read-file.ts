/** A file's bytes → its text, or one problem that says why not. */
import { isUtf8 } from "node:buffer";
import { closeSync, constants, fstatSync, openSync, readFileSync } from "node:fs";
import type { Problem } from "../finding/report.ts";
import { quote } from "../source/quote.ts";
import type { SourceFile } from "../source/source-file.ts";
import type { FoundFile } from "./find-files.ts";
import { unreadable } from "./problems.ts";

export type ReadResult = { readonly source: SourceFile } | { readonly problem: Problem };

/** Reads one file that was found; `limit` is in bytes. Pipes and devices are refused, for reading one may never end. */
export function readSource(file: FoundFile, limit: number): ReadResult {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(file.absolute, constants.O_RDONLY | constants.O_NONBLOCK);
    const stats = fstatSync(descriptor);
    if (!stats.isFile()) {
      const message = `${quote(file.path, 200)} is no regular file. Use \`-\` to audit standard input.`;
      return { problem: { code: "unreadable-file", message, level: "error" } };
    }
    if (stats.size > limit) return { problem: tooLarge(file.path, stats.size, limit) };
    return decodeSource(file.path, readFileSync(descriptor), limit);
  } catch (error) {
    return { problem: unreadable(file.path, error) };
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** Bytes as text: UTF-8 only, a byte order mark left out. */
export function decodeSource(path: string, bytes: Buffer, limit: number): ReadResult {
  if (bytes.length > limit) return { problem: tooLarge(path, bytes.length, limit) };
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const content = hasMark ? bytes.subarray(3) : bytes;
  if (!isUtf8(content)) return { problem: notUtf8(path, content) };
  return { source: { path, text: content.toString("utf8") } };
}

function tooLarge(path: string, size: number, limit: number): Problem {
  const message =
    `${quote(path, 200)} has ${megabytes(size)}, more than the ${megabytes(limit)} that are audited. ` +
    "Split it, or raise `limits.fileBytes` in the settings file.";
  return { code: "file-too-large", message, level: "error" };
}

function megabytes(bytes: number): string {
  return bytes < 100_000 ? `${bytes} bytes` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

function notUtf8(path: string, bytes: Buffer): Problem {
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  const text = bytes.toString("utf8");
  const { offset, at } = firstBadByte(bytes, text);
  const message = isUtf16
    ? "The file is UTF-16, so it was not checked. Save it as UTF-8."
    : `The file is not UTF-8: byte ${offset + 1} (0x${(bytes[offset] ?? 0).toString(16).padStart(2, "0")}) does not fit, so it was not checked.`;
  // Nobody has looked for secrets in such a text, so only its lines are kept.
  const lines = text.replaceAll(/[^\r\n\uFFFD]/g, " ");
  const location = { file: { path, text: lines }, span: { start: at, end: at + 1 }, path: [] };
  return { code: "invalid-utf8", message, location, level: "error" };
}

/** The first byte that is no UTF-8, and the index of the replacement character that stands for it in `text`. */
function firstBadByte(bytes: Buffer, text: string): { readonly offset: number; readonly at: number } {
  const replacement = "\uFFFD";
  let offset = 0;
  let from = 0;
  for (let at = text.indexOf(replacement); at !== -1; at = text.indexOf(replacement, from)) {
    offset += Buffer.byteLength(text.slice(from, at));
    const isReal = bytes.subarray(offset, offset + 3).equals(Buffer.from(replacement));
    if (!isReal) return { offset, at };
    offset += 3;
    from = at + 1;
  }
  return { offset: 0, at: 0 };
}
