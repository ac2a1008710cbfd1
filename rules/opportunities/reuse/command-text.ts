/** A repeat as a command: its name, its parameters, its YAML. */
import type { YamlItem, YamlMap, YamlNode } from "../../../src/yaml/node.ts";
import { entryOf } from "../../../src/yaml/node.ts";
import { isBuiltinStep } from "../../../src/config/keys.ts";
import { asMap } from "../../../src/config/reader.ts";
import type { Repeat } from "./repeats.ts";
import { scalarsOf } from "./shapes.ts";
import { writeYaml } from "./write-yaml.ts";

export interface ProposedCommand {
  readonly name: string;
  /** Names of the parameters of the job that it needs as its own. */
  readonly parameters: readonly string[];
  /** The command, and the step that calls it; undefined when it is too long to show. */
  readonly yaml: string | undefined;
}

export function proposeCommand({ occurrences, length }: Repeat, taken: ReadonlySet<string>): ProposedCommand {
  const [first] = occurrences;
  const items = first?.list.steps.items.slice(first.start, first.start + length) ?? [];
  const name = freeName(nameFor(items), taken);
  const parameters = parametersIn(items);
  return { name, parameters, yaml: yamlOf(name, parameters, items, first?.list.parameters) };
}

/** From the name that a step gives itself, else from what the steps are there for. */
function nameFor(items: readonly YamlItem[]): string {
  const steps = items.map(({ value }) => (value.kind === "map" ? value.entries[0] : undefined));
  const names = steps.flatMap((entry) => {
    const named = entry?.value.kind === "map" ? entryOf(entry.value, "name")?.value : undefined;
    return entry?.key === "run" && named?.kind === "scalar" ? [named.text] : [];
  });
  const arrives = /^(?:checkout|attach_workspace|restore_cache)$/u;
  const keys = items.map(({ value }, at) => steps[at]?.key ?? (value.kind === "scalar" ? value.text : ""));
  if (names.length > 1 && keys.some((key) => arrives.test(key))) return "set_up";
  const named = names[0]?.toLowerCase().replaceAll(/<<[^<>]*>>/gu, " ");
  const words = named?.match(/[a-z0-9]+/gu) ?? [];
  const name = words
    .slice(0, 4)
    .join("_")
    .replace(/^[\d_]+/u, "");
  if (name !== "") return name.slice(0, 40);
  if (keys.every((key) => /^(?:store_|persist_|save_)/u.test(key))) return "keep_results";
  return keys.some((key) => arrives.test(key)) ? "prepare" : "shared_steps";
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  for (let at = 1; at < 100; at += 1) {
    const candidate = at === 1 ? name : `${name}_${at}`;
    if (!taken.has(candidate) && !isBuiltinStep(candidate)) return candidate;
  }
  return name;
}

function parametersIn(items: readonly YamlItem[]): readonly string[] {
  const texts = items.flatMap(({ value }) => scalarsOf(value) ?? []).map(({ scalar }) => scalar.text);
  const names = texts.flatMap((text) => [...text.matchAll(/<<[^<>]*?\bparameters\.([\w-]{1,100})[^<>]*>>/gu)]);
  return [...new Set(names.filter(([whole]) => !whole.includes("pipeline.parameters")).map((match) => match[1] ?? ""))];
}

function yamlOf(
  name: string,
  parameters: readonly string[],
  items: readonly YamlItem[],
  declared: YamlMap | undefined,
): string | undefined {
  const steps = items.map(({ value }) => writeYaml(value));
  const declarations = parameters.map((each) => declaration(each, declared));
  if (steps.some((lines) => lines === undefined) || declarations.some((lines) => lines === undefined)) return undefined;
  const body = steps.flatMap((lines) => (lines ?? []).map((line, at) => (line === "" ? "" : `${at === 0 ? "- " : "  "}${line}`)));
  if (body.length > mostLines) return undefined;
  const call = parameters.map((each) => `      ${each}: << parameters.${each} >>`);
  return [
    "commands:",
    `  ${name}:`,
    ...(parameters.length === 0 ? [] : ["    parameters:", ...declarations.flatMap((lines) => lines ?? [])]),
    "    steps:",
    ...body.map((line) => (line === "" ? "" : `      ${line}`)),
    "# in the jobs:",
    "steps:",
    `  - ${name}${call.length === 0 ? "" : ":"}`,
    ...call,
    "",
  ].join("\n");
}

const mostLines = 60;

/** As the job declares it. */
function declaration(name: string, declared: YamlMap | undefined): readonly string[] | undefined {
  const node: YamlNode | undefined = declared && entryOf(declared, name)?.value;
  const lines = asMap(node) === undefined || node === undefined ? ["type: string"] : writeYaml(node, undefined, 20);
  return lines && [`      ${name}:`, ...lines.map((line) => `        ${line}`)];
}
