/** Usage exports that `--usage` names: what they say of a project is put into its facts. */
import path from "node:path";
import { readUsage } from "../../collect/usage/read-usage.ts";
import type { Project } from "../../snapshot/project.ts";
import { quote } from "../../source/quote.ts";
import type { CommandLine } from "../command-line.ts";
import { valuesGiven } from "../parse-command-line.ts";
import { UsageError } from "../usage-error.ts";

/** Of a piece that is no project, or without exports, the piece itself. */
export type FillUsage = <Piece extends object>(piece: Piece) => Piece;

/** @throws {UsageError} when an export cannot be used */
export async function usageGiven(line: CommandLine, cwd: string): Promise<FillUsage> {
  const files = valuesGiven(line, "usage");
  if (files.length === 0) return (piece) => piece;
  const usage = await readUsage(
    files.map((file) => path.resolve(cwd, file)),
    new Date().toISOString(),
  );
  if ("fault" in usage) {
    const name = files.find((file) => path.resolve(cwd, file) === usage.file) ?? usage.file;
    throw new UsageError(`${quote(name, 200)} cannot be used: ${usage.fault}.`);
  }
  return (piece) => (isProject(piece) ? { ...piece, ...usage.withUsage(piece) } : piece);
}

function isProject(piece: object): piece is Project {
  return "checkoutKeys" in piece && "usage" in piece;
}
