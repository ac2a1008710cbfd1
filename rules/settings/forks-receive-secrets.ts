import type { Reported } from "../../src/rule/rule.ts";
import { defineSettingsRule } from "../../src/rule/rule.ts";
import type { ProjectAudit } from "../../src/rule/settings-audit.ts";
import { accessOf, contextNamed } from "../../src/snapshot/context-access.ts";
import { valueOf } from "../../src/snapshot/fetched.ts";
import type { Organization } from "../../src/snapshot/organization.ts";
import { sheetOf } from "../../src/snapshot/sheet.ts";
import { patchSettings } from "../data/api-call.ts";
import { secretNamesIn } from "../data/context-secrets.ts";
import { forkBuildsOf } from "../data/push-access.ts";
import { contextUses } from "./used-contexts.ts";
import { counted, forkOwners, numbered, repositoryName } from "./wording.ts";

export const forksReceiveSecrets = defineSettingsRule({
  meta: {
    id: "forks-receive-secrets",
    title: "Pull requests from forks receive secrets",
    summary:
      "Builds of pull requests from forks receive the project's secrets: `critical` where the repository is public, else `medium`, and `low` where nobody can fork it any more.",
    rationale:
      "A build of a pull request runs the configuration and the scripts of the fork. Whoever opens one can print every secret that the build " +
      "receives, or send it anywhere, before anybody has looked at the change. Such builds share the caches of the repository as well, so " +
      "they can leave something behind that a later build of the default branch runs.",
    remediation:
      'Turn off "Pass secrets to builds from forked pull requests" under Project Settings, Advanced, then rotate what fork builds could read. ' +
      "What needs a secret can run after the merge, or on a branch that a maintainer pushes.",
    limits:
      "Whether a secret has been read is not told. A fork can only reach contexts whose restrictions let it, which no API says in full.",
    severity: "critical",
    confidence: "high",
    profile: "regular",
    data: "snapshot",
    tags: { owasp: ["CICD-SEC-4", "CICD-SEC-6"], cwe: ["CWE-522", "CWE-829"] },
    references: [
      {
        title: "CircleCI: building open source projects, passing secrets to builds from forks",
        url: "https://circleci.com/docs/guides/integration/oss/",
      },
    ],
    since: "0.3.0",
  },
  *checkProject(audit) {
    if (forkBuildsOf(audit) !== "with-secrets") return;
    const sheet = sheetOf(audit.project);
    yield {
      at: sheet.at("settings", "forksReceiveSecretEnvVars"),
      ...judge(audit),
      message:
        `Pull requests from forks of ${repositoryName(audit)} are built with the project's secrets: ${forkOwners(audit)} can open one that reads ` +
        `${inWords(secretsOf(audit))}.`,
      related: [{ ...sheet.at("settings", "buildForkPrs"), label: "forks are built" }],
      replacement: patchSettings(audit.project, { forks_receive_secret_env_vars: false }),
    };
  },
});

/** Builds are public of a public repository, and of few others. */
function judge({ repository, project }: ProjectAudit): Pick<Reported, "severity" | "confidence"> {
  if (repository === undefined) {
    return valueOf(project.settings)?.oss === true ? { severity: "critical", confidence: "medium" } : { severity: "medium" };
  }
  if (repository.visibility === "public") return { severity: "critical" };
  return { severity: repository.allowsForking === false ? "low" : "medium" };
}

function secretsOf({ project, organization, audits, policy }: ProjectAudit): readonly string[] {
  const variables = secretNamesIn(project.variables, policy);
  const keys = valueOf(project.sshKeys)?.length ?? 0;
  const contexts = [...contextUses(audits).keys()].filter((name) => isOpenToForks(name, organization));
  return [
    ...(variables === undefined ? ["the project's variables"] : []),
    ...(variables === undefined || variables.length === 0 ? [] : [numbered("variable", variables)]),
    ...(contexts.length === 0 ? [] : [`the secrets of ${numbered("context", contexts)}`]),
    ...(keys === 0 ? [] : [counted(keys, "SSH key")]),
    "the jobs' OIDC tokens",
  ];
}

/** Whoever opens a pull request is in no group, and a branch that an expression asks for is not theirs. */
function isOpenToForks(name: string, organization: Organization | undefined): boolean {
  const context = contextNamed(name, organization);
  if (context === undefined || organization === undefined) return true;
  const access = accessOf(context, organization);
  return access.kind !== "groups" && !(access.kind === "narrowed" && access.by.some(({ type }) => type === "expression"));
}

function inWords(parts: readonly string[]): string {
  return [parts.slice(0, -1).join(", "), parts.at(-1)].filter((part) => part !== "").join(" and ");
}
