import { defineSettingsRule, type Reported } from "../../src/rule/rule.ts";
import type { ProjectAudit } from "../../src/rule/settings-audit.ts";
import { contextNamed } from "../../src/snapshot/context-access.ts";
import { valueOf } from "../../src/snapshot/fetched.ts";
import { sheetOf } from "../../src/snapshot/sheet.ts";
import { patchSettings } from "../data/api-call.ts";
import { secretNamesIn } from "../data/context-secrets.ts";
import { admits, sshRerun } from "../data/restriction-expression.ts";
import { contextUses } from "./used-contexts.ts";
import { anyoneWhoPushes, numbered, projectName } from "./wording.ts";

export const sshRerunEnabled = defineSettingsRule({
  meta: {
    id: "ssh-rerun-enabled",
    title: "Jobs can be rerun with SSH",
    summary:
      "Jobs can be rerun with SSH, which opens a shell among their secrets; `low` where no job is known to take a context.",
    rationale:
      "A job that is rerun with SSH waits for a person and holds everything that the job has: contexts, project variables, OIDC token, checkout key. " +
      "What is typed there is in no log and needs no commit, so a stolen session reads the secrets of a deployment and leaves next to no trace.",
    remediation:
      "Disable reruns with SSH under Project Settings, Advanced. Where people need them to find faults, keep them from what matters: " +
      "restrict the contexts with an expression that holds `not job.ssh.enabled`, and let trust policies of cloud roles ask for the claim `ssh-rerun` to be false.",
    limits:
      "The organisation may disable reruns with SSH for all its projects, whatever the project says; no API tells. " +
      "Without the configuration it is not known which contexts jobs take.",
    severity: "medium",
    confidence: "high",
    profile: "regular",
    data: "snapshot",
    tags: { owasp: ["CICD-SEC-5", "CICD-SEC-10"], cwe: ["CWE-489", "CWE-522"] },
    references: [
      { title: "CircleCI: debug with SSH", url: "https://circleci.com/docs/guides/execution-managed/ssh-access-jobs/" },
      { title: "CircleCI: restricting a context", url: "https://circleci.com/docs/guides/security/contexts/#restrict-a-context" },
    ],
    since: "0.3.0",
  },
  *checkProject(audit) {
    const { project } = audit;
    if (valueOf(project.settings)?.disableSsh !== false) return;
    const contexts = openToSsh(audit);
    yield {
      at: sheetOf(project).at("settings", "disableSsh"),
      ...gradeOf(contexts, audit),
      message:
        `Jobs of ${projectName(project)} can be rerun with SSH: ${anyoneWhoPushes(audit)} gets a shell in them, ` +
        `${holding(audit, contexts)}, and no log shows what is read there.`,
      replacement: patchSettings(project, { disable_ssh: true }),
    };
  },
});

/** Contexts that jobs take and whose restrictions, as far as they are known, let in a job that was rerun with SSH. */
function openToSsh({ audits, organization }: ProjectAudit): readonly string[] {
  return [...contextUses(audits).keys()].filter((name) => {
    const restrictions = valueOf(contextNamed(name, organization)?.restrictions) ?? [];
    return !restrictions.some(({ type, value }) => type === "expression" && admits(value, sshRerun) === false);
  });
}

/** Where no restriction is known, one may keep such jobs out. */
function gradeOf(contexts: readonly string[], { organization }: ProjectAudit): Pick<Reported, "severity" | "confidence"> {
  if (contexts.length === 0) return { severity: "low" };
  const isKnown = contexts.some((name) => valueOf(contextNamed(name, organization)?.restrictions) !== undefined);
  return { severity: "medium", confidence: isKnown ? "high" : "medium" };
}

function holding({ project, policy }: ProjectAudit, contexts: readonly string[]): string {
  const variables = secretNamesIn(project.variables, policy) ?? [];
  const secrets = [
    ...(contexts.length === 0 ? [] : [numbered("context", contexts)]),
    ...(variables.length === 0 ? [] : [`the project's ${numbered("variable", variables).slice("the ".length)}`]),
  ];
  return secrets.length === 0 ? "with the keys and tokens that they hold" : `with ${secrets.join(" and ")}`;
}
