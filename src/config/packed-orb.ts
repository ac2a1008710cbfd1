/**
 * The source of an orb that is kept in many files, put together as `circleci orb pack` does: a folder is a key, a file is an entry
 * named after it, a file that begins with `@` is merged into its folder, and a text that is one `<<include(file)>>` is that file.
 * Every node keeps its own file, so that what is found stands where it is written.
 */
import type { Problem } from "../finding/report.ts";
import { quote } from "../source/quote.ts";
import type { SourceFile } from "../source/source-file.ts";
import { locationOf, type YamlEntry, type YamlMap, type YamlNode, type YamlScalar } from "../yaml/node.ts";
import { parseYaml } from "../yaml/parse.ts";
import type { YamlProblem } from "../yaml/problem.ts";
import type { ConfigPart } from "./config.ts";

/** The files beside `@orb.yml`, which is the configuration's own file. */
export interface UnpackedOrb {
  readonly files: readonly OrbFile[];
  /** Reads a file that an `<<include()>>` names, from the folder of `@orb.yml`; undefined when there is no such file. */
  include(path: string): { readonly source: SourceFile } | { readonly problem: Problem } | undefined;
}

export interface OrbFile {
  /** Where it belongs: `["commands", "install"]`. */
  readonly keys: readonly string[];
  readonly source: SourceFile;
}

export interface PackedOrb {
  readonly root: YamlMap;
  readonly parts: readonly ConfigPart[];
  readonly yamlProblems: readonly { readonly file: SourceFile; readonly problem: YamlProblem }[];
  readonly problems: readonly Problem[];
}

/** `own` is the tree of `@orb.yml`. */
export async function packOrb(file: SourceFile, own: YamlNode | undefined, orb: UnpackedOrb): Promise<PackedOrb> {
  const parts: ConfigPart[] = [];
  const yamlProblems: { file: SourceFile; problem: YamlProblem }[] = [];
  const problems: Problem[] = [];
  let root: YamlMap = own?.kind === "map" ? own : mapOf(file, []);
  for (const { keys, source } of orb.files) {
    const { root: part, problems: found } = await parseYaml(source);
    yamlProblems.push(...found.map((problem) => ({ file: source, problem })));
    parts.push({ file: source, root: part });
    if (part?.kind === "map") root = withEntry(root, keys, part);
    else if (part !== undefined) problems.push(notAMap(part));
  }
  const inclusion: Inclusion = { orb, scripts: new Map(), copies: new Map(), problems };
  root = asMap(included(root, inclusion)) ?? root;
  for (const { file: script } of inclusion.scripts.values()) parts.push({ file: script, root: undefined });
  return { root, parts, yamlProblems, problems };
}

function notAMap(node: YamlNode): Problem {
  const message = "A file of an orb must be a map; it was not checked.";
  return { code: "wrong-type", message, level: "warning", location: locationOf(node) };
}

function asMap(node: YamlNode | undefined): YamlMap | undefined {
  return node?.kind === "map" ? node : undefined;
}

function mapOf(file: SourceFile, entries: readonly YamlEntry[]): YamlMap {
  return { kind: "map", file, span: { start: 0, end: 0 }, parent: undefined, key: undefined, entries };
}

/** A copy of the map in which `value` stands at `keys`; what both have is merged, and the new entries win. */
function withEntry(map: YamlMap, [key, ...rest]: readonly string[], value: YamlMap): YamlMap {
  if (key === undefined) {
    const added = new Set(value.entries.map((entry) => entry.key));
    return {
      ...map,
      entries: [...map.entries.filter((entry) => !added.has(entry.key)), ...value.entries.map((entry) => joined(map, entry))],
    };
  }
  const known = map.entries.find((entry) => entry.key === key);
  const inner = withEntry(
    asMap(known?.value) ?? (rest.length === 0 ? { ...value, entries: [] } : mapOf(value.file, [])),
    rest,
    value,
  );
  const entry: YamlEntry =
    known === undefined ? { key, keyNode: nameOf(key, value), value: inner, via: [] } : { ...known, value: inner };
  return { ...map, entries: [...map.entries.filter((other) => other.key !== key), entry] };
}

/** Two maps of one name become one. */
function joined(map: YamlMap, entry: YamlEntry): YamlEntry {
  const known = asMap(map.entries.find(({ key }) => key === entry.key)?.value);
  const added = asMap(entry.value);
  return known === undefined || added === undefined ? entry : { ...entry, value: withEntry(known, [], added) };
}

/** The name of a file as the key of its element: it stands nowhere, so the first key of the file stands for it. */
function nameOf(text: string, { file, entries }: YamlMap): YamlScalar {
  const span = entries[0]?.keyNode.span ?? { start: 0, end: 0 };
  return { kind: "scalar", file, span, parent: undefined, key: undefined, style: "plain", text, value: text };
}

interface Inclusion {
  readonly orb: UnpackedOrb;
  readonly scripts: Map<string, YamlScalar>;
  /** Nodes that aliases share are copied once. */
  readonly copies: Map<YamlNode, YamlNode>;
  readonly problems: Problem[];
}

/** Trees are never deeper than the parser lets them be. */
function included(node: YamlNode, inclusion: Inclusion): YamlNode {
  const known = inclusion.copies.get(node);
  if (known !== undefined) return known;
  const copy = copyOf(node, inclusion);
  inclusion.copies.set(node, copy);
  return copy;
}

function copyOf(node: YamlNode, inclusion: Inclusion): YamlNode {
  if (node.kind === "scalar") return scriptFor(node, inclusion) ?? node;
  if (node.kind === "seq") {
    const items = node.items.map((item) => ({ ...item, value: included(item.value, inclusion) }));
    return items.every(({ value }, index) => value === node.items[index]?.value) ? node : { ...node, items };
  }
  const entries = node.entries.map((entry) => ({ ...entry, value: included(entry.value, inclusion) }));
  return entries.every(({ value }, index) => value === node.entries[index]?.value) ? node : { ...node, entries };
}

/** Source: the packing of the CircleCI CLI, which wants nothing beside the include and does not look for another in the file. */
const include = /^<<\s*include\(([-\w/.]+)\)\s*>>$/u;

function scriptFor(scalar: YamlScalar, { orb, scripts, problems }: Inclusion): YamlScalar | undefined {
  const path = include.exec(scalar.text)?.[1];
  if (path === undefined) return undefined;
  const known = scripts.get(path);
  if (known !== undefined) return known;
  const read = orb.include(path);
  if (read === undefined) problems.push(missing(path, scalar));
  else if ("problem" in read) problems.push({ location: locationOf(scalar), ...read.problem });
  if (read === undefined || "problem" in read) return undefined;
  const { source } = read;
  const span = { start: 0, end: source.text.length };
  const script = {
    kind: "scalar",
    file: source,
    span,
    parent: undefined,
    key: undefined,
    style: "included",
    text: source.text,
  } as const;
  const made: YamlScalar = { ...script, value: source.text };
  scripts.set(path, made);
  return made;
}

function missing(path: string, scalar: YamlScalar): Problem {
  const message = `There is no file ${quote(path, 200)} to include; it was not checked.`;
  return { code: "missing-include", message, level: "warning", location: locationOf(scalar) };
}
