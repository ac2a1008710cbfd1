/** Whether two trees are the same but for what edits account for. */
import type { Span } from "../source/span.ts";
import type { YamlEntry, YamlItem, YamlNode, YamlScalar } from "../yaml/node.ts";
import { isNull } from "../yaml/node.ts";
import type { EditedPlaces } from "./place-set.ts";

/** True when nothing but the edited scalars, entries and items differs. */
export function isSameTree(before: YamlNode | undefined, after: YamlNode | undefined, places: EditedPlaces): boolean {
  if (before === undefined || after === undefined) return before === after;
  return isSame(before, after, { places, seen: new Map() });
}

interface Comparison {
  readonly places: EditedPlaces;
  /** Anchored nodes are reached several times. */
  readonly seen: Map<YamlNode, YamlNode>;
}

function isSame(before: YamlNode, after: YamlNode, comparison: Comparison): boolean {
  if (comparison.seen.get(before) === after) return true;
  comparison.seen.set(before, after);
  const { places } = comparison;
  if (places.isRemoved(before.span)) return true;
  if (before.kind === "scalar") return after.kind === "scalar" && isSameScalar(before, after, places);
  const [old, now] = [childrenOf(before), childrenOf(after)];
  // A map that lost its last entry is null.
  if (isNull(after)) return old.length > 0 && old.every((child) => places.isRemoved(child.written));
  return before.kind === after.kind && areSame(old, now, comparison);
}

function isSameScalar(before: YamlScalar, after: YamlScalar, places: EditedPlaces): boolean {
  if (!places.isTouched(before.span)) return before.text === after.text && before.style === after.style;
  const wanted = places.contentAfter(before);
  return wanted === undefined || (wanted === after.text && typeof before.value === typeof after.value);
}

interface Child {
  readonly key: YamlScalar | undefined;
  readonly value: YamlNode;
  readonly via: number;
  /** From the key to the end of the value, or the alias that stands for it. */
  readonly written: Span;
}

function childrenOf(node: YamlNode): readonly Child[] {
  if (node.kind === "scalar") return [];
  return node.kind === "map" ? node.entries.map(entryChild) : node.items.map(itemChild);
}

function entryChild({ keyNode, value, via }: YamlEntry): Child {
  const alias = via.find(({ kind }) => kind === "alias");
  const end = Math.max(keyNode.span.end, (alias ?? value).span.end);
  const isBeside = alias !== undefined || value.parent === keyNode.parent;
  return { key: keyNode, value, via: via.length, written: { start: keyNode.span.start, end: isBeside ? end : keyNode.span.end } };
}

function itemChild({ value, via }: YamlItem): Child {
  return { key: undefined, value, via: via.length, written: (via[0] ?? value).span };
}

/** Children in order, but for those that were taken out or put in. */
function areSame(old: readonly Child[], now: readonly Child[], comparison: Comparison): boolean {
  const { places } = comparison;
  const kept = old.filter(({ written }) => !places.isRemoved(written));
  const known = now.filter(({ written }) => !places.isAdded(written));
  // What an edit replaces as a whole, it may have put in again.
  const rest = known.length === kept.length ? known : now;
  const left = known.length === kept.length ? kept : old;
  return left.length === rest.length && left.every((child, at) => isSameChild(child, rest[at], comparison));
}

function isSameChild(before: Child, after: Child | undefined, comparison: Comparison): boolean {
  if (after === undefined || before.via !== after.via) return false;
  if ((before.key === undefined) !== (after.key === undefined)) return false;
  const hasKey = before.key === undefined || after.key === undefined || isSame(before.key, after.key, comparison);
  return hasKey && isSame(before.value, after.value, comparison);
}
