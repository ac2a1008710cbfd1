import type { BuiltinStep, JobRun, Step } from "../../src/expand/plan.ts";
import { defineRule, type Reported } from "../../src/rule/rule.ts";
import type { Audit } from "../../src/rule/audit.ts";
import { quote } from "../../src/source/quote.ts";
import { isOidcToken } from "../data/cloud/federation.ts";
import { takesIn, workingDirectoryOf } from "../data/job-paths.ts";
import { scriptsByRun } from "../data/scripts-by-run.ts";
import { credentialsAt } from "../data/tools/credential-files.ts";
import { keepingSteps, keptPathsOf, type KeptPath } from "./kept-paths.ts";
import { leaveBehind, type FilesOfJob, type SecretFile } from "./secret-files.ts";
import { secretInWords } from "./wording.ts";
import { namePolicyOf } from "../data/stored-secrets.ts";

export const secretPersisted = defineRule({
  meta: {
    id: "secret-persisted",
    title: "Files with secrets are kept",
    summary:
      "`store_artifacts`, `persist_to_workspace` or `save_cache` takes in a credential file, or a file to which the job wrote a secret.",
    rationale:
      "What a job keeps outlives it. Artifacts can be downloaded by everybody who can see the project, by the world if it is public; caches are restored " +
      "by the builds of every branch; workspaces reach all later jobs, whatever contexts those hold. Masking does not look into files.",
    remediation: "Keep the paths that the later jobs need, and let each job make its own login from its own context.",
    limits:
      "Files that programs write by themselves are known by their usual places only. Paths that depend on variables or on a `cd` in the script are not followed. A `.git` directory counts only where the job gives git a token inside a URL. Files with the job's OIDC token are the business of `oidc-token-exposed`.",
    severity: "high",
    confidence: "high",
    profile: "regular",
    data: "config",
    tags: { owasp: ["CICD-SEC-6", "CICD-SEC-9"], cwe: ["CWE-538", "CWE-312"] },
    references: [
      { title: "CircleCI: storing artifacts", url: "https://circleci.com/docs/guides/optimize/artifacts/" },
      { title: "CircleCI: workspaces", url: "https://circleci.com/docs/guides/orchestrate/workspaces/" },
      { title: "CWE-538: sensitive information in an accessible file", url: "https://cwe.mitre.org/data/definitions/538.html" },
    ],
    since: "0.2.0",
  },
  *check(audit) {
    for (const run of audit.plan.runs) if (run.steps.some(keeps)) yield* inRun(run, audit);
  },
});

function keeps(step: Step): step is BuiltinStep {
  return step.kind === "builtin" && keepingSteps.has(step.name);
}

/** Only what was written before a step can be kept by it. */
function* inRun(run: JobRun, audit: Audit): Iterable<Reported> {
  const scripts = new Map((scriptsByRun(audit).get(run) ?? []).map((script) => [script.step as Step, script] as const));
  const files: FilesOfJob = { secret: new Map(), written: new Set() };
  for (const step of run.steps) {
    const script = scripts.get(step);
    if (script !== undefined) leaveBehind(files, script, namePolicyOf(audit));
    if (keeps(step)) for (const kept of keptPathsOf(step, run) ?? []) yield* inPath(kept, step, run, files);
  }
}

function* inPath(kept: KeptPath, step: BuiltinStep, run: JobRun, { secret, written }: FilesOfJob): Iterable<Reported> {
  const file = [...secret.values()].find((candidate) => takesIn(kept.path, candidate.path) && !holdsOidcToken(candidate));
  const holds = credentialsAt(kept.path);
  const route = { run, hops: step.hops };
  const remark = whoReads[step.name] ?? "";
  if (file !== undefined) {
    const isRoot = ["/", "~", workingDirectoryOf(run)].includes(kept.path.replace(/(?<=.)\/\*$/u, ""));
    const isShape = file.read !== undefined && (file.read.kind === "shape" || file.read.assumed);
    yield {
      at: kept.at,
      ...(isRoot ? { severity: "low" } : {}),
      ...(isRoot || isShape ? { confidence: "medium" } : {}),
      message: `${quote(step.name)} keeps ${inWords(kept, file)}, to which this job writes ${secretOf(file)}. ${remark}`,
      related: [{ ...file.script.locate(file.span), label: "the secret is written here" }],
      route,
    };
  } else if (kept.path === "/" || kept.path === "~") {
    yield {
      at: kept.at,
      severity: "low",
      confidence: "medium",
      message: `${quote(step.name)} keeps all of ${quote(kept.text)}, with the SSH keys, logins and tokens of tools in it. ${remark}`,
      route,
    };
  } else if (holds !== undefined && !(kept.path.includes("/.env") && written.has(kept.path))) {
    yield {
      at: kept.at,
      ...(/\/\.env|BASH_ENV|\.bash_env/u.test(kept.path) ? { confidence: "medium" } : {}),
      message: `${quote(step.name)} keeps ${quote(kept.text)}, which holds ${holds}. ${remark}`,
      route,
    };
  }
}

/** The rule oidc-token-exposed reports these. */
function holdsOidcToken({ read, what }: SecretFile): boolean {
  return isOidcToken(read?.name ?? "") || what.startsWith("circleci run oidc");
}

function inWords({ path, text }: KeptPath, file: SecretFile): string {
  return path === file.path ? quote(text) : `${quote(text)} with ${quote(file.path)} in it`;
}

function secretOf({ read, what }: SecretFile): string {
  if (read !== undefined) return secretInWords(read.name, read.kind);
  if (what === "key") return "a new private key";
  return what === "env" ? "its whole environment" : `what ${quote(what)} fetches`;
}

const whoReads: Readonly<Record<string, string>> = {
  store_artifacts: "Everybody who can see the project can download it.",
  persist_to_workspace: "Every later job of the workflow can read it.",
  save_cache: "Builds of every branch can restore it.",
};
