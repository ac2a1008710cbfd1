/** A `run` step: its script, shell, environment and conditions. */
import { asMap } from "../config/reader.ts";
import { entryOf, type YamlMap, type YamlNode, type YamlScalar } from "../yaml/node.ts";
import { readEnvironment } from "./environment.ts";
import { evaluateNode, toTri } from "./evaluate.ts";
import { textAt } from "./executors.ts";
import { expandText } from "./expand-text.ts";
import type { RunStep, Step, Tri } from "./plan.ts";
import type { Scope } from "./scope.ts";
import { knownText } from "./text.ts";

type Base = Pick<Step, "node" | "nameNode" | "hops" | "condition" | "section" | "orbCall">;

/** Undefined when the step has no script; that is reported where the file is read. */
export function readRunStep(body: YamlNode | undefined, scope: Scope, base: Base): RunStep | undefined {
  const map = asMap(body);
  const scalar = body?.kind === "scalar" ? body : commandOf(map);
  if (scalar === undefined) return undefined;
  const shellNode = map && entryOf(map, "shell")?.value;
  // Field by field: there are very many steps, and a spread is slow.
  return {
    kind: "run",
    node: base.node,
    nameNode: base.nameNode,
    hops: base.hops,
    condition: base.condition,
    section: base.section,
    orbCall: base.orbCall,
    command: expandText(scalar, scope),
    name: map && textAt(map, "name", scope),
    shell: map && textAt(map, "shell", scope),
    shellNode,
    environment: readEnvironment(map && entryOf(map, "environment")?.value, "step", scope, base.hops),
    when: whenOf(map, scope),
    background: backgroundOf(map, scope),
    workingDirectory: map && textAt(map, "working_directory", scope),
  };
}

function commandOf(map: YamlMap | undefined): YamlScalar | undefined {
  const node = map && entryOf(map, "command")?.value;
  return node?.kind === "scalar" ? node : undefined;
}

function whenOf(map: YamlMap | undefined, scope: Scope): RunStep["when"] {
  const text = map && textAt(map, "when", scope);
  if (text === undefined) return "on_success";
  const known = knownText(text);
  return known === "always" || known === "on_success" || known === "on_fail" ? known : "unknown";
}

function backgroundOf(map: YamlMap | undefined, scope: Scope): Tri {
  const node = map && entryOf(map, "background")?.value;
  return node === undefined ? false : toTri(evaluateNode(node, scope));
}
