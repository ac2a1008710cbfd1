/** The caches of a project: what is saved under which key, and who restores it. */
import type { BuiltinStep, JobRun } from "../../../src/expand/plan.ts";
import { assumedText } from "../../../src/expand/text.ts";
import type { Scene } from "../../../src/rule/scene.ts";
import { familyOfPath } from "../../data/tools/ecosystems.ts";
import { readKey, type CacheKey } from "./cache-keys.ts";

export interface CacheSave {
  readonly run: JobRun;
  readonly step: BuiltinStep;
  readonly key: CacheKey;
  /** Those that are known. */
  readonly paths: readonly string[];
}

export interface CacheRestore {
  readonly run: JobRun;
  readonly step: BuiltinStep;
  /** In the order in which they are tried. */
  readonly keys: readonly CacheKey[];
}

export interface Caches {
  readonly saves: readonly CacheSave[];
  readonly restores: readonly CacheRestore[];
  /** The saves whose keys begin with this one: those that it may restore. */
  startingWith(key: string): readonly CacheSave[];
  restoresOf(run: JobRun): readonly CacheRestore[];
}

const byScene = new WeakMap<Scene, Caches>();

export function cachesOf(scene: Scene): Caches {
  let found = byScene.get(scene);
  if (found === undefined) byScene.set(scene, (found = readCaches(scene)));
  return found;
}

/** Those of jobs that nothing calls too: they tell what is kept under a key. */
function readCaches({ audits }: Scene): Caches {
  const saves: CacheSave[] = [];
  const restores: CacheRestore[] = [];
  const byRun = new Map<JobRun, CacheRestore[]>();
  for (const run of audits.flatMap(({ plan }) => plan.runs)) {
    for (const step of run.steps) {
      if (step.kind !== "builtin") continue;
      if (step.name === "save_cache") saves.push(...saveOf(run, step));
      if (step.name !== "restore_cache") continue;
      const restore = { run, step, keys: keysOf(step) };
      restores.push(restore);
      const others = byRun.get(run);
      if (others === undefined) byRun.set(run, [restore]);
      else others.push(restore);
    }
  }
  const sorted = saves.toSorted((one, other) => (one.key.text < other.key.text ? -1 : one.key.text > other.key.text ? 1 : 0));
  return { saves, restores, startingWith: (key) => startingWith(sorted, key), restoresOf: (run) => byRun.get(run) ?? [] };
}

function saveOf(run: JobRun, step: BuiltinStep): readonly CacheSave[] {
  const key = step.args.get("key")?.text;
  const paths = (step.args.get("paths")?.items ?? []).flatMap((path) => assumedText(path) ?? []);
  return key === undefined ? [] : [{ run, step, key: readKey(key), paths }];
}

function keysOf({ args }: BuiltinStep): readonly CacheKey[] {
  const single = args.get("key")?.text;
  return [...(args.get("keys")?.items ?? []), ...(single === undefined ? [] : [single])].map(readKey);
}

/** A key names many saves at most where it is short; nobody needs more of them to know what is kept. */
const mostSaves = 50;

function startingWith(sorted: readonly CacheSave[], key: string): readonly CacheSave[] {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.key.text ?? "") < key) low = middle + 1;
    else high = middle;
  }
  const found: CacheSave[] = [];
  for (let save = sorted[low]; save?.key.text.startsWith(key) === true && found.length < mostSaves; save = sorted[low]) {
    found.push(save);
    low += 1;
  }
  return found;
}

/** The saves that one of the keys of a restore may find. */
export function savesFor({ keys }: CacheRestore, caches: Caches): readonly CacheSave[] {
  return [...new Set(keys.flatMap(({ text }) => caches.startingWith(text)))];
}

/** Paths that hold packages; tools and sources have reasons of their own for their keys. */
export function packagePaths({ paths }: CacheSave): readonly string[] {
  return paths.filter((path) => familyOfPath(path) !== undefined);
}
