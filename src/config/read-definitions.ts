/** Jobs, commands, executors and their parameters, of a file or of an inline orb. */
import { entryOf, isNull, type YamlEntry, type YamlMap, type YamlNode } from "../yaml/node.ts";
import { parameterTypes, type Definition, type Library, type ParameterDefinition, type ParameterType } from "./config.ts";
import { checkKeys, entriesOf, expectMap, isTemplate, type ProblemList } from "./reader.ts";
import { readOrbs } from "./read-orbs.ts";

/** Inline orbs may hold inline orbs; deeper than this is no honest config. */
const deepestOrb = 20;

export function readLibrary(map: YamlMap, list: ProblemList, depth = 0): Library {
  if (depth > deepestOrb) {
    list.add("too-deep", `Inline orbs are nested more than ${deepestOrb} deep; the inner ones were not checked.`, map);
    return { jobs: new Map(), commands: new Map(), executors: new Map(), orbs: new Map() };
  }
  return {
    jobs: readDefinitions(entryOf(map, "jobs")?.value, "job", list),
    commands: readDefinitions(entryOf(map, "commands")?.value, "command", list),
    executors: readDefinitions(entryOf(map, "executors")?.value, "executor", list),
    orbs: readOrbs(entryOf(map, "orbs")?.value, list, depth),
  };
}

function readDefinitions(
  node: YamlNode | undefined,
  what: "job" | "command" | "executor",
  list: ProblemList,
): ReadonlyMap<string, Definition> {
  const found = new Map<string, Definition>();
  for (const entry of entriesOf(node, `\`${what}s\``, list)) {
    const body =
      what === "executor" && isName(entry.value)
        ? aliasBody(entry)
        : expectMap(entry.value, `The ${what} \`${entry.key}\``, list);
    if (body === undefined) continue;
    checkKeys(body, what, list);
    found.set(entry.key, {
      name: entry.key,
      nameNode: entry.keyNode,
      node: body,
      parameters: readParameters(entryOf(body, "parameters")?.value, list),
    });
  }
  return found;
}

function isName(node: YamlNode): boolean {
  return node.kind === "scalar" && !isNull(node);
}

/** `executors: {windows: win/default}` is another name for an executor; CircleCI takes it though its reference does not say so. */
function aliasBody(entry: YamlEntry): YamlMap {
  const { file, span, parent, key } = entry.value;
  const keyNode = { ...entry.keyNode, text: "executor", value: "executor" };
  return { kind: "map", file, span, parent, key, entries: [{ key: "executor", keyNode, value: entry.value, via: entry.via }] };
}

export function readParameters(node: YamlNode | undefined, list: ProblemList): ReadonlyMap<string, ParameterDefinition> {
  const found = new Map<string, ParameterDefinition>();
  for (const entry of entriesOf(node, "`parameters`", list)) {
    const body = expectMap(entry.value, `The parameter \`${entry.key}\``, list);
    if (body !== undefined) checkKeys(body, "parameter", list);
    const defaultNode = body && entryOf(body, "default")?.value;
    found.set(entry.key, {
      name: entry.key,
      nameNode: entry.keyNode,
      node: entry.value,
      type: body && readType(body, list),
      // `default:` with nothing after it is the empty string for strings and no steps for steps: still a default.
      defaultValue: defaultNode,
      enumValues: body && readEnum(body),
    });
  }
  return found;
}

function readType(body: YamlMap, list: ProblemList): ParameterType | undefined {
  const node = entryOf(body, "type")?.value;
  if (node === undefined || isNull(node)) return undefined;
  const type = parameterTypes.find((known) => node.kind === "scalar" && known === node.text);
  if (type === undefined && !isTemplate(node)) {
    list.add("wrong-type", `A parameter's type must be one of ${parameterTypes.join(", ")}.`, node);
  }
  return type;
}

function readEnum(body: YamlMap): readonly string[] | undefined {
  const node = entryOf(body, "enum")?.value;
  if (node?.kind !== "seq") return undefined;
  return node.items.flatMap((item) => (item.value.kind === "scalar" ? [item.value.text] : []));
}
