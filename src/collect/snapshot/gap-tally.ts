/** Counts what is collected, and gathers what is not known by its reason, whatever the number of projects. */
import type { Gap } from "../../snapshot/fetched.ts";

/** What is counted: the pieces of a snapshot, and the parts of them that have gaps of their own. */
export interface GapGroup {
  /** `projects`, `contexts`. */
  readonly kind: string;
  readonly reason: Gap["reason"];
  readonly detail: string;
  /** Names of the facts, as they stand in the snapshot, and of how many each is not known. */
  readonly facts: ReadonlyMap<string, number>;
}

export interface GapTally {
  add(kind: string, piece: object): void;
  /** How many of a kind there were. */
  count(kind: string): number;
  groups(): readonly GapGroup[];
}

export function gapTally(): GapTally {
  const counts = new Map<string, number>();
  const groups = new Map<string, GapGroup & { readonly facts: Map<string, number> }>();
  const record = (kind: string, fact: string, { reason, detail }: Gap): void => {
    if (reason === "inapplicable") return;
    const key = JSON.stringify([kind, reason, detail]);
    const group = groups.get(key) ?? { kind, reason, detail, facts: new Map<string, number>() };
    groups.set(key, group);
    group.facts.set(fact, (group.facts.get(fact) ?? 0) + 1);
  };
  const add = (kind: string, piece: object): void => {
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
    for (const [fact, value] of Object.entries(piece)) look(kind, fact, value);
  };
  const look = (kind: string, fact: string, value: unknown): void => {
    if (typeof value !== "object" || value === null || !("known" in value)) return;
    if (isGap(value)) record(kind, fact, value);
    else if ("value" in value && Array.isArray(value.value)) addParts(fact, value.value);
  };
  const addParts = (kind: string, items: readonly unknown[]): void => {
    for (const item of items) if (typeof item === "object" && item !== null && hasAnswers(item)) add(kind, item);
  };
  return { add, count: (kind) => counts.get(kind) ?? 0, groups: () => [...groups.values()] };
}

/** A refusal is an answer; what a service or the network failed at is none. */
export function isFailure({ reason }: Pick<Gap, "reason">): boolean {
  return reason === "failed" || reason === "rate-limited" || reason === "token";
}

function isGap(value: object): value is Gap {
  return "known" in value && value.known === false && "reason" in value && "detail" in value;
}

function hasAnswers(item: object): boolean {
  return Object.values(item).some((value) => typeof value === "object" && value !== null && "known" in value);
}
