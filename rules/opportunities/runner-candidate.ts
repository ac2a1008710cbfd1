import type { JobRun } from "../../src/expand/plan.ts";
import type { RelatedLocation } from "../../src/finding/location.ts";
import type { Audit } from "../../src/rule/audit.ts";
import { defineOpportunity, type Found } from "../../src/rule/opportunity.ts";
import { locationOf } from "../../src/yaml/node.ts";
import { maybeSelfHosted } from "../data/runner-class.ts";
import { scriptsByRun } from "../data/scripts-by-run.ts";
import { protectedTargetsOf } from "../network/protected-targets.ts";
import { installsOf } from "./flow/installs.ts";
import { capitalised, counted, jobsInWords, partsInWords } from "./wording.ts";

export const runnerCandidate = defineOpportunity({
  meta: {
    id: "runner-candidate",
    title: "A job that a self-hosted runner suits",
    summary: "A job reaches a private network through a tunnel, or installs a machine's worth of tools in every run.",
    advice: "Run jobs that reach a private network on a self-hosted runner inside it, one for trusted branches only.",
    test: "Run the job on the runner from a branch: it reaches the same hosts and finds its tools, and the steps that were there for that are gone.",
    limits:
      "Private hosts whose names only a variable or a script of the repository knows are not seen. Runners need somebody to keep them up, and are not for builds of forks.",
    topic: "environment",
    data: "config",
    gain: "medium",
    effort: "large",
    batch: "owner",
    references: [
      { title: "CircleCI: self-hosted runners", url: "https://circleci.com/docs/guides/execution-runner/runner-overview/" },
    ],
    since: "0.4.0",
  },
  *find({ audits }) {
    for (const audit of audits) {
      const jobs = new Map<unknown, JobRun[]>();
      for (const run of audit.plan.runs) {
        if (run.workflow !== undefined && run.kind === "build" && !maybeSelfHosted(run)) gather(jobs, run.definition, [run]);
      }
      const bySetup = new Map<string, JobRun[]>();
      for (const runs of jobs.values()) {
        const found = reaching(runs, audit);
        if (found !== undefined) yield found;
        else
          gather(
            bySetup,
            setupOf(runs, audit)
              .map(({ span }) => span.start)
              .join(" "),
            runs,
          );
      }
      for (const runs of bySetup.values()) yield* settingUp(runs, audit);
    }
  },
});

function gather<K>(groups: Map<K, JobRun[]>, key: K, runs: readonly JobRun[]): void {
  const known = groups.get(key);
  if (known === undefined) groups.set(key, [...runs]);
  else known.push(...runs);
}

/** `The job \`a\` reaches`. */
function subject(runs: readonly JobRun[], verb: string, verbs: string): string {
  const names = new Set(runs.map(({ name }) => name));
  return `${capitalised(jobsInWords(names))} ${names.size === 1 ? verb : verbs}`;
}

function reaching(runs: readonly JobRun[], audit: Audit): Found | undefined {
  const places = new Map<string, RelatedLocation>();
  const whats = new Set<string>();
  for (const run of runs) {
    for (const script of scriptsByRun(audit).get(run) ?? []) {
      for (const { at, what, tool, known } of protectedTargetsOf(script)) {
        if (!known) continue;
        const place = script.locate(at);
        whats.add(what);
        places.set(`${place.file.path} ${String(place.span.start)}`, { ...place, label: `\`${tool}\` reaches ${what}` });
      }
    }
  }
  const [first, ...others] = [...places.values()];
  if (first === undefined) return undefined;
  const shown = whats.size > 3 ? [...[...whats].slice(0, 3), counted(whats.size - 3, "more host")] : [...whats];
  return {
    at: first,
    runs,
    message: `${subject(runs, "reaches", "reach")} ${partsInWords(shown)} from the cloud.`,
    effect: "needs no way into the network from outside, and no key for one in CircleCI",
    ...(others.length === 0 ? {} : { evidence: others.slice(0, 10) }),
  };
}

/** So many installations that people would rather not wait for them. */
const longSetup = 7;

/** Where the job installs things, each place once; what only some of its runs do is not known to be much. */
function setupOf([run]: readonly JobRun[], audit: Audit): readonly RelatedLocation[] {
  const places = new Map<number, RelatedLocation>();
  for (const { step, facts, locate } of (run && scriptsByRun(audit).get(run)) ?? []) {
    if (step.condition === "unknown" || step.orbCall !== undefined) continue;
    for (const { span, name } of installsOf(facts)) {
      const place = locate(span);
      places.set(place.span.start, { ...place, label: `installs with \`${name ?? ""}\`` });
    }
  }
  return [...places.values()];
}

function* settingUp(runs: readonly JobRun[], audit: Audit): Iterable<Found> {
  const installs = setupOf(runs, audit);
  const [run] = runs;
  if (run === undefined || installs.length < longSetup) return;
  const isDocker = run.executor.kind === "docker";
  const image = isDocker ? "Put the tools into an image of your own. " : "";
  yield {
    at: locationOf(run.nameNode),
    runs,
    message: `${subject(runs, "installs", "install")} system packages and tools with ${counted(installs.length, "command")} in every run.`,
    effect: "starts with the tools in place, and with the same ones each time",
    advice: `${image}A self-hosted runner keeps tools from one run to the next, where somebody looks after it.`,
    evidence: installs.slice(0, 12),
    ...(isDocker ? { effort: "medium", batch: "test" } : {}),
  };
}
