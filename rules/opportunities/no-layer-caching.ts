import type { JobRun } from "../../src/expand/plan.ts";
import { assumedText, knownText } from "../../src/expand/text.ts";
import type { Location } from "../../src/finding/location.ts";
import type { Audit } from "../../src/rule/audit.ts";
import { defineOpportunity, type Found } from "../../src/rule/opportunity.ts";
import { locationOf } from "../../src/yaml/node.ts";
import { maybeSelfHosted } from "../data/runner-class.ts";
import { scriptsByRun } from "../data/scripts-by-run.ts";
import { bringsLayers, imageBuildsIn } from "../data/tools/image-builds.ts";
import { evidenceOf, gather, jobsInWords, ownRuns, verb, type Seen, type Sighting } from "./jobs/own-runs.ts";
import { capitalised, namesInWords } from "./wording.ts";

export const noLayerCaching = defineOpportunity({
  meta: {
    id: "no-layer-caching",
    title: "Images are built without layer caching",
    summary: "A job builds an image on a Docker engine without `docker_layer_caching`, so that every build starts from nothing.",
    advice:
      "Set `docker_layer_caching: true`, and order the Dockerfile so that what changes often comes last. Where the image is pushed anyway, a registry cache (`--cache-from`, `--cache-to`) does the same without CircleCI's charge.",
    test: "Build twice on a branch: the second run says `CACHED` for the layers that did not change. Hold the time that this saves against the 200 credits of each run.",
    limits:
      "Whether the image's layers change with every commit is not seen. Builds behind `make` or in scripts of the repository are left alone, and so are builders and caches of one's own.",
    topic: "duration",
    data: "config",
    gain: "medium",
    effort: "small",
    batch: "test",
    references: [
      {
        title: "CircleCI: Docker layer caching",
        url: "https://circleci.com/docs/guides/optimize/docker-layer-caching/",
      },
    ],
    since: "0.4.0",
  },
  *find({ audits }) {
    for (const audit of audits) {
      for (const seen of gather(uncachedIn(audit), ({ engine }) => engine)) yield tell(seen);
    }
  },
});

type Engine = "remote" | "machine";

interface Uncached {
  readonly engine: Engine;
  /** What else is said of it: the image of a machine, the version of a remote engine. */
  readonly kept: string | undefined;
  readonly builds: readonly string[];
}

function* uncachedIn(audit: Audit): Iterable<Sighting<Uncached>> {
  const scripts = scriptsByRun(audit);
  for (const run of ownRuns(audit)) {
    const facts = (scripts.get(run) ?? []).map((script) => script.facts);
    const builds = facts.flatMap(imageBuildsIn);
    if (builds.length === 0 || builds.some(({ hasOwnCache }) => hasOwnCache) || maybeSelfHosted(run)) continue;
    // Layers are kept for three days after their last use, which is too short for releases.
    if (run.reach.anyBranch === false && run.reach.defaultBranch === false) continue;
    const engine = coldEngine(run);
    if (engine === undefined || facts.some(({ commands }) => commands.some(bringsLayers))) continue;
    yield { at: engine.at, run, what: { engine: engine.kind, kept: engine.kept, builds: builds.map(({ what }) => what) } };
  }
}

interface Cold {
  readonly kind: Engine;
  readonly at: Location;
  readonly kept: string | undefined;
}

/** Undefined where layers are cached, may be, or cannot be. */
function coldEngine({ steps, executor, resourceClass }: JobRun): Cold | undefined {
  // Third-generation machines and Docker 29 do not cache layers yet. Source: CircleCI's configuration reference.
  if (resourceClass !== undefined && assumedText(resourceClass)?.endsWith(".gen3") !== false) return undefined;
  const remote = steps.filter((step) => step.kind === "builtin" && step.name === "setup_remote_docker");
  const [first] = remote;
  if (first?.kind === "builtin") {
    const caching = first.args.get("docker_layer_caching");
    const version = first.args.get("version")?.text;
    const isOff = caching === undefined || (caching.text !== undefined && knownText(caching.text) === "false");
    if (!isOff || remote.length > 1 || first.orbCall !== undefined) return undefined;
    if (version !== undefined && assumedText(version)?.startsWith("docker29") !== false) return undefined;
    const kept = version && knownText(version);
    return { kind: "remote", at: locationOf(caching?.node ?? first.nameNode), kept };
  }
  if (executor.kind !== "machine" || executor.layerCaching !== false) return undefined;
  return { kind: "machine", at: locationOf(executor.node), kept: executor.image && knownText(executor.image) };
}

function tell(seen: Seen<Uncached>): Found {
  const { at, runs, all } = seen;
  const { engine } = seen.what;
  const builds = namesInWords(all.flatMap((each) => each.builds));
  const where = engine === "remote" ? "on a remote Docker engine" : "on a machine";
  return {
    at,
    runs,
    ...evidenceOf(seen),
    message: `${capitalised(jobsInWords(runs))} ${verb(runs, "runs", "run")} ${builds} ${where} that keeps no layers from one run to the next.`,
    effect: "builds only the layers that changed, for 200 credits a job run",
    replacement: switchedOn(seen.what),
  };
}

function switchedOn({ engine, kept }: Uncached): string {
  const on = "docker_layer_caching: true";
  if (engine === "machine") return ["machine:", ...(kept === undefined ? [] : [`  image: ${kept}`]), `  ${on}`, ""].join("\n");
  return ["- setup_remote_docker:", ...(kept === undefined ? [] : [`    version: ${kept}`]), `    ${on}`, ""].join("\n");
}
