/** Runs of steps that stand in several places, found as one finds repeats in text: by growing equal beginnings. */
import type { YamlNode } from "../../../src/yaml/node.ts";
import { linesOf, writtenLines, type StepList } from "./step-lists.ts";
import type { ShapeOf } from "./shapes.ts";

export interface Occurrence {
  readonly list: StepList;
  /** Index of its first step. */
  readonly start: number;
}

export interface Repeat {
  readonly occurrences: readonly Occurrence[];
  /** How many steps. */
  readonly length: number;
  /** Lines fewer when it is one command. */
  readonly saved: number;
}

/** Longer ones are found in pieces. */
const longest = 30;
/** Not worth a command. */
const leastSaved = 6;
/** The line of the command's name, and `steps:`. */
const frame = 2;

/** Those worth a command, without overlaps, the most saving first. */
export function repeatsIn(lists: readonly StepList[], shapeOf: ShapeOf): readonly Repeat[] {
  const shapes = new Map(lists.map((list) => [list, list.steps.items.map(({ value }) => shapeOf(value))] as const));
  const lines = new Map(lists.map((list) => [list, list.steps.items.map(writtenLines)] as const));
  const taken = new Map<StepList, boolean[]>(lists.map((list) => [list, []]));
  const found = candidates(shapes).flatMap(({ occurrences, length }) => weighed(occurrences, length, lines));
  const chosen: Repeat[] = [];
  for (const candidate of found.sort((one, other) => other.saved - one.saved)) {
    const free = candidate.occurrences.filter(({ list, start }) => isFree(taken.get(list), start, candidate.length));
    const [repeat] = free.length === candidate.occurrences.length ? [candidate] : weighed(free, candidate.length, lines);
    if (repeat === undefined) continue;
    for (const { list, start } of repeat.occurrences) take(taken.get(list), start, repeat.length);
    chosen.push(repeat);
  }
  return chosen;
}

function take(taken: boolean[] | undefined, start: number, length: number): void {
  if (taken !== undefined) for (let at = start; at < start + length; at += 1) taken[at] = true;
}

function isFree(taken: readonly boolean[] | undefined, start: number, length: number): boolean {
  for (let at = start; at < start + length; at += 1) if (taken?.[at] === true) return false;
  return true;
}

interface Candidate {
  readonly occurrences: readonly Occurrence[];
  readonly length: number;
}

/** Every run that cannot be made longer without losing an occurrence, in linear memory for each step of length. */
function candidates(shapes: ReadonlyMap<StepList, readonly number[]>): readonly Candidate[] {
  const found: Candidate[] = [];
  let groups: readonly (readonly Occurrence[])[] = [
    [...shapes].flatMap(([list, steps]) => steps.map((_, start) => ({ list, start }))),
  ];
  for (let length = 1; length <= longest && groups.length > 0; length += 1) {
    const next: (readonly Occurrence[])[] = [];
    for (const group of groups) {
      const grown = grownBy(group, length, shapes).filter((each) => each.length > 1);
      // A shorter run that loses nobody when it grows says less than the longer one.
      const isMaximal = grown.every((each) => each.length < group.length);
      if (length > 1 && isMaximal) found.push({ occurrences: group, length: length - 1 });
      next.push(...grown);
    }
    groups = next;
  }
  return [...found, ...groups.map((occurrences) => ({ occurrences, length: longest }))];
}

function grownBy(
  group: readonly Occurrence[],
  length: number,
  shapes: ReadonlyMap<StepList, readonly number[]>,
): readonly (readonly Occurrence[])[] {
  const byShape = new Map<number, Occurrence[]>();
  for (const occurrence of group) {
    const shape = shapes.get(occurrence.list)?.[occurrence.start + length - 1];
    if (shape === undefined) continue;
    const same = byShape.get(shape);
    if (same === undefined) byShape.set(shape, [occurrence]);
    else same.push(occurrence);
  }
  return [...byShape.values()];
}

/** Empty when it saves too little, or what it would save is shared by aliases already. */
function weighed(all: readonly Occurrence[], length: number, lines: ReadonlyMap<StepList, readonly number[]>): readonly Repeat[] {
  const occurrences = withoutOverlap(all, length);
  const [first] = occurrences;
  if (first === undefined || new Set(occurrences.map(({ list }) => list)).size < 2) return [];
  let [written, spelled] = [0, 0];
  for (const { list, start } of occurrences) {
    for (let at = start; at < start + length; at += 1) {
      written += lines.get(list)?.[at] ?? 0;
      if (list.steps.items[at]?.via.length === 0) spelled += lines.get(list)?.[at] ?? 0;
    }
  }
  const body = first.list.steps.items
    .slice(first.start, first.start + length)
    .reduce((sum, { value }) => sum + linesOf(value), 0);
  const saved = written - body - frame - occurrences.length;
  const isShared = spelled < 2 * body || body < 3;
  const isPlain = first.list.steps.items.slice(first.start, first.start + length).every(({ value }) => isArrival(value));
  return saved < leastSaved || isShared || isPlain ? [] : [{ occurrences, length, saved }];
}

/** What every job begins with reads better where it stands. */
function isArrival(step: YamlNode): boolean {
  const name = step.kind === "map" ? step.entries[0]?.key : step.kind === "scalar" ? step.text : undefined;
  return name === "checkout" || name === "attach_workspace";
}

/** Of those that overlap in one list the first. */
function withoutOverlap(all: readonly Occurrence[], length: number): readonly Occurrence[] {
  let before: Occurrence | undefined;
  return all.filter((occurrence) => {
    if (before?.list === occurrence.list && occurrence.start < before.start + length) return false;
    before = occurrence;
    return true;
  });
}
