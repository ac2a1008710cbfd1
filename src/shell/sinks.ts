/** Where the output of a command ends up, pipelines followed. */
import type { CommandFact, Sink } from "./facts.ts";

/** True when some of what goes to a sink is shown in the job's log. Pipes are not followed: see `finalSink`. */
export function reachesLog(sink: Sink): boolean {
  return sink.kind === "log" || (sink.kind === "several" && sink.sinks.some(reachesLog));
}

/** The single sinks of a sink: those of `several`, or itself. */
export function sinksOf(sink: Sink): readonly Sink[] {
  return sink.kind === "several" ? sink.sinks.flatMap(sinksOf) : [sink];
}

/** How far a pipeline is followed. */
const pipelineLimit = 200;

/**
 * The commands through which a command's output flows, nearest first: `b` and `c` for `a | b | c`. All commands of a group or loop
 * that reads the pipe count. Whether one of them keeps what it reads to itself is for the caller to judge.
 */
export function pipelineAfter(command: CommandFact): readonly CommandFact[] {
  const seen = new Set<CommandFact>([command]);
  // The set grows while it is walked.
  for (const item of seen) {
    if (seen.size > pipelineLimit) break;
    for (const sink of sinksOf(item.output))
      if (sink.kind === "pipe") for (const next of sink.to.slice(0, pipelineLimit)) seen.add(next);
  }
  return [...seen].slice(1);
}

/** Commands that print nothing of what they read. */
const silent: ReadonlySet<string> = new Set(
  (
    "read mapfile readarray set shopt exec local declare typeset readonly unset shift exit return break continue true false : " +
    "test [ [[ (( case cd sleep mkdir rm touch chmod chown trap wait kill"
  ).split(" "),
);

/**
 * Where the pipeline that begins with a command puts its output. A pipe that nobody reads, or only commands that print nothing,
 * discards it: `… | while read x; do …` goes on in the variable.
 */
export function finalSink(command: CommandFact): Sink {
  const ends: Sink[] = [];
  for (const item of [command, ...pipelineAfter(command)]) {
    if (item !== command && item.name !== undefined && silent.has(item.name)) continue;
    ends.push(...sinksOf(item.output).filter((sink) => sink.kind !== "pipe"));
  }
  const distinct = ends.filter((sink, index) => ends.findIndex((other) => isSame(sink, other)) === index);
  const [only = { kind: "discarded" }] = distinct;
  return distinct.length > 1 ? { kind: "several", sinks: distinct } : only;
}

function isSame(a: Sink, b: Sink): boolean {
  return a === b || (a.kind === b.kind && (a.kind === "log" || a.kind === "discarded"));
}
