/** What kind of work a job run does, as far as its commands tell. */
import type { JobRun, Step } from "../../../src/expand/plan.ts";
import type { Audit, ScriptRun } from "../../../src/rule/audit.ts";
import type { ScriptFacts } from "../../../src/shell/facts.ts";
import { publicationsOf } from "../../data/publishing.ts";
import { scriptsByRun } from "../../data/scripts-by-run.ts";
import { commandWork, type CommandWork } from "./command-work.ts";
import { isOpaqueJob, mayDoAnything } from "./orb-steps.ts";

/** `check`: lint, format, types. `gate`: approvals, deployments, and jobs of which not everything is known. */
export type JobWork = "check" | "test" | "build" | "gate";

const byAudit = new WeakMap<Audit, Map<JobRun, JobWork>>();

export function jobWork(run: JobRun, audit: Audit): JobWork {
  const known = byAudit.get(audit) ?? new Map<JobRun, JobWork>();
  byAudit.set(audit, known);
  const before = known.get(run);
  if (before !== undefined) return before;
  const found = findWork(run, audit);
  known.set(run, found);
  return found;
}

function findWork(run: JobRun, audit: Audit): JobWork {
  if (run.kind !== "build" || isOpaqueJob(run) || run.steps.some(mayDoAnything)) return orbTest(run) ?? "gate";
  if (publicationsOf(audit).has(run)) return "gate";
  const kinds = new Set((scriptsByRun(audit).get(run) ?? []).flatMap((script) => [...scriptWork(script)]));
  if (kinds.has("other")) return nameWork(run.jobName) ?? "gate";
  return (["test", "build", "check"] as const).find((kind) => kinds.has(kind)) ?? "gate";
}

/** What a script of the repository does, when the job's name says it plainly and nothing outside is likely to be shared. */
function nameWork(name: string): JobWork | undefined {
  if (
    /deploy|release|publish|e2e|end.?to.?end|integration|acceptance|smoke|system|stag|prod|env|db|migrat|terra|infra|cluster|k8s|setup|prepare|notify|report/iu.test(
      name,
    )
  )
    return undefined;
  if (/(?:^|[^a-z])(?:lint|format|fmt|style|typecheck|type-check|types)(?:$|[^a-z])/iu.test(name)) return "check";
  return /(?:^|[^a-z])(?:unit|tests?|specs?|coverage)(?:$|[^a-z])/iu.test(name) ? "test" : undefined;
}

/** `node/test`, `ruby/rspec-test`: test jobs of CircleCI's language orbs, which neither take nor leave files. */
function orbTest({ kind, orb, jobName }: JobRun): JobWork | undefined {
  if (kind !== "orb-job" || orb?.source.kind !== "registry" || orb.source.namespace !== "circleci") return undefined;
  const isLanguage = ["node", "python", "php", "go", "ruby", "rust", "gradle", "maven"].includes(orb.source.name);
  return isLanguage && jobName.slice(jobName.indexOf("/") + 1) === "test" ? "test" : undefined;
}

const byScript = new WeakMap<ScriptFacts, ReadonlySet<CommandWork>>();

function scriptWork({ facts, step }: ScriptRun): ReadonlySet<CommandWork> {
  if (isReport(step)) return new Set(["setup"]);
  let known = byScript.get(facts);
  if (known === undefined) {
    const isUnclear = facts.notUnderstood !== undefined || !["bash", "sh"].includes(facts.language);
    known = new Set(isUnclear ? ["other"] : facts.commands.filter(({ words }) => words.length > 0).map(commandWork));
    byScript.set(facts, known);
  }
  return known;
}

/** What runs when the job has failed, tells or keeps something. */
function isReport(step: Step): boolean {
  return step.kind === "run" && step.when === "on_fail";
}
