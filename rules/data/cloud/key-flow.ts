/** Where a key goes that a command takes: into a file, to another program, or to the log alone. */
import type { CommandFact } from "../../../src/shell/facts.ts";
import { finalSink, pipelineAfter, sinksOf } from "../../../src/shell/sinks.ts";
import { wordSet } from "../options.ts";
import { wordText } from "../word-text.ts";
import { isDecoder } from "./key-sources.ts";

const printers = wordSet("echo printf cat write-host write-output write-verbose");

export function isPrinter({ name }: CommandFact): boolean {
  return printers.has(name ?? "");
}

/** Where a command's output ends; worked out once for each command. */
export interface KeyFlow {
  /** The file in which it is kept, as text with variables as `${NAME}`. */
  readonly file: string | undefined;
  /** The program that takes it in the end: `docker` for `echo $KEY | base64 -d | docker login`. */
  readonly consumer: string | undefined;
}

export function keyFlowOf(command: CommandFact): KeyFlow {
  return { file: fileWrittenBy(command), consumer: consumerOf(command) };
}

/** `echo "export …" >> "$BASH_ENV"`: for the steps that follow. */
export function isForLaterSteps({ file }: KeyFlow): boolean {
  return file?.includes("BASH_ENV") === true;
}

function fileWrittenBy(command: CommandFact): string | undefined {
  const { kind } = command.output;
  if (command.name !== "tee" && kind !== "file" && kind !== "pipe" && kind !== "several") return undefined;
  const tee = [command, ...pipelineAfter(command)].find(({ name }) => name === "tee");
  const teed = tee?.args.find((word) => word.literal?.startsWith("-") !== true);
  if (teed !== undefined) return wordText(teed);
  for (const sink of sinksOf(finalSink(command))) if (sink.kind === "file") return wordText(sink.target);
  return undefined;
}

function consumerOf(command: CommandFact): string | undefined {
  const programs = [command, ...pipelineAfter(command)].filter(({ name }) => !isDecoder(name ?? ""));
  return programs.at(-1)?.name;
}

/** True for an echoed sentence. */
export function isPrintedOnly(command: CommandFact): boolean {
  return (
    isPrinter(command) &&
    pipelineAfter(command).length === 0 &&
    sinksOf(command.output).every(({ kind }) => kind === "log" || kind === "discarded")
  );
}
