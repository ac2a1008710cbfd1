import type { Severity } from "../../src/finding/severity.ts";
import { defineSettingsRule } from "../../src/rule/rule.ts";
import { valueOf } from "../../src/snapshot/fetched.ts";
import type { ApiToken } from "../../src/snapshot/project.ts";
import { sheetOf } from "../../src/snapshot/sheet.ts";
import { quote } from "../../src/source/quote.ts";
import { projectName } from "./wording.ts";

export const projectApiToken = defineSettingsRule({
  meta: {
    id: "project-api-token",
    title: "The project has API tokens",
    summary: "The project has an API token: `high` with the scope `all`, `low` with `view-builds`, `info` with `status`.",
    rationale:
      "A project API token belongs to nobody, has no expiry, and no log tells who uses it. Whoever finds one, in a badge's address, a chat or an old script, " +
      "reads builds and logs with it; with scope `all` it starts builds and changes settings, variables and keys, so that the secrets of the project are theirs.",
    remediation:
      "Delete the token under Project Settings, API Permissions, unless you know who uses it for what. Give a status badge a token of scope `status`, " +
      "and everything that must write a personal token of a machine user, which expires.",
    limits: "CircleCI does not tell when a token was last used, nor by whom. Personal tokens cannot be listed at all.",
    severity: "low",
    confidence: "high",
    profile: "regular",
    data: "snapshot",
    tags: { owasp: ["CICD-SEC-2", "CICD-SEC-6"], cwe: ["CWE-522", "CWE-250"] },
    references: [
      { title: "CircleCI: managing API tokens", url: "https://circleci.com/docs/guides/toolkit/managing-api-tokens/" },
    ],
    since: "0.3.0",
  },
  *checkProject({ project }) {
    for (const [index, { label, scope }] of (valueOf(project.apiTokens) ?? []).entries()) {
      yield {
        at: sheetOf(project).at("apiTokens", index, "label"),
        severity: severities[scope],
        message: `Whoever has the API token ${quote(label)} ${powers[scope]} of ${projectName(project)}, without a person's name or an expiry (scope \`${scope}\`).`,
      };
    }
  },
});

const severities: Readonly<Record<ApiToken["scope"], Severity>> = { all: "high", "view-builds": "low", status: "info" };

const powers: Readonly<Record<ApiToken["scope"], string>> = {
  all: "can start builds and change settings, variables and keys",
  "view-builds": "can read builds, logs and artifacts",
  status: "can read the status of builds",
};
