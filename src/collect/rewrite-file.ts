/** Puts a corrected text in the place of the one that was audited. */
import { accessSync, constants } from "node:fs";
import path from "node:path";
import { reasonOf } from "./problems.ts";
import { homeOf, realPathOf, whyOffLimits } from "./repository.ts";
import { readInner } from "./safe-files.ts";
import { writeFileAtomically } from "./write-file.ts";

export interface Rewrite {
  readonly absolute: string;
  readonly cwd: string;
  /** What the file said when it was read. */
  readonly before: string;
  readonly after: string;
}

const mark = "\uFEFF";

/**
 * A link is followed inside the repository of the path, never out of it. A byte order mark and the permissions stay.
 * @returns why it could not be written, or undefined
 */
export function rewriteFile({ absolute, cwd, before, after }: Rewrite): string | undefined {
  const home = homeOf(absolute, cwd);
  const real = realPathOf(absolute);
  if (real === undefined) return "it is gone";
  const why = whyOffLimits(real, realPathOf(home) ?? home);
  if (why !== undefined) return `it ${why}`;
  try {
    accessSync(real, constants.W_OK);
    // By now there may be a link or a pipe in its place.
    const found = readInner({ top: path.dirname(real), names: [path.basename(real)] }, Buffer.byteLength(mark + before));
    const text = found.kind === "bytes" ? found.bytes.toString("utf8") : "";
    const start = text.startsWith(mark) ? mark : "";
    return found.kind === "bytes" && text === start + before
      ? writeFileAtomically(real, start + after)
      : "it has changed since it was read";
  } catch (error) {
    return reasonOf(error);
  }
}
