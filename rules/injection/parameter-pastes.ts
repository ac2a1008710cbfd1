/** Which parameters of jobs and commands are pasted into scripts, and where. */
import type { Config, Definition, Library } from "../../src/config/config.ts";
import { orbsOf } from "../../src/config/orbs-of.ts";
import { textSourcesOf } from "../../src/expand/expression.ts";
import type { JobRun, Plan, RunStep } from "../../src/expand/plan.ts";
import { parseTemplate, soleValue, type TemplatePiece } from "../../src/expand/template.ts";
import type { TemplateToken } from "../../src/expand/text.ts";
import type { YamlNode, YamlScalar } from "../../src/yaml/node.ts";
import { sourceOfUnknown } from "../data/untrusted/sources.ts";

export interface PastedParameter {
  readonly name: string;
  /** The job or command that declares it, as it is called in messages. */
  readonly owner: Definition;
  readonly places: readonly Place[];
  /** Somebody passes text that outsiders choose: then it is more than a matter of style. */
  readonly isInjected: boolean;
}

interface Place {
  readonly scalar: YamlScalar;
  readonly token: TemplateToken;
  readonly run: JobRun;
  readonly step: RunStep;
}

/** Parameters of type string, or without a type. A script that is one parameter and nothing else was meant to be the caller's. */
export function pastedParametersOf({ runs, config }: Plan): readonly PastedParameter[] {
  const definitions = definitionsOf(config);
  const found = new Map<string, { owner: Definition; name: string; places: Map<string, Place>; isInjected: boolean }>();
  for (const run of runs) {
    for (const step of run.steps) {
      if (step.kind !== "run") continue;
      const { scalar, parts } = step.command;
      for (const { token, name } of parametersIn(scalar)) {
        const owner = ownerOf(scalar, definitions) ?? calledLast(run, step, definitions);
        const type = owner?.parameters.get(name)?.type;
        if (owner?.parameters.has(name) !== true || (type !== undefined && type !== "string")) continue;
        const key = `${owner.node.file.path} ${owner.node.span.start} ${name}`;
        const known = found.get(key) ?? { owner, name, places: new Map<string, Place>(), isInjected: false };
        found.set(key, known);
        const place = `${scalar.span.start} ${token.start}`;
        if (!known.places.has(place)) known.places.set(place, { scalar, token, run, step });
        known.isInjected ||= parts.some(
          (part) => part.kind === "unknown" && part.token?.start === token.start && isChosenOutside(sourceOfUnknown(part)?.level),
        );
      }
    }
  }
  return [...found.values()].map((item) => ({ ...item, places: [...item.places.values()] }));
}

function isChosenOutside(level: string | undefined): boolean {
  return level !== undefined && level !== "limited";
}

interface ParameterToken {
  readonly token: TemplateToken;
  readonly name: string;
}

const tokens = new WeakMap<YamlScalar, readonly ParameterToken[]>();

function parametersIn(scalar: YamlScalar): readonly ParameterToken[] {
  let known = tokens.get(scalar);
  if (known === undefined) {
    const { text } = scalar;
    known = !text.includes("<<") || soleValue(text) !== undefined ? [] : parseTemplate(text).flatMap(inPiece);
    tokens.set(scalar, known);
  }
  return known;
}

function inPiece(piece: TemplatePiece): readonly ParameterToken[] {
  if (piece.kind === "literal") return [];
  if (piece.kind === "section") return piece.pieces.flatMap(inPiece);
  return textSourcesOf(piece.expression).flatMap((source) =>
    source.startsWith("parameters.") ? [{ token: piece.token, name: source.slice("parameters.".length) }] : [],
  );
}

/** Jobs and commands of the file and of the orbs written in it, by their maps. */
interface Definitions {
  readonly byNode: ReadonlyMap<YamlNode, Definition>;
  readonly library: Library;
}

function definitionsOf(config: Config): Definitions {
  const libraries = [
    config.library,
    ...[...orbsOf(config)].flatMap(({ source }) => (source.kind === "inline" ? [source.library] : [])),
  ];
  const all = libraries.flatMap(({ jobs, commands }) => [...jobs.values(), ...commands.values()]);
  return { byNode: new Map(all.map((definition) => [definition.node, definition])), library: config.library };
}

function ownerOf(scalar: YamlScalar, { byNode }: Definitions): Definition | undefined {
  for (let node: YamlNode | undefined = scalar.parent; node !== undefined; node = node.parent) {
    const owner = byNode.get(node);
    if (owner !== undefined) return owner;
  }
  return undefined;
}

/** For a step that an anchor holds outside of all definitions: the command that has brought it, else the job. */
function calledLast(run: JobRun, step: RunStep, { byNode, library }: Definitions): Definition | undefined {
  const command = step.hops.findLast(({ kind }) => kind === "command")?.name;
  if (command !== undefined) return library.commands.get(command);
  return run.definition && byNode.get(run.definition);
}
