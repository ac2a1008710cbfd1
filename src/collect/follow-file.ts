/** Reads a file that an audited configuration names. */
import { statSync } from "node:fs";
import path from "node:path";
import { quote } from "../source/quote.ts";
import type { SourceFile } from "../source/source-file.ts";
import type { ReadResult } from "./read-file.ts";
import { readSource } from "./read-file.ts";
import { homeOf, isWithin, pathInReports, realPathOf, whyOffLimits } from "./repository.ts";

export interface FollowRequest {
  /** As the configuration names it: from the root of its repository. */
  readonly wanted: string;
  readonly from: SourceFile;
  /** What paths in reports are relative to. */
  readonly root: string;
  readonly cwd: string;
  /** In bytes. */
  readonly limit: number;
}

/** Undefined when there is no such file in the repository of `from`: then it is made later, or lies elsewhere. */
export function followFile({ wanted, from, root, cwd, limit }: FollowRequest): ReadResult | undefined {
  const home = homeOf(path.join(root, from.path), cwd);
  const absolute = path.resolve(home, wanted);
  if (wanted === "" || wanted.includes("\0") || !isWithin(absolute, home)) return undefined;
  const size = statSync(absolute, { throwIfNoEntry: false })?.size;
  if (size === undefined) return undefined;
  const shown = pathInReports(absolute, root);
  const real = realPathOf(absolute);
  const why = real === undefined ? "is gone" : whyOffLimits(real, realPathOf(home) ?? home);
  if (why === undefined) return readSource({ absolute, path: shown, size, named: true }, limit);
  const message = `${quote(shown, 200)} ${why}, so it was not read.`;
  return { problem: { code: "link-outside-repository", message, level: "error" } };
}
