/** Standard output, standard error and standard input. */
import { fstatSync, writeSync } from "node:fs";
import { withoutCommands } from "../report/plain-text.ts";
import { reasonOf } from "../collect/problems.ts";
import type { CommandLine } from "./command-line.ts";
import { UsageError } from "./usage-error.ts";

/**
 * Writes to standard output; resolves to exit code 0. A reader that went away (`| head`) is no fault. Written straight to the file
 * descriptor, since Node's stream takes a tenth of a small audit's time to be made; it helps out where writing would have to wait.
 * @throws {UsageError} when it cannot be written to
 */
export async function print(text: string): Promise<0> {
  return printAsIs(isGithubLog() ? withoutCommands(text) : text);
}

function isGithubLog(): boolean {
  return process.env["GITHUB_ACTIONS"] === "true";
}

/** What programs read, or is meant to be a command. */
export async function printAsIs(text: string): Promise<0> {
  const bytes = Buffer.from(text);
  let done = 0;
  try {
    while (done < bytes.length) done += writeSync(1, bytes, done);
  } catch (error) {
    if (hasCode(error, "EAGAIN")) await printWaiting(bytes.subarray(done));
    else if (!hasCode(error, "EPIPE")) throw new UsageError(`Standard output cannot be written: ${reasonOf(error)}.`);
  }
  return 0;
}

async function printWaiting(bytes: Buffer): Promise<void> {
  await new Promise<void>((resolve) => {
    process.stdout.once("error", () => resolve());
    process.stdout.write(bytes, () => resolve());
  });
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}

/** A message on standard error, without control characters: it may quote what stands in the audited repository. */
export function printError(message: string): void {
  const visible = message.replaceAll(/[^\P{C}\n]/gu, "\uFFFD");
  process.stderr.write(`${isGithubLog() ? withoutCommands(visible) : visible}\n`);
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

/** How standard output may be written to. */
export interface TerminalStyle {
  readonly colour: boolean;
  /** The terminal understands links (OSC 8), as far as its environment tells. */
  readonly hyperlinks: boolean;
}

/**
 * `--no-color` and `--color` decide on colour, then NO_COLOR when it is not empty, then FORCE_COLOR unless it is `0` or `false`, then
 * whether standard output is a terminal that can. Links need a terminal that is known to show them.
 */
export function terminalStyle(line: CommandLine): TerminalStyle {
  const isTerminal = isOnTerminal() && process.env["TERM"] !== "dumb";
  return { colour: wantsColour(line, isTerminal), hyperlinks: isTerminal && showsLinks() };
}

function wantsColour({ values }: CommandLine, isTerminal: boolean): boolean {
  if (values.has("no-color")) return false;
  if (values.has("color")) return true;
  const { NO_COLOR: none, FORCE_COLOR: forced } = process.env;
  if (none !== undefined && none !== "") return false;
  return forced === undefined ? isTerminal : forced !== "0" && forced !== "false";
}

/** Terminals that show links name themselves in one of these variables. */
function showsLinks(): boolean {
  const { env } = process;
  if (env["CI"] !== undefined) return false;
  const named = ["WT_SESSION", "KONSOLE_VERSION", "KITTY_WINDOW_ID", "DOMTERM", "WEZTERM_EXECUTABLE", "GHOSTTY_RESOURCES_DIR"];
  const program = env["TERM_PROGRAM"] ?? "";
  return (
    named.some((name) => env[name] !== undefined) ||
    ["iTerm.app", "vscode", "WezTerm", "ghostty", "Hyper", "Tabby"].includes(program) ||
    Number(env["VTE_VERSION"] ?? 0) >= 5000
  );
}

/** Width of the terminal; 80 when there is none. */
export function columns(): number {
  return isOnTerminal() ? process.stdout.columns : 80;
}

/** Only a character device can be a terminal, and only then is Node's stream made to ask. */
function isOnTerminal(): boolean {
  try {
    return fstatSync(1).isCharacterDevice() && process.stdout.isTTY;
  } catch {
    return false;
  }
}
