/** The lists of steps that stand in a configuration, each where it is written. */
import type { Config, Library } from "../../../src/config/config.ts";
import { asMap } from "../../../src/config/reader.ts";
import { quote } from "../../../src/source/quote.ts";
import { positionAt } from "../../../src/source/source-file.ts";
import { entryOf, type YamlItem, type YamlMap, type YamlNode, type YamlSeq } from "../../../src/yaml/node.ts";
import { namesInWords } from "../wording.ts";

export interface StepList {
  readonly kind: "job" | "command" | "pre-steps" | "post-steps";
  /** Of the job or command. */
  readonly name: string;
  /** The job's definition; undefined for commands and for steps around a job. */
  readonly job: YamlMap | undefined;
  readonly steps: YamlSeq;
  readonly parameters: YamlMap | undefined;
}

/** Of every part of a configuration whose commands can be used in all of them: the file's own, and each inline orb. */
export function stepLists(config: Config): readonly (readonly StepList[])[] {
  const inline = [...config.orbs.values()].flatMap(({ source }) => (source.kind === "inline" ? [source.library] : []));
  const around = config.workflows.flatMap(({ invocations }) =>
    invocations.flatMap(({ body, jobName }) =>
      (["pre-steps", "post-steps"] as const).flatMap((key) => listAt(body, key, { kind: key, name: jobName })),
    ),
  );
  return [[...ofLibrary(config.library), ...around], ...inline.map(ofLibrary)].map(distinct);
}

function ofLibrary({ jobs, commands }: Library): readonly StepList[] {
  return [
    ...[...jobs.values()].flatMap(({ node, name }) => listAt(node, "steps", { kind: "job", name }, node)),
    ...[...commands.values()].flatMap(({ node, name }) => listAt(node, "steps", { kind: "command", name })),
  ];
}

function listAt(
  map: YamlMap | undefined,
  key: string,
  owner: Pick<StepList, "kind" | "name">,
  job?: YamlMap,
): readonly StepList[] {
  const steps = map && entryOf(map, key)?.value;
  const parameters = map && asMap(entryOf(map, "parameters")?.value);
  return steps?.kind === "seq" ? [{ ...owner, job, steps, parameters }] : [];
}

/** A list that an alias brings into several places is written once. */
function distinct(lists: readonly StepList[]): readonly StepList[] {
  const seen = new Set<YamlNode>();
  return lists.filter(({ steps }) => !seen.has(steps) && seen.add(steps));
}

/** Lines that an item takes up; an alias takes one. */
export function writtenLines({ value, via }: YamlItem): number {
  return via.length > 0 ? 1 : linesOf(value);
}

export function linesOf({ file, span }: YamlNode): number {
  let end = span.end;
  while (end > span.start && /\s/u.test(file.text[end - 1] ?? "")) end -= 1;
  return positionAt(file, end).line - positionAt(file, span.start).line + 1;
}

/** `the job `build``, `the pre-steps of `build``. */
export function ownerOf({ kind, name }: StepList): string {
  return kind === "job" || kind === "command" ? `the ${kind} ${quote(name)}` : `the ${kind} of ${quote(name)}`;
}

/** `the jobs `a` and `b` and the command `c``. */
export function ownersOf(lists: readonly StepList[]): string {
  const kinds = [...new Set(lists.map(({ kind }) => kind))];
  const parts = kinds.map((kind) => {
    const names = new Set(lists.filter((list) => list.kind === kind).map(({ name }) => name));
    if (kind === "pre-steps" || kind === "post-steps") return `the ${kind} of ${namesInWords(names)}`;
    return `the ${kind}${names.size === 1 ? "" : "s"} ${namesInWords(names)}`;
  });
  return parts.length > 1 ? `${parts.slice(0, -1).join(", ")} and in ${parts.at(-1)}` : (parts[0] ?? "");
}
