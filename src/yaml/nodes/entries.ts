/** The pairs written in a map → its entries: duplicates settled, merge keys flattened. */
import { addProblem, mergeBudget } from "./tree.ts";
import type { Tree } from "./tree.ts";
import type { Via, YamlEntry, YamlItem } from "../node.ts";
import { shownName } from "../problem.ts";

/**
 * One entry a key. What is written in the map wins over what is merged, the last of two equal keys over the first as in
 * CircleCI, and an earlier merge over a later one.
 */
export function settleEntries(tree: Tree, written: readonly YamlEntry[]): readonly YamlEntry[] {
  const winners = new Map<string, YamlEntry>();
  for (const entry of written) {
    if (isMerge(entry)) continue;
    if (winners.has(entry.key)) {
      const message = `The key ${shownName(entry.key)} stands in this map before, and only this last one counts; remove one of them.`;
      addProblem(tree, "duplicate-key", entry.keyNode.span, message);
    }
    winners.set(entry.key, entry);
  }
  if (winners.size === written.length) return written;
  const entries: YamlEntry[] = [];
  for (const entry of written) {
    if (isMerge(entry)) merge(tree, entry, winners, entries);
    else if (winners.get(entry.key) === entry) entries.push(entry);
  }
  return entries;
}

/** Only a plain `<<` merges; `"<<"` and `<< parameters.x >>` are keys like any other. */
function isMerge({ key, keyNode }: YamlEntry): boolean {
  return key === "<<" && keyNode.style === "plain";
}

function merge(tree: Tree, written: YamlEntry, winners: Map<string, YamlEntry>, entries: YamlEntry[]): void {
  for (const source of mergeSources(written)) {
    if (!spend(tree, written, 1)) return;
    const { value } = source;
    const via = viaOf(written, source);
    if (value.kind !== "map") {
      const message = "Only a map, or a list of maps, can be merged with `<<`; name an anchor that stands for one.";
      addProblem(tree, "invalid-merge", via[0]?.span ?? value.span, message);
      continue;
    }
    for (const entry of value.entries) {
      if (!spend(tree, written, 1 + entry.via.length)) return;
      if (winners.has(entry.key)) continue;
      const merged = { ...entry, via: entry.via.length === 0 ? via : [...via, ...entry.via] };
      winners.set(entry.key, merged);
      entries.push(merged);
    }
  }
}

/** `<<: *a` and `<<: {…}` bring in one value, `<<: [*a, *b]` several. */
function mergeSources(written: YamlEntry): readonly YamlItem[] {
  return written.value.kind === "seq" ? written.value.items : [written];
}

/** How a source came: by the `*name` that stands for it, or the one that stands for the list in which it is, or the `<<`. */
function viaOf({ keyNode, via: [alias] }: YamlEntry, source: YamlItem): readonly Via[] {
  const [own] = source.via;
  const hop: Via = { kind: "merge", span: (alias ?? own ?? keyNode).span, file: keyNode.file };
  return alias === undefined || own === undefined || own === alias ? [hop] : [hop, own];
}

function spend(tree: Tree, { keyNode }: YamlEntry, cost: number): boolean {
  if (tree.mergeBudget <= 0) return false;
  tree.mergeBudget -= cost;
  if (tree.mergeBudget > 0) return true;
  const message = `Merge keys bring more than ${mergeBudget} entries into this file, and none from here on were read; merge less.`;
  addProblem(tree, "alias-budget", keyNode.span, message);
  return false;
}
