/**
 * Reads a snapshot file. It may be committed in an audited repository, so it is a stranger's: whatever the schema does not know is
 * left out, and its texts are cleaned by what prints them.
 */
import { isUtf8 } from "node:buffer";
import { closeSync, constants, fstatSync, openSync, readFileSync } from "node:fs";
import { reasonOf } from "../problems.ts";
import { collectAgain, snapshotOf } from "./snapshot-of.ts";
import type { SnapshotAnswer } from "./snapshot-of.ts";

/** Several thousand projects with their configurations. */
const largest = 256 * 1024 * 1024;

export function readSnapshot(absolute: string): SnapshotAnswer {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(absolute, constants.O_RDONLY | constants.O_NONBLOCK);
    const stats = fstatSync(descriptor);
    if (!stats.isFile()) return { fault: "it is no regular file." };
    if (stats.size > largest) return { fault: `it has more than ${largest / 2 ** 20} MB. Collect fewer projects into one file.` };
    const bytes = readFileSync(descriptor);
    if (!isUtf8(bytes)) return { fault: `it is not UTF-8. ${collectAgain}` };
    return snapshotOf(bytes.toString("utf8"), stats.mtime.toISOString());
  } catch (error) {
    return { fault: `${reasonOf(error)}.` };
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}
