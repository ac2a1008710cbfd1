/** Reads usage exports of CircleCI that somebody has downloaded: `.csv`, or `.csv.gz` as CircleCI hands them out. */
import { createReadStream, statSync } from "node:fs";
import { createGunzip } from "node:zlib";
import { gap, known } from "../../snapshot/fetched.ts";
import type { Project } from "../../snapshot/project.ts";
import { reasonOf } from "../problems.ts";
import { csvReader } from "./csv.ts";
import { usageTable } from "./usage-table.ts";
import type { UsageTable } from "./usage-table.ts";

export interface Usage {
  /** The project with what the exports say of its jobs. */
  withUsage(project: Project): Project;
}

/** The fault says which file cannot be used and why; a sentence without its full stop. */
export async function readUsage(
  files: readonly string[],
  at: string,
): Promise<Usage | { readonly file: string; readonly fault: string }> {
  const table = usageTable();
  for (const file of files) {
    const fault = await readInto(table, file);
    if (fault !== undefined) return { file, fault };
  }
  return {
    withUsage(project) {
      const usage = table.usageOf(project);
      return { ...project, usage: usage.length === 0 ? notNamed : known(usage, at) };
    },
  };
}

const notNamed = gap("not-found", "the usage export that was given names no run of the project");

/** In characters, unpacked: an export of a month of a large organisation is far smaller. */
const mostCharacters = 4_000_000_000;

async function readInto(table: UsageTable, file: string): Promise<string | undefined> {
  let missing: readonly string[] | undefined;
  const reader = csvReader((fields) => {
    if (missing === undefined) missing = table.header(fields);
    else if (missing.length === 0) table.row(fields);
  });
  try {
    if (!statSync(file).isFile()) return "it is no regular file";
    const decoder = new TextDecoder("utf-8");
    let size = 0;
    for await (const chunk of bytesOf(file)) {
      const text = decoder.decode(chunk, { stream: true });
      size += text.length;
      if (size > mostCharacters) return "it is larger than any usage export";
      reader.push(text);
      if (missing !== undefined && missing.length > 0) break;
    }
    reader.end();
  } catch (error) {
    return error instanceof RangeError ? `it is no table: ${error.message}` : faultOf(error);
  }
  if (missing === undefined) return "it is empty";
  const lacking: readonly string[] = missing;
  return lacking.length === 0
    ? undefined
    : `it is no usage export of CircleCI: ${lacking.length === 1 ? "the column" : "the columns"} ${lacking.join(", ")} ${lacking.length === 1 ? "is" : "are"} not there`;
}

function bytesOf(file: string): AsyncIterable<Uint8Array> {
  const bytes = createReadStream(file);
  if (!file.toLowerCase().endsWith(".gz")) return bytes;
  const unpacked = createGunzip();
  bytes.on("error", (error) => unpacked.destroy(error));
  return bytes.pipe(unpacked);
}

function faultOf(error: unknown): string {
  const isPacked = error instanceof Error && "code" in error && String(error.code).startsWith("Z_");
  return isPacked ? "it is no gzip file, or only a part of one" : reasonOf(error);
}
