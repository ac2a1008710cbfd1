/** Job runs that wait for tags as it seems and run on every branch in fact, with what is at stake in each. */
import type { JobRun, WorkflowPlan } from "../../src/expand/plan.ts";
import { knownText } from "../../src/expand/text.ts";
import type { Confidence } from "../../src/finding/severity.ts";
import type { Audit } from "../../src/rule/audit.ts";
import { contextsInWords, publicationInWords } from "../data/privilege.ts";
import { publicationsOf, type Publication } from "../data/publishing.ts";
import { isCheckName, isReleaseName } from "../data/publishing/names.ts";
import { refUseOf, type RefUse } from "../data/ref-choice.ts";
import { scriptsByRun } from "../data/scripts-by-run.ts";
import { filtersBranches, isNarrow, tagOnlyFilter, type TagFilter } from "../data/tag-filters.ts";
import { downstreamOf, upstreamOf } from "../data/workflow-graph.ts";

export interface TagStake {
  readonly run: JobRun;
  readonly filter: TagFilter;
  /** What it does or holds, to follow its name. */
  readonly words: string;
  readonly publication: Publication | undefined;
  readonly afterApproval: boolean;
  readonly confidence: Confidence;
}

export function* tagStakesOf(audit: Audit): Iterable<TagStake> {
  const publications = publicationsOf(audit);
  const scripts = scriptsByRun(audit);
  for (const workflow of audit.plan.workflows) {
    const tagged = taggedRuns(workflow);
    if (tagged.length === 0) continue;
    const scene = sceneOf(workflow, tagged);
    for (const { run, filter } of tagged) {
      if (scene.forFiltered.has(run)) continue;
      const refs = refUseOf(run, scripts.get(run) ?? []);
      const stake = refs.chooses ? undefined : stakeOf(run, publications.get(run) ?? [], refs, scene);
      if (stake !== undefined) yield { run, filter, ...stake };
    }
  }
}

interface Tagged {
  readonly run: JobRun;
  readonly filter: TagFilter;
}

function taggedRuns({ runs }: WorkflowPlan): readonly Tagged[] {
  return runs.flatMap((run) => {
    const filter = run.reach.anyBranch === false ? undefined : tagOnlyFilter(run);
    return filter !== undefined && isNarrow(filter) ? [{ run, filter }] : [];
  });
}

/** What the rest of the workflow tells about its tag filters. */
interface Scene {
  /** Required by a run whose branches are filtered: it lists tags so that a tag's pipeline gets through to that run. */
  readonly forFiltered: ReadonlySet<JobRun>;
  /** Required by a run that filters tags: what is at stake is decided there. */
  readonly forTagged: ReadonlySet<JobRun>;
  readonly behindApproval: ReadonlySet<JobRun>;
  /** Tests that nothing waits for list tags as well: here the filters say that tags count too. */
  readonly tagsToo: boolean;
}

function sceneOf({ runs }: WorkflowPlan, tagged: readonly Tagged[]): Scene {
  const forTagged = upstreamOf(tagged.map(({ run }) => run));
  const approvals = runs.filter(({ kind }) => kind === "approval");
  return {
    forFiltered: upstreamOf(runs.filter(filtersBranches)),
    forTagged,
    behindApproval: downstreamOf(approvals, runs),
    tagsToo: tagged.some(({ run }) => !forTagged.has(run) && isCheck(run)),
  };
}

function isRelease({ name, jobName }: JobRun): boolean {
  return isReleaseName(name) || isReleaseName(jobName);
}

function isCheck(run: JobRun): boolean {
  return !isRelease(run) && (isCheckName(run.name) || isCheckName(run.jobName));
}

/**
 * A package, a release or a deployment is at stake at once. Images and files are made for every commit as often as for a release,
 * and contexts serve tests too: for these something must say that the job is for tags.
 */
function stakeOf(
  run: JobRun,
  all: readonly Publication[],
  { usesTag }: RefUse,
  scene: Scene,
): Omit<TagStake, "run" | "filter"> | undefined {
  const afterApproval = scene.behindApproval.has(run);
  const isAside = scene.forTagged.has(run) || scene.tagsToo;
  const held = contextsInWords(run);
  const publication = all.find((candidate) => {
    if (candidate.conditional) return false;
    if (candidate.kind !== "image" && candidate.kind !== "files") return true;
    return !isAside && (usesTag || isRelease(run) || isFixedTarget(candidate));
  });
  if (publication === undefined && (held === undefined || isAside || isCheck(run))) return undefined;
  const isSure = publication?.evidence === "command" || (held !== undefined && isRelease(run));
  return {
    words: [publication && publicationInWords(publication), held].filter((words) => words !== undefined).join(" and "),
    publication,
    afterApproval,
    confidence: isSure && !afterApproval && run.reach.anyBranch === true ? "high" : "medium",
  };
}

/** `docker push team/app:latest`: every push overwrites it. A variable may hold the commit. */
function isFixedTarget({ command, step }: Publication): boolean {
  if (command !== undefined) return command.args.every(({ literal }) => literal !== undefined);
  if (step?.kind !== "orb-command") return false;
  return [...step.args.values()].every(({ text }) => text !== undefined && knownText(text)?.includes("$") === false);
}
