import type { JobRun } from "../../src/expand/plan.ts";
import type { Audit, ScriptRun } from "../../src/rule/audit.ts";
import { defineOpportunity, type Found } from "../../src/rule/opportunity.ts";
import { quote } from "../../src/source/quote.ts";
import { publicationsOf } from "../data/publishing.ts";
import { isReleaseName } from "../data/publishing/names.ts";
import { isQuiet } from "../data/quiet-orbs.ts";
import { maybeSelfHosted } from "../data/runner-class.ts";
import { folderOf } from "../data/script-folder.ts";
import { scriptsByRun } from "../data/scripts-by-run.ts";
import { dependencyInstallsIn, type DependencyInstall } from "../data/tools/dependency-installs.ts";
import { ecosystemNamed, familyOfPath, type Ecosystem } from "../data/tools/ecosystems.ts";
import { cachesOf, savesFor, type Caches } from "./caches/cache-steps.ts";
import { lockfileOf } from "./caches/lockfile-of.ts";
import { evidenceOf, gather, jobsInWords, ownRuns, verb, type Seen, type Sighting } from "./jobs/own-runs.ts";
import { capitalised } from "./wording.ts";

export const dependencyInstallWithoutCache = defineOpportunity({
  meta: {
    id: "dependency-install-without-cache",
    title: "Dependencies are installed without a cache",
    summary: "A job fetches all that the project depends on from the registries in every run.",
    advice:
      "Cache what the package manager fetches, under a key with the checksum of the lockfile. Several jobs can share the cache; one of them needs to save it.",
    test: "Run the job twice on a branch: the second run says that it found a cache, and the installation fetches nothing.",
    limits:
      "What an image brings along is not seen, and neither are caches in scripts of the repository. Jobs that attach a workspace, run on machines of your own or call orbs whose source is not at hand are left alone.",
    topic: "duration",
    data: "config",
    gain: "medium",
    effort: "small",
    batch: "safe",
    references: [{ title: "CircleCI: caching dependencies", url: "https://circleci.com/docs/guides/optimize/caching/" }],
    since: "0.4.0",
  },
  *find(scene) {
    const caches = cachesOf(scene);
    for (const audit of scene.audits) {
      for (const seen of gather(uncachedIn(audit, caches), ({ install, isDeleted }) => `${install.what} ${isDeleted}`))
        yield tell(seen, audit);
    }
  },
});

interface Uncached {
  readonly install: DependencyInstall;
  readonly ecosystem: Ecosystem;
  /** It is cached where this command deletes it first. */
  readonly isDeleted: boolean;
  readonly script: ScriptRun;
}

function* uncachedIn(audit: Audit, caches: Caches): Iterable<Sighting<Uncached>> {
  const scripts = scriptsByRun(audit);
  const releases = publicationsOf(audit);
  for (const run of ownRuns(audit)) {
    // A release takes nothing from other branches: the rule on caches in releases is against them.
    if (releases.has(run) || isReleaseName(run.jobName) || maybeSelfHosted(run) || run.steps.some(bringsPackages)) continue;
    for (const script of scripts.get(run) ?? []) {
      const { facts, step, locate } = script;
      if (step.orbCall !== undefined) continue;
      for (const install of dependencyInstallsIn(facts)) {
        const ecosystem = ecosystemNamed(install.ecosystem);
        const cached = ecosystem && cachedFor(ecosystem, run, caches);
        const isDeleted = cached === "node_modules" && install.what === "npm ci" && !install.command.conditional;
        if (ecosystem === undefined || (cached !== undefined && !isDeleted) || isInRepository(ecosystem, audit)) continue;
        yield { at: locate(install.command.span), run, what: { install, ecosystem, isDeleted, script } };
      }
    }
  }
}

/** Steps of which nobody can tell that they restore nothing. */
function bringsPackages(step: JobRun["steps"][number]): boolean {
  if (step.kind === "orb-command") return !isQuiet(step);
  return step.kind === "unknown" || (step.kind === "builtin" && step.name === "attach_workspace");
}

/** `unknown` where a cache may hold the packages. */
function cachedFor({ family }: Ecosystem, run: JobRun, caches: Caches): "packages" | "node_modules" | "unknown" | undefined {
  let found: "packages" | "node_modules" | "unknown" | undefined;
  for (const restore of caches.restoresOf(run)) {
    const saves = savesFor(restore, caches);
    const paths = saves.flatMap((save) => save.paths);
    if (paths.length === 0) return "unknown";
    for (const path of paths) {
      const of = familyOfPath(path);
      if (of === family && /(?:^|\/)node_modules\/?$/u.test(path)) found ??= "node_modules";
      else if (of === family) return "packages";
      else if (of === undefined && !/(?:^|\/)\.git\/?$/u.test(path)) return "unknown";
    }
  }
  return found;
}

/** Yarn's "zero installs" and Go's vendored modules are checked out with the code. */
function isInRepository({ name }: Ecosystem, { repository }: Audit): boolean {
  return repository.hasFile(name === "go" ? "vendor/modules.txt" : name === "yarn" ? ".pnp.cjs" : "") === true;
}

/** As seen from the working directory. */
function manifestOf({ install, ecosystem, script }: Uncached, audit: Audit): string {
  const folder = folderOf(script, install.command, install.folder);
  const file = install.file ?? lockfileOf(ecosystem, audit, folder);
  return folder === undefined || folder === "" ? file : `${folder}/${file}`;
}

function tell(seen: Seen<Uncached>, audit: Audit): Found {
  const { at, runs, what } = seen;
  const { install, ecosystem, isDeleted } = what;
  const who = capitalised(jobsInWords(runs));
  const message = isDeleted
    ? `${who} ${verb(runs, "restores", "restore")} \`node_modules\` and then ${verb(runs, "runs", "run")} \`npm ci\`, which deletes that folder before it installs. The cache saves nothing.`
    : `${who} ${verb(runs, "runs", "run")} ${quote(install.what)} and ${verb(runs, "restores", "restore")} no cache for it.`;
  return {
    at,
    runs,
    ...evidenceOf(seen),
    message,
    effect: "fetches only what has changed since the last saved cache, and depends less on the registries",
    replacement: cacheSteps(ecosystem, manifestOf(what, audit), install.what),
  };
}

function cacheSteps({ name, caches }: Ecosystem, lockfile: string, what: string): string {
  return [
    "- restore_cache:",
    "    keys:",
    `      - ${name}-v1-{{ checksum "${lockfile}" }}`,
    `      - ${name}-v1-`,
    `# … ${what} …`,
    "- save_cache:",
    `    key: ${name}-v1-{{ checksum "${lockfile}" }}`,
    "    paths:",
    ...caches.map((path) => `      - ${path}`),
    "",
  ].join("\n");
}
