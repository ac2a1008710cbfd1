/** How bad it would be to lose a credential today, and why its migration stands where it stands. */
import type { JobRun } from "../../../src/expand/plan.ts";
import type { Size } from "../../../src/rule/opportunity.ts";
import type { Scene } from "../../../src/rule/scene.ts";
import { accessOf, contextNamed } from "../../../src/snapshot/context-access.ts";
import { quote } from "../../../src/source/quote.ts";
import { namesInWords } from "../../data/context-secrets.ts";
import { forkBuildsOf, forkersInWords, pushersInWords } from "../../data/push-access.ts";
import { refsInWords } from "../../data/refs/ref-words.ts";
import { refsOf, refsOfAll } from "../../data/refs/run-refs.ts";
import type { Credential } from "./credentials.ts";

export interface Urgency {
  readonly risk: Size;
  readonly reason: string;
}

export function urgencyOf({ facts }: Scene, credential: Credential, runs: readonly JobRun[]): Urgency {
  const { home } = credential;
  const open = openRuns(runs);
  const access = accessInWords(facts, credential);
  if (home.kind === "config") {
    return {
      risk: "large",
      reason: "It stands in the configuration: everybody who can read the repository, or ever has, may have it already.",
    };
  }
  if (runs.length === 0) return { risk: "medium", reason: "No audited job is seen to need it, so it may only have to go." };
  const forked = forkBuildsOf(facts) === "with-secrets" ? open.filter(({ reach }) => reach.anyBranch === true) : [];
  if (forked.length > 0) {
    return {
      risk: "large",
      reason: `${jobsInWords(forked)} run${forked.length === 1 ? "s" : ""} for pull requests from forks, which get the secrets: ${forkersInWords(facts)} can take it.`,
    };
  }
  if (open.length > 0) {
    const isPushed = open.some(({ reach }) => reach.anyBranch === true);
    return { risk: isPushed && !isPullOnly(credential) ? "large" : "medium", reason: openInWords(facts, open, access) };
  }
  const only = `Its jobs run on ${refsInWords(refsOfAll(runs) ?? [])} only${access.words}.`;
  return { risk: access.isOpen ? "medium" : "small", reason: only };
}

/** All that it does is to pull images. */
export function isPullOnly({ sightings }: Credential): boolean {
  return sightings.every(({ use }) => use.via === "image-pull");
}

function openInWords(facts: Scene["facts"], open: readonly JobRun[], { words }: Access): string {
  const pushed = open.filter(({ reach }) => reach.anyBranch === true);
  if (pushed.length === 0)
    return `What can be read of the filters does not bind ${jobsInWords(open).replace(/^The/u, "the")} to a branch${words}.`;
  return `${jobsInWords(pushed)} ${new Set(pushed.map(({ jobName }) => jobName)).size === 1 ? "runs" : "run"} on every branch: ${pushersInWords(facts)} can take it${words}.`;
}

/** Runs that are not known to be bound to some refs. */
export function openRuns(runs: readonly JobRun[]): readonly JobRun[] {
  const known = new Map<JobRun, ReturnType<typeof refsOf>>();
  return runs.filter((run) => run.workflow !== undefined && refsOf(run, known) === undefined);
}

/** `` The jobs `a`, `b` and 3 more ``. */
export function jobsInWords(runs: readonly JobRun[]): string {
  const names = [...new Set(runs.map(({ jobName }) => jobName))];
  return names.length === 1 ? `The job ${quote(names.join(""))}` : `The jobs ${namesInWords(names)}`;
}

interface Access {
  readonly isOpen: boolean;
  /** To follow a statement; empty when nothing is to be added. */
  readonly words: string;
}

function accessInWords(facts: Scene["facts"], { home }: Credential): Access {
  if (home.kind === "project")
    return {
      isOpen: true,
      words:
        facts === undefined
          ? "; no context seems to hold it, and what the project holds goes to every one of its jobs"
          : ", and the project gives it to every one of its jobs",
    };
  if (home.kind !== "context") return { isOpen: true, words: "" };
  const context = contextNamed(home.name, facts?.organization);
  if (context === undefined || facts?.organization === undefined) return { isOpen: true, words: "" };
  const { kind } = accessOf(context, facts.organization);
  if (kind === "all-members")
    return { isOpen: true, words: `, and the context ${quote(home.name)} is open to every member of the organisation` };
  return { isOpen: kind === "unknown" || kind === "no-group", words: "" };
}
