import type { Audit } from "../../src/rule/audit.ts";
import { defineOpportunity, type Found } from "../../src/rule/opportunity.ts";
import { quote } from "../../src/source/quote.ts";
import { publicationsOf } from "../data/publishing.ts";
import { isReleaseName } from "../data/publishing/names.ts";
import { scriptsByRun } from "../data/scripts-by-run.ts";
import { dependencyInstallsIn } from "../data/tools/dependency-installs.ts";
import { familyOfPath } from "../data/tools/ecosystems.ts";
import { has, stableStart, type CacheKey } from "./caches/cache-keys.ts";
import { cachesOf, savesFor, type CacheRestore, type Caches } from "./caches/cache-steps.ts";
import { evidenceOf, gather, jobsInWords, ownRuns, verb, type Seen } from "./jobs/own-runs.ts";
import { capitalised } from "./wording.ts";

export const missingFallbackKey = defineOpportunity({
  meta: {
    id: "missing-fallback-key",
    title: "A cache is restored without fallback",
    summary: "Dependencies are restored by the checksum of a file alone, so that every change of the file starts from nothing.",
    advice: "Restore with `keys`: the full key first, then its beginning, which finds the newest cache that begins so.",
    test: "Change the lockfile on a branch: the job says that it found a cache under the shorter key, and installs only the difference.",
    limits:
      "Whether the file changes often is not seen. A cache that only ever grows should be started anew at times, by the version in its key.",
    topic: "duration",
    data: "config",
    gain: "small",
    effort: "small",
    batch: "safe",
    references: [
      {
        title: "CircleCI: caching, partial dependency caching",
        url: "https://circleci.com/docs/guides/optimize/caching-strategy/#partial-dependency-caching-strategies",
      },
    ],
    since: "0.4.0",
  },
  *find(scene) {
    const caches = cachesOf(scene);
    for (const audit of scene.audits) {
      const releases = publicationsOf(audit);
      // A release takes nothing from other branches: the rule on caches in releases asks for exact keys.
      const runs = ownRuns(audit).filter((run) => !releases.has(run) && !isReleaseName(run.jobName));
      const lacking = runs.flatMap((run) =>
        caches.restoresOf(run).flatMap((restore) => {
          const key = restore.step.orbCall === undefined ? loneKey(restore) : undefined;
          const start = key && usefulStart(key, restore, caches, audit);
          return key === undefined || start === undefined ? [] : [{ at: key.at, run, what: { key, start } }];
        }),
      );
      for (const seen of gather(lacking, ({ key }) => key.text)) yield tell(seen);
    }
  },
});

interface Lacking {
  readonly key: CacheKey;
  readonly start: string;
}

function tell(seen: Seen<Lacking>): Found {
  const { at, what, runs } = seen;
  const { key, start } = what;
  const files = [...new Set(key.parts.flatMap(({ file }) => (file === undefined ? [] : [quote(file)])))];
  return {
    at,
    runs,
    ...evidenceOf(seen),
    message:
      `${capitalised(jobsInWords(runs))} ${verb(runs, "restores", "restore")} ${quote(key.text, 120)} and nothing else. ` +
      `The first run after a change of ${files.join(" or ")} finds no cache and fetches everything.`,
    effect: "such a run starts from the newest earlier cache and fetches the difference",
    replacement: `- restore_cache:\n    keys:\n      - ${key.text}\n      - ${start}\n`,
  };
}

/** The only key, or the last of several that all end with the same checksum. */
function loneKey({ keys }: CacheRestore): CacheKey | undefined {
  const [key] = keys;
  if (key === undefined || has(key, "revision", "run", "time", "unknown")) return undefined;
  if (!key.parts.some(({ file }) => file !== undefined && !/\.(?:sh|ps1|py|yml)$/u.test(file))) return undefined;
  return keys.every((other) => has(other, "file") && other.text.startsWith(stableStart(key)) && !isFallbackOf(other, key))
    ? key
    : undefined;
}

function isFallbackOf(other: CacheKey, key: CacheKey): boolean {
  return other !== key && other.text !== key.text && key.text.startsWith(other.text);
}

/** The beginning of the key under which only the same packages lie, when its package manager can go on from an older state. */
function usefulStart(key: CacheKey, restore: CacheRestore, caches: Caches, audit: Audit): string | undefined {
  const start = stableStart(key);
  const saves = savesFor(restore, caches);
  const others = caches.startingWith(start);
  if (!/\w/u.test(start) || saves.length === 0) return undefined;
  const kept = new Set(saves.flatMap(({ paths }) => paths));
  if (others.some(({ paths }) => paths.some((path) => !kept.has(path)))) return undefined;
  return [...kept].every((path) => canGoOn(path, restore, audit)) ? start : undefined;
}

/** Folders that are written out whole for one state of the lockfile keep what was removed from it, or are deleted first. */
function canGoOn(path: string, { run }: CacheRestore, audit: Audit): boolean {
  const family = familyOfPath(path);
  if (family === undefined || /(?:^|\/)\.?v(?:irtual)?env|\.tox|site-packages|conda/u.test(path)) return false;
  if (!/(?:^|\/)node_modules\/?$/u.test(path)) return true;
  const scripts = scriptsByRun(audit).get(run) ?? [];
  const installs = scripts.flatMap(({ facts }) => dependencyInstallsIn(facts));
  return installs.length > 0 && installs.every(({ what }) => what !== "npm ci");
}
