/** Where the answers to a set of questions are kept: those that were asked of other hosts, or about something else, lie apart. */
import { createHash } from "node:crypto";
import path from "node:path";

export function journalFile(folder: string, about: readonly (string | boolean | undefined)[]): string {
  const name = createHash("sha256").update(JSON.stringify(about)).digest("hex").slice(0, 32);
  return path.join(folder, `${name}.jsonl`);
}
