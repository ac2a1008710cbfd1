/** Scans whose answer changes while the code stays the same, because new holes become known every day. */
import type { JobRun } from "../../../src/expand/plan.ts";
import type { Location } from "../../../src/finding/location.ts";
import type { Audit } from "../../../src/rule/audit.ts";
import { locationOf } from "../../../src/yaml/node.ts";
import { scriptsByRun } from "../../data/scripts-by-run.ts";
import { securityCheckOf } from "../../data/tools/scanners.ts";

export interface AgeingScan {
  readonly run: JobRun;
  /** `npm audit`, `snyk/scan`. */
  readonly what: string;
  readonly at: Location;
}

/** They compare dependencies and images with lists of known holes; what only reads one's own code is not here. */
const programs = new Set(
  [
    "trivy grype osv-scanner govulncheck nancy pip-audit audit-ci clair-scanner retire npm pnpm yarn bun better-npm-audit safety",
    "docker dependency-check dependency-check.sh bundle bundler-audit bundle-audit cargo composer mix gradle anchore-cli twistcli wizcli snyk",
  ]
    .join(" ")
    .split(" "),
);

const orbs: ReadonlyMap<string, RegExp> = new Map([
  ["snyk/snyk", /^scan/u],
  ["aquasecurity/trivy", /^scan/u],
  ["anchore/anchore-engine", /scan|analyze/u],
  ["twistlock/twistcli-scan", /scan/u],
]);

export function* ageingScansOf(audit: Audit): Iterable<AgeingScan> {
  const scripts = scriptsByRun(audit);
  for (const run of audit.plan.runs) {
    if (run.workflow === undefined) continue;
    if (isScan(run.orb, run.jobName)) yield { run, what: run.jobName, at: locationOf(run.nameNode) };
    for (const step of run.steps) {
      if (step.kind === "orb-command" && isScan(step.orb, step.name))
        yield { run, what: step.name, at: locationOf(step.nameNode) };
    }
    for (const { facts, locate } of scripts.get(run) ?? []) {
      for (const command of facts.commands) {
        const check = securityCheckOf(command);
        const isAgeing = check?.kind === "scanner" && programs.has(check.program) && !/\b(?:code|iac)\b/u.test(check.what);
        if (isAgeing) yield { run, what: check.what, at: locate(command.span) };
      }
    }
  }
}

function isScan(orb: JobRun["orb"], name: string): boolean {
  if (orb?.source.kind !== "registry") return false;
  return orbs.get(`${orb.source.namespace}/${orb.source.name}`)?.test(name.slice(name.indexOf("/") + 1)) === true;
}
