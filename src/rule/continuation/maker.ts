/** Which step of a setup workflow writes the configuration that the pipeline goes on with. */
import type { JobRun, RunStep } from "../../expand/plan.ts";
import { compileText } from "../../expand/script.ts";
import type { ScriptRun } from "../audit.ts";
import type { CommandFact, Word } from "../../shell/facts.ts";
import { sinksOf } from "../../shell/sinks.ts";
import { plain, quote } from "../../source/quote.ts";

export interface Maker {
  readonly run: JobRun;
  readonly step: RunStep;
  /** It surely writes the file; else it only names it. */
  readonly writes: boolean;
}

/** The last step that writes the file before it is used, in its own job or one that this waits for; else one that names it. */
export function makerOf(path: string, user: JobRun, scripts: readonly ScriptRun[]): Maker | undefined {
  const name = baseName(path);
  if (name === "") return undefined;
  const near = scriptsBefore(user, scripts);
  const writer = near.findLast(({ facts }) => facts.commands.some((command) => writesTo(name, command)));
  if (writer !== undefined) return { run: writer.run, step: writer.step, writes: true };
  const naming = near.findLast(({ facts }) => facts.commands.some(({ words }) => words.some((word) => names(word, name))));
  return naming && { run: naming.run, step: naming.step, writes: false };
}

/** `the step "Generate" of the job "setup"`. */
export function describeMaker({ run, step }: Pick<Maker, "run" | "step">): string {
  const named = step.name === undefined ? "" : compileText(step.name).text;
  const which = named === "" ? `a step` : `the step ${quote(plain(named, 60))}`;
  return `${which} of the job ${quote(run.jobName)}`;
}

/** The scripts of a job and of those that it waits for: what they write may reach it. */
export function scriptsBefore(user: JobRun, scripts: readonly ScriptRun[]): readonly ScriptRun[] {
  const jobs = new Set([user, ...user.dependsOn]);
  return scripts.filter(({ run }) => jobs.has(run));
}

/** Whether a command writes to a file of this name, wherever that lies. */
export function writesTo(name: string, command: CommandFact): boolean {
  const isSink = sinksOf(command.output).some((sink) => sink.kind === "file" && names(sink.target, name));
  return isSink || (isWriter(command) && command.args.some((word) => names(word, name)));
}

/** Commands whose operand or option names what they write; `cp` and `mv` write the last one, which is close enough. */
function isWriter({ name, args }: CommandFact): boolean {
  if (name === "tee" || name === "cp" || name === "mv" || name === "install") return true;
  if (name === "sed" || name === "yq" || name === "perl")
    return args.some((word) => /^-[a-z]*i|^--in-?place/.test(word.literal ?? ""));
  return args.some((word) => /^(?:-o|--out|--output|--output-file)(?:=|$)/.test(word.literal ?? ""));
}

function names(word: Word, name: string): boolean {
  return word.literal !== undefined && baseName(word.literal.replace(/^--?[\w-]+=/, "")) === name;
}

/** The last part of a path. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
