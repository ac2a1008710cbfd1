import type { Reported } from "../../src/rule/rule.ts";
import { defineSettingsRule } from "../../src/rule/rule.ts";
import type { OrganizationAudit, ProjectAudit } from "../../src/rule/settings-audit.ts";
import { valueOf } from "../../src/snapshot/fetched.ts";
import { sheetOf } from "../../src/snapshot/sheet.ts";
import { quote } from "../../src/source/quote.ts";
import { secretNamesIn } from "../data/context-secrets.ts";
import { reportStale, type AgedSecret } from "./stale-secrets.ts";
import { apiCall, escaped, newDeployKey, projectPath } from "../data/api-call.ts";
import { projectName } from "./wording.ts";

export const staleSecret = defineSettingsRule({
  meta: {
    id: "stale-secret",
    title: "Secrets have not been rotated for long",
    summary:
      "Secrets of a context or project, keys or tokens are older than the limit; `high` when they are from before 4 January 2023.",
    rationale:
      "The longer a secret is valid, the more laptops, logs, caches and former colleagues have it. In the incident that CircleCI made known on 4 January 2023 the stored secrets of its customers were stolen; " +
      "what has not been changed since must be taken as known to the thief.",
    remediation:
      "Make a new secret, store it in the place of the old one, see that the pipeline works, then revoke the old one. How old a secret may be is set as `staleAfter` in the settings file. " +
      "A short-lived credential, by OIDC or from a secrets manager, needs no rotation here.",
    limits:
      "Of a project's variable only the day on which it was added is told, not whether its value has changed since. Additional SSH keys have no date. " +
      "The age of a deploy key that checks the code out counts from profile `pedantic` on, unless it is from before 2023.",
    severity: "low",
    confidence: "high",
    profile: "regular",
    data: "snapshot",
    tags: { owasp: ["CICD-SEC-6"], cwe: ["CWE-324"] },
    references: [
      { title: "CircleCI: report on the incident of January 2023", url: "https://circleci.com/blog/jan-4-2023-incident-report/" },
      { title: "CircleCI: rotating secrets of a context", url: "https://circleci.com/docs/guides/security/contexts/" },
    ],
    since: "0.3.0",
  },
  *checkOrganization(audit) {
    yield* ofContexts(audit);
    yield* ofRunners(audit);
  },
  *checkProject(audit) {
    yield* ofVariables(audit);
    yield* ofKeys(audit);
    yield* ofTokens(audit);
  },
});

function* ofContexts(audit: OrganizationAudit): Iterable<Reported> {
  const { organization, policy } = audit;
  const sheet = sheetOf(organization);
  for (const [index, { id, name, variables }] of (valueOf(organization.contexts) ?? []).entries()) {
    const secrets = new Set(secretNamesIn(variables, policy));
    const aged = (valueOf(variables) ?? []).flatMap((variable, at): readonly AgedSecret[] => {
      if (!secrets.has(variable.name)) return [];
      const field = variable.updatedAt === undefined ? "createdAt" : "updatedAt";
      const place = sheet.at("contexts", index, "variables", at, field);
      return [{ name: variable.name, since: variable[field], at: place, isFloor: field === "createdAt" }];
    });
    const advice = newSecretIn("Organization Settings, Contexts");
    const renew = (secret: string): string =>
      apiCall("PUT", `context/${escaped(id)}/environment-variable/${escaped(secret)}`, { value: newValue });
    yield* reportStale(
      { at: sheet.at("contexts", index, "name"), noun: "secret", of: `the context ${quote(name)}`, aged, advice, renew },
      audit,
    );
  }
}

function newSecretIn(page: string): string {
  return (
    `Make a new secret at the service, store it under the same name in ${page}, see that the pipeline works, then revoke the old one. ` +
    "A short-lived credential, by OIDC or from a secrets manager, needs no rotation here."
  );
}

const newValue = "<the new secret>";

function* ofRunners(audit: OrganizationAudit): Iterable<Reported> {
  const { organization } = audit;
  const sheet = sheetOf(organization);
  for (const [index, { name, tokens }] of (valueOf(organization.runners) ?? []).entries()) {
    const aged = (valueOf(tokens) ?? []).map(({ nickname, createdAt }, at): AgedSecret => {
      return { name: nickname, since: createdAt, at: sheet.at("runners", index, "tokens", at, "createdAt") };
    });
    const advice =
      "Make a new token for the resource class under Self-Hosted Runners, let the machines use it, then delete the old one.";
    yield* reportStale(
      { at: sheet.at("runners", index, "name"), noun: "token", of: `the runner class ${quote(name)}`, aged, advice },
      audit,
    );
  }
}

function ofVariables(audit: ProjectAudit): Iterable<Reported> {
  const { project, policy } = audit;
  const sheet = sheetOf(project);
  const secrets = new Set(secretNamesIn(project.variables, policy));
  const aged = (valueOf(project.variables) ?? []).flatMap(({ name, createdAt }, at): readonly AgedSecret[] =>
    secrets.has(name) ? [{ name, since: createdAt, at: sheet.at("variables", at, "createdAt"), isFloor: true }] : [],
  );
  const advice = newSecretIn("Project Settings, Environment Variables");
  const renew = (name: string): string => apiCall("POST", `project/${projectPath(project)}/envvar`, { name, value: newValue });
  return reportStale({ at: sheet.at("variables"), noun: "secret", of: projectName(project), aged, advice, renew }, audit);
}

function ofKeys(audit: ProjectAudit): Iterable<Reported> {
  const { project } = audit;
  const sheet = sheetOf(project);
  const keys = valueOf(project.checkoutKeys) ?? [];
  const aged = keys.map(({ fingerprint, createdAt }, at): AgedSecret => {
    return { name: fingerprint, since: createdAt, at: sheet.at("checkoutKeys", at, "createdAt") };
  });
  const advice =
    "Add a new deploy key under Project Settings, SSH Keys, see that it is preferred, then delete the old key there and at the code host.";
  const renew = (old: string): string => newDeployKey(project, old);
  // CircleCI's own deploy keys read one repository, unless another rule says more.
  const isMinor = keys.every(({ kind }) => kind === "deploy-key");
  return reportStale(
    { at: sheet.at("checkoutKeys"), noun: "checkout key", of: projectName(project), aged, advice, renew, isMinor },
    audit,
  );
}

function ofTokens(audit: ProjectAudit): Iterable<Reported> {
  const { project } = audit;
  const sheet = sheetOf(project);
  const aged = (valueOf(project.apiTokens) ?? []).map(({ label, createdAt }, at): AgedSecret => {
    return { name: label, since: createdAt, at: sheet.at("apiTokens", at, "createdAt") };
  });
  const advice =
    "Make a new token under Project Settings, API Permissions, let whoever needs it use it, then delete the old one.";
  return reportStale({ at: sheet.at("apiTokens"), noun: "API token", of: projectName(project), aged, advice }, audit);
}
