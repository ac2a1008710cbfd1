import type { Reported } from "../../src/rule/rule.ts";
import { defineSettingsRule } from "../../src/rule/rule.ts";
import type { ProjectAudit } from "../../src/rule/settings-audit.ts";
import { valueOf } from "../../src/snapshot/fetched.ts";
import { sheetOf } from "../../src/snapshot/sheet.ts";
import { quote } from "../../src/source/quote.ts";
import { secretNamesIn } from "../data/context-secrets.ts";
import { reportStale, type AgedSecret } from "./stale-secrets.ts";
import { projectName } from "./wording.ts";

export const staleSecret = defineSettingsRule({
  meta: {
    id: "stale-secret",
    title: "Secrets have not been rotated for long",
    summary: "Secrets of a context or project, keys or tokens are older than the limit; `high` before 4 January 2023.",
    rationale:
      "The longer a secret is valid, the more laptops, logs, caches and former colleagues have it. In the incident that CircleCI made known on 4 January 2023 the stored secrets of its customers were stolen; " +
      "what has not been changed since is in the hands of the thief.",
    remediation:
      "Make a new secret at the service, store it under the same name, see that the pipeline works, then revoke the old one. Set the limit under `staleAfter` in the settings file. " +
      "A short-lived credential, by OIDC or from a secrets manager, needs no rotation here.",
    limits:
      "Of a project's variable only the day on which it was added is told, not whether its value has changed since. Additional SSH keys have no date. " +
      "An installation of CircleCI on servers of your own had no part in the incident.",
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
    const { organization, policy } = audit;
    const sheet = sheetOf(organization);
    for (const [index, { name, variables }] of (valueOf(organization.contexts) ?? []).entries()) {
      const secrets = new Set(secretNamesIn(variables, policy));
      const aged = (valueOf(variables) ?? []).flatMap((variable, at): readonly AgedSecret[] => {
        if (!secrets.has(variable.name)) return [];
        const field = variable.updatedAt === undefined ? "createdAt" : "updatedAt";
        return [
          {
            name: variable.name,
            since: variable[field],
            at: sheet.at("contexts", index, "variables", at, field),
            isFloor: field === "createdAt",
          },
        ];
      });
      yield* reportStale(
        { at: sheet.at("contexts", index, "name"), noun: "secret", of: `the context ${quote(name)}`, aged },
        audit,
      );
    }
    for (const [index, { name, tokens }] of (valueOf(organization.runners) ?? []).entries()) {
      const aged = (valueOf(tokens) ?? []).map(({ nickname, createdAt }, at): AgedSecret => {
        return { name: nickname, since: createdAt, at: sheet.at("runners", index, "tokens", at, "createdAt") };
      });
      yield* reportStale(
        { at: sheet.at("runners", index, "name"), noun: "token", of: `the runner class ${quote(name)}`, aged },
        audit,
      );
    }
  },
  *checkProject(audit) {
    yield* ofVariables(audit);
    const sheet = sheetOf(audit.project);
    const of = projectName(audit.project);
    const keys = (valueOf(audit.project.checkoutKeys) ?? []).map(({ fingerprint, createdAt }, at): AgedSecret => {
      return { name: fingerprint, since: createdAt, at: sheet.at("checkoutKeys", at, "createdAt") };
    });
    yield* reportStale({ at: sheet.at("checkoutKeys"), noun: "checkout key", of, aged: keys }, audit);
    const tokens = (valueOf(audit.project.apiTokens) ?? []).map(({ label, createdAt }, at): AgedSecret => {
      return { name: label, since: createdAt, at: sheet.at("apiTokens", at, "createdAt") };
    });
    yield* reportStale({ at: sheet.at("apiTokens"), noun: "API token", of, aged: tokens }, audit);
  },
});

function ofVariables(audit: ProjectAudit): Iterable<Reported> {
  const { project, policy } = audit;
  const sheet = sheetOf(project);
  const secrets = new Set(secretNamesIn(project.variables, policy));
  const aged = (valueOf(project.variables) ?? []).flatMap(({ name, createdAt }, at): readonly AgedSecret[] =>
    secrets.has(name) ? [{ name, since: createdAt, at: sheet.at("variables", at, "createdAt"), isFloor: true }] : [],
  );
  return reportStale({ at: sheet.at("variables"), noun: "secret", of: projectName(project), aged }, audit);
}
