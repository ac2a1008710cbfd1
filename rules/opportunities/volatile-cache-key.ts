import type { JobRun } from "../../src/expand/plan.ts";
import { defineOpportunity, type Found } from "../../src/rule/opportunity.ts";
import type { Audit } from "../../src/rule/audit.ts";
import { quote } from "../../src/source/quote.ts";
import { has, stableStart, type CacheKey } from "./caches/cache-keys.ts";
import { cachesOf, packagePaths, type CacheRestore, type CacheSave, type Caches } from "./caches/cache-steps.ts";
import { ecosystemFor, lockfileOf } from "./caches/lockfile-of.ts";
import { evidenceOf, gather, jobsInWords, ownRuns, verb, type Seen, type Sighting } from "./jobs/own-runs.ts";
import { capitalised } from "./wording.ts";

export const volatileCacheKey = defineOpportunity({
  meta: {
    id: "volatile-cache-key",
    title: "A cache key is new every time",
    summary: "A cache is asked for by a key that no earlier run can have saved, or saved under one that nothing asks for.",
    advice:
      "Put into the key what the cache depends on, such as the checksum of the lockfile. Where every run should save anew, keep the changing part at the end and restore by what stands before it.",
    test: "Run the job twice on a branch: the second run says that it found a cache.",
    limits: "Keys with values that are not known, and caches that other repositories' orbs save or restore, are left alone.",
    topic: "duration",
    data: "config",
    gain: "medium",
    effort: "small",
    batch: "safe",
    references: [
      {
        title: "CircleCI: caching, using keys and templates",
        url: "https://circleci.com/docs/guides/optimize/caching/#using-keys-and-templates",
      },
    ],
    since: "0.4.0",
  },
  *find(scene) {
    const caches = cachesOf(scene);
    for (const audit of scene.audits) {
      const own = new Set(ownRuns(audit));
      for (const seen of gather(missesIn(own, caches), ({ key }) => key.text)) yield tellMiss(seen, caches, audit);
      for (const seen of gather(unreadIn(own, caches), ({ key }) => key.text)) yield tellUnread(seen);
    }
  },
});

interface Miss {
  readonly key: CacheKey;
  readonly why: "time" | "run" | "revision";
  readonly restore: CacheRestore;
}

function* missesIn(own: ReadonlySet<JobRun>, caches: Caches): Iterable<Sighting<Miss>> {
  for (const restore of caches.restores) {
    const { run, step, keys } = restore;
    const [key] = keys;
    if (key === undefined || !own.has(run) || step.orbCall !== undefined || !keys.every(isVolatile)) continue;
    const why = has(key, "time") ? "time" : has(key, "run") ? "run" : "revision";
    if (why === "time" || !keys.some((each) => isHandedOn(each, run, caches)))
      yield { at: key.at, run, what: { key, why, restore } };
  }
}

function isVolatile(key: CacheKey): boolean {
  return has(key, "revision", "run", "time") && !has(key, "unknown");
}

/** Another job saves it: caches are also used to hand files on within a pipeline. Without any save nothing can be said. */
function isHandedOn({ text }: CacheKey, run: JobRun, caches: Caches): boolean {
  const saves = caches.startingWith(text);
  return saves.length === 0 || saves.some((save) => save.run.jobName !== run.jobName);
}

const reasons: Readonly<Record<Miss["why"], string>> = {
  time: "The time in it is the time of asking, so no cache has that key.",
  run: "Its number is another in every run, so nothing that an earlier run saved is found.",
  revision: "It names the commit, so only a rerun of the same commit finds what was saved.",
};

function tellMiss(seen: Seen<Miss>, caches: Caches, audit: Audit): Found {
  const { at, what, runs } = seen;
  const { key, why, restore } = what;
  const replacement = renewed(key, restore, caches, audit);
  return {
    at,
    runs,
    ...evidenceOf(seen),
    message: `${capitalised(jobsInWords(runs))} ${verb(runs, "asks", "ask")} for the cache ${quote(key.text, 120)}. ${reasons[why]}`,
    effect: "lets later runs find the cache; now the saves only cost time and storage",
    ...(replacement === undefined ? {} : { replacement }),
  };
}

/** By the lockfile where packages are cached, by a fallback for sources; what else an older run built may not fit this one. */
function renewed(key: CacheKey, { run }: CacheRestore, caches: Caches, audit: Audit): string | undefined {
  const start = stableStart(key);
  const save = caches.startingWith(start).find((each) => each.run.jobName === run.jobName);
  const ecosystem = save && ecosystemFor(save.run, packagePaths(save), audit);
  const full = ecosystem && `${start}{{ checksum "${lockfileOf(ecosystem, audit)}" }}`;
  const isSource = save !== undefined && save.paths.length > 0 && save.paths.every((path) => /(?:^|\/)\.git\/?$/u.test(path));
  if (!/\w/u.test(start) || (full === undefined && !isSource)) return undefined;
  const restore = `- restore_cache:\n    keys:\n      - ${full ?? key.text}\n      - ${start}\n`;
  return full === undefined ? restore : `${restore}- save_cache:\n    key: ${full}\n`;
}

function* unreadIn(own: ReadonlySet<JobRun>, { saves, restores }: Caches): Iterable<Sighting<CacheSave>> {
  const asked = [...new Set(restores.flatMap(({ keys }) => keys.map(({ text }) => text)))];
  const isUnclear = restores.some(({ keys }) => keys.length === 0 || keys.some((key) => has(key, "unknown")));
  if (isUnclear) return;
  const found = new Map<string, boolean>();
  for (const save of saves) {
    const { key, run, step } = save;
    if (!own.has(run) || step.orbCall !== undefined || !isVolatile(key)) continue;
    let isAsked = found.get(key.text);
    if (isAsked === undefined) found.set(key.text, (isAsked = asked.some((text) => key.text.startsWith(text))));
    if (!isAsked) yield { at: key.at, run, what: save };
  }
}

function tellUnread(seen: Seen<CacheSave>): Found {
  const { at, what, runs } = seen;
  const { key } = what;
  return {
    at,
    runs,
    ...evidenceOf(seen),
    message: `${capitalised(jobsInWords(runs))} ${verb(runs, "saves", "save")} a cache under ${quote(key.text, 120)} in every run, and no job restores one that begins so.`,
    effect: "saves the upload and the storage of a cache that nobody reads",
    advice: "Restore it where it helps, by the beginning of its key, or take the `save_cache` step away.",
  };
}
