import { defineSettingsRule } from "../../src/rule/rule.ts";
import { valueOf } from "../../src/snapshot/fetched.ts";
import type { Project } from "../../src/snapshot/project.ts";
import type { DeployKey, Repository } from "../../src/snapshot/repository.ts";
import { sheetOf } from "../../src/snapshot/sheet.ts";
import { quote } from "../../src/source/quote.ts";
import { repositoryName } from "./wording.ts";

export const writableDeployKey = defineSettingsRule({
  meta: {
    id: "writable-deploy-key",
    title: "A key of the jobs can push",
    summary:
      "A deploy key that jobs hold, to check out or as additional SSH key, can push to the repository; `low` when CircleCI keeps it and no job is given it.",
    rationale:
      "Code that runs in a job, such as the tests of a branch or a dependency's install script, can use the keys of the job. With one that can push, it changes branches and tags: " +
      "a single poisoned package then plants itself in the code, under the name of CI, where rules for people do not look.",
    remediation:
      "GitHub does not change what a key may do: delete it under the repository's Settings, Deploy keys, and let CircleCI add a read-only one under Project Settings, SSH Keys. Where a job must push, give " +
      "the writable key, or better a short-lived token of a GitHub App, to that job alone and require pull requests on the default branch for everybody.",
    limits: "Keys are known again by their public half. A writable key that is no deploy key, such as a person's, is not seen.",
    severity: "medium",
    confidence: "high",
    profile: "regular",
    data: "snapshot",
    tags: { owasp: ["CICD-SEC-5", "CICD-SEC-9"], cwe: ["CWE-250", "CWE-732"] },
    references: [
      {
        title: "GitHub: managing deploy keys",
        url: "https://docs.github.com/en/authentication/connecting-to-github-with-ssh/managing-deploy-keys",
      },
      { title: "CircleCI: additional SSH keys", url: "https://circleci.com/docs/guides/integration/add-ssh-key/" },
    ],
    since: "0.3.0",
  },
  *checkProject(audit) {
    const { project, repository } = audit;
    if (repository === undefined) return;
    for (const [index, key] of (valueOf(repository.deployKeys) ?? []).entries()) {
      const held = key.isReadOnly ? undefined : holdingOf(key, project);
      if (held === undefined) continue;
      yield {
        at: sheetOf(project).at(...held.path, "fingerprint"),
        ...(held.jobs === undefined ? { severity: "low" } : {}),
        message: inWords(held, `the deploy key ${quote(key.title)}`, `${repositoryName(audit)}${toDefault(repository)}`),
        related: [{ ...sheetOf(repository).at("deployKeys", index, "isReadOnly"), label: "write access is granted here" }],
      };
    }
  },
});

interface Holding {
  readonly path: readonly [string, number];
  /** Which jobs are given it, to be followed by the key; undefined when none is. */
  readonly jobs?: { readonly who: string; readonly how: string };
}

function holdingOf({ publicKey }: DeployKey, project: Project): Holding | undefined {
  const isIt = (key: { readonly publicKey?: string | undefined }): boolean => key.publicKey === publicKey;
  const checkouts = valueOf(project.checkoutKeys) ?? [];
  const checkout = checkouts.findIndex(isIt);
  if (checkouts[checkout]?.isPreferred === true)
    return { path: ["checkoutKeys", checkout], jobs: { who: "Jobs that check the code out", how: "they hold" } };
  const extra = (valueOf(project.sshKeys) ?? []).findIndex(isIt);
  if (extra !== -1) return { path: ["sshKeys", extra], jobs: { who: "Jobs that load SSH keys", how: "one of these is" } };
  return checkout === -1 ? undefined : { path: ["checkoutKeys", checkout] };
}

function inWords({ jobs }: Holding, key: string, where: string): string {
  return jobs === undefined
    ? `CircleCI keeps ${key}, which can push to ${where}, and no job needs it: another key checks the code out.`
    : `${jobs.who} can push to ${where}: ${jobs.how} ${key}, which has write access.`;
}

/** Rules and protection hold deploy keys off, unless they make exceptions. */
function toDefault({ branchGuards, defaultBranch }: Repository): string {
  return valueOf(branchGuards)?.isProtected === false ? `, to ${quote(defaultBranch)} too, which nothing protects` : "";
}
