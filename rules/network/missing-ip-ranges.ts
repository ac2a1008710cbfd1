import type { Config } from "../../src/config/config.ts";
import type { JobRun } from "../../src/expand/plan.ts";
import type { RelatedLocation } from "../../src/finding/location.ts";
import type { ScriptRun } from "../../src/rule/audit.ts";
import { defineRule, type Reported } from "../../src/rule/rule.ts";
import { placeOfCure } from "../data/place-of-cure.ts";
import { maybeSelfHosted } from "../data/runner-class.ts";
import { protectedTargetsOf, type ProtectedTarget } from "./protected-targets.ts";

export const missingIpRanges = defineRule({
  meta: {
    id: "missing-ip-ranges",
    title: "A protected host is reached from anywhere",
    summary: "A docker job reaches a server, database or private host without `circleci_ip_ranges: true`.",
    rationale:
      "Without IP ranges a docker job leaves from any address of the cloud. For it to get through, the server must be open to the whole internet, " +
      "where anybody can try its door. With the ranges the firewall can shut everybody else out. The ranges are shared by all of CircleCI's " +
      "customers, so they narrow who can knock; they authenticate nobody.",
    remediation:
      "Set `circleci_ip_ranges: true` on the job and allow only CircleCI's ranges at the server, or run the job on a self-hosted runner inside the network.",
    limits:
      "Whether a host is behind a firewall is not in the file: databases, SSH hosts and private names are taken to be. IP ranges need a Performance or Scale plan " +
      "and cost credits by traffic. Jobs on macOS leave from fixed ranges anyway and are not reported.",
    severity: "medium",
    confidence: "medium",
    profile: "regular",
    data: "config",
    tags: { owasp: ["CICD-SEC-7"], cwe: ["CWE-1327"] },
    references: [{ title: "CircleCI: IP ranges", url: "https://circleci.com/docs/guides/security/ip-ranges/" }],
    since: "0.1.0",
  },
  *check({ scripts, config }) {
    for (const uses of usesByJob(scripts).values()) {
      const [first, ...others] = uses;
      if (first !== undefined) yield report(first, others, config);
    }
  },
});

interface Use {
  readonly script: ScriptRun;
  readonly target: ProtectedTarget;
}

/** The key stands on the job, so a job is one finding whatever it reaches, at the first target that shows it best. */
function usesByJob(scripts: readonly ScriptRun[]): ReadonlyMap<unknown, readonly Use[]> {
  const jobs = new Map<unknown, Use[]>();
  for (const script of scripts) {
    const { run } = script;
    if (!leavesFromAnywhere(run)) continue;
    const key = run.definition ?? run;
    const uses = jobs.get(key) ?? [];
    for (const target of protectedTargetsOf(script)) uses.push({ script, target });
    if (uses.length > 0) jobs.set(key, uses);
  }
  for (const uses of jobs.values()) uses.sort((a, b) => Number(b.target.known) - Number(a.target.known));
  return jobs;
}

/** On docker and machine executors of the cloud; a namespaced resource class is a self-hosted runner. */
function leavesFromAnywhere(run: JobRun): boolean {
  if (run.executor.kind !== "docker" && run.executor.kind !== "machine") return false;
  if (run.ipRanges !== undefined && run.ipRanges.value !== false) return false;
  return !maybeSelfHosted(run);
}

function report({ script, target }: Use, others: readonly Use[], config: Config): Reported {
  const { run, step, locate } = script;
  const written = locate(target.at);
  // The key of an orb's job is for the orb to set, that of a job of one's own is not.
  const isOwnJob = run.definition?.file === config.file;
  const place = isOwnJob ? placeOfCure(written, run, step.hops, config) : { at: written, inside: [] };
  const docker = run.executor.kind === "docker" && !usesRemoteDocker(run);
  const cure = docker
    ? {
        remediation:
          "Let the job leave from CircleCI's IP ranges and allow only those at the server. They are shared by all customers: keep authenticating.",
        replacement: `jobs:\n  ${run.jobName}:\n    circleci_ip_ranges: true`,
      }
    : {
        remediation:
          "IP ranges do not work on machine executors or with remote Docker: do this step in a docker job of its own with `circleci_ip_ranges: true`, or run the job on a self-hosted runner inside the network.",
      };
  return {
    at: place.at,
    confidence: target.known ? "medium" : "low",
    message:
      `The job \`${run.jobName}\` reaches ${target.what} with \`${target.tool}\` from any address of the cloud, ` +
      "so the host must be open to the whole internet for this to work.",
    ...cure,
    related: [...place.inside, ...alsoReached(written.span.start, others)],
    route: { run, hops: step.hops },
  };
}

function usesRemoteDocker(run: JobRun): boolean {
  return run.steps.some((step) => step.kind === "builtin" && step.name === "setup_remote_docker");
}

function alsoReached(first: number, others: readonly Use[]): readonly RelatedLocation[] {
  const seen = new Set([first]);
  return others.flatMap(({ script, target }) => {
    const at = script.locate(target.at);
    if (seen.has(at.span.start)) return [];
    seen.add(at.span.start);
    return [{ ...at, label: `it also reaches ${target.what}` }];
  });
}
