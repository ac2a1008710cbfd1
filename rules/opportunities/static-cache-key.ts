import { quote } from "../../src/source/quote.ts";
import { defineOpportunity } from "../../src/rule/opportunity.ts";
import { retentionDays } from "./caches/cache-keys.ts";
import { cachesOf, packagePaths, type CacheSave } from "./caches/cache-steps.ts";
import { ecosystemFor, lockfileOf } from "./caches/lockfile-of.ts";
import { evidenceOf, gather, jobsInWords, ownRuns } from "./jobs/own-runs.ts";
import { namesInWords } from "./wording.ts";

export const staticCacheKey = defineOpportunity({
  meta: {
    id: "static-cache-key",
    title: "A cache key never changes",
    summary: "Dependencies are saved under a key in which nothing changes, so that the cache is never renewed.",
    advice:
      "Put the checksum of the lockfile into the key, and restore by the same key with its beginning as a fallback. Where a tool of a fixed version is cached, put the version there.",
    test: "Change the lockfile on a branch: the job says that it has saved a cache, and the next run restores that one.",
    limits:
      "Values of variables in keys are not known; keys that hold one are left alone. Only paths are judged that hold packages of a known package manager.",
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
    const { saves } = cachesOf(scene);
    for (const audit of scene.audits) {
      const own = new Set(ownRuns(audit));
      const frozen = saves.filter((save) => own.has(save.run) && save.step.orbCall === undefined && isFrozen(save));
      const sightings = frozen.map((save) => ({ at: save.key.at, run: save.run, what: save }));
      for (const seen of gather(sightings, ({ key }) => key.text)) {
        const { at, what: save, runs } = seen;
        const ecosystem = ecosystemFor(save.run, packagePaths(save), audit);
        const lockfile = ecosystem && lockfileOf(ecosystem, audit);
        const hasBranch = save.key.parts.some(({ varies }) => varies === "branch");
        yield {
          at,
          runs,
          message:
            `In ${jobsInWords(runs)}, ${namesInWords(packagePaths(save))} is saved under ${quote(save.key.text)}. CircleCI never overwrites a cache, ` +
            `so what was saved first ${hasBranch ? "on each branch " : ""}stays until it expires, after ${retentionDays} days unless set otherwise.`,
          ...evidenceOf(seen),
          effect: "saves a new cache whenever the dependencies change, so that later runs fetch only what is new",
          ...(lockfile === undefined ? {} : { replacement: renewed(save, lockfile) }),
        };
      }
    }
  },
});

/** Only when it is sure of every part. What carries a version is a tool that somebody raises by hand. */
function isFrozen(save: CacheSave): boolean {
  const { key } = save;
  if (key.parts.some(({ varies, text }) => varies === "fixed" && /\d\.\d/u.test(text))) return false;
  return key.parts.every(({ varies }) => varies === "fixed" || varies === "branch") && packagePaths(save).length > 0;
}

function renewed({ key, paths }: CacheSave, lockfile: string): string {
  const start = key.text.endsWith("-") || key.text === "" ? key.text : `${key.text}-`;
  const full = `${start}{{ checksum "${lockfile}" }}`;
  return [
    "- restore_cache:",
    "    keys:",
    `      - ${full}`,
    `      - ${start}`,
    "- save_cache:",
    `    key: ${full}`,
    "    paths:",
    ...paths.map((path) => `      - ${path}`),
    "",
  ].join("\n");
}
