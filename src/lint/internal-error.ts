/** A file that made this tool fail. */
import type { Problem } from "../finding/report.ts";
import { plain, quote } from "../source/quote.ts";
import type { SourceFile } from "../source/source-file.ts";

export function internalError({ path }: SourceFile, error: unknown): Problem {
  const what = plain(error instanceof Error ? `${error.name}: ${error.message}` : String(error), 200);
  const message = `${quote(path, 200)} could not be audited because of a fault in this tool; please report it: ${what}.`;
  return { code: "internal-error", message, level: "error" };
}
