/** Reading typed values out of YAML nodes: what does not fit becomes a problem at its place. */
import type { Problem } from "../finding/report.ts";
import { isNull, locationOf, type YamlEntry, type YamlMap, type YamlNode, type YamlScalar } from "../yaml/node.ts";
import { knownKeys, type KeyPlace } from "./keys.ts";

/** Gathers the problems of one file. Each place is reported once, however often it is reached. */
export interface ProblemList {
  readonly problems: readonly Problem[];
  add(code: string, message: string, node: YamlNode): void;
}

export function problemList(): ProblemList {
  const problems: Problem[] = [];
  const seen = new Set<string>();
  return {
    problems,
    add(code, message, node) {
      const id = `${code} ${node.file.path} ${node.span.start} ${node.span.end} ${message}`;
      if (seen.has(id)) return;
      seen.add(id);
      problems.push({ code, message, location: locationOf(node), level: "warning" });
    },
  };
}

export function asMap(node: YamlNode | undefined): YamlMap | undefined {
  return node?.kind === "map" ? node : undefined;
}

export function asScalar(node: YamlNode | undefined): YamlScalar | undefined {
  return node?.kind === "scalar" ? node : undefined;
}

/** The map at a node; null counts as empty, anything else is reported. */
export function expectMap(node: YamlNode, what: string, list: ProblemList): YamlMap | undefined {
  if (node.kind === "map") return node;
  if (!isNull(node) && !isTemplate(node)) list.add("wrong-type", `${what} must be a map.`, node);
  return undefined;
}

/** A value that only compilation can fill in: `<< parameters.x >>`. */
export function isTemplate(node: YamlNode): boolean {
  return node.kind === "scalar" && node.text.includes("<<");
}

/** Reports the keys of `map` that CircleCI does not know at this place. */
export function checkKeys(map: YamlMap, place: KeyPlace, list: ProblemList): void {
  const known: readonly string[] = knownKeys[place];
  for (const entry of map.entries) {
    if (known.includes(entry.key)) continue;
    list.add("unknown-key", `CircleCI knows no key \`${entry.key}\` in ${articled(place)}; it was not checked.`, entry.keyNode);
  }
}

function articled(place: KeyPlace): string {
  if (place.includes("_") || place === "run" || place === "checkout") return `\`${place}\``;
  return /^[aeiou]/.test(place) ? `an ${place}` : `a ${place}`;
}

/** The entries of a map of named things, keys that YAML merged or anchored included. */
export function entriesOf(node: YamlNode | undefined, what: string, list: ProblemList): readonly YamlEntry[] {
  return node === undefined ? [] : (expectMap(node, what, list)?.entries ?? []);
}
