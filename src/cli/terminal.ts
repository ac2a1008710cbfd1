/** Standard output, standard error and standard input. */
import type { CommandLine } from "./command-line.ts";

/** Resolves to exit code 0 once the text is handed over. A reader that went away (`| head`) is no fault. */
export async function print(text: string): Promise<0> {
  await new Promise<void>((resolve) => {
    process.stdout.once("error", () => resolve());
    process.stdout.write(text, () => resolve());
  });
  return 0;
}

/** A message on standard error, without control characters: it may quote what stands in the audited repository. */
export function printError(message: string): void {
  process.stderr.write(`${message.replaceAll(/[^\P{C}\n]/gu, "\uFFFD")}\n`);
}

/** Standard input, up to the chunk that passes `limit` bytes: more than that will be refused anyway. */
export async function readStandardInput(limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > limit) break;
  }
  return Buffer.concat(chunks);
}

/**
 * Whether to print colours: `--color` and `--no-color` decide, then NO_COLOR when it is not empty, then FORCE_COLOR unless it is `0`
 * or `false`, then whether standard output is a terminal that can.
 */
export function wantsColor(asked: "color" | "no-color" | undefined): boolean {
  if (asked !== undefined) return asked === "color";
  const { NO_COLOR: none, FORCE_COLOR: forced, TERM: terminal } = process.env;
  if (none !== undefined && none !== "") return false;
  if (forced !== undefined) return forced !== "0" && forced !== "false";
  return process.stdout.isTTY && terminal !== "dumb";
}

/** What `--color` or `--no-color` says; no colour when both are given. */
export function colorAsked(line: CommandLine): "color" | "no-color" | undefined {
  if (line.values.has("no-color")) return "no-color";
  return line.values.has("color") ? "color" : undefined;
}

/** Width of the terminal; 80 when there is none. */
export function columns(): number {
  return process.stdout.isTTY ? process.stdout.columns : 80;
}
