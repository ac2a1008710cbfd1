import { defineSettingsRule } from "../../src/rule/rule.ts";
import { valueOf } from "../../src/snapshot/fetched.ts";
import { sheetOf } from "../../src/snapshot/sheet.ts";
import { patchSettings } from "../data/api-call.ts";
import { anyoneWhoPushes, capitalised, projectName } from "./wording.ts";

export const settingsWritableByNonAdmins = defineSettingsRule({
  meta: {
    id: "settings-writable-by-non-admins",
    title: "Anybody can change the settings",
    summary: "Members who are no administrators may change the project's settings.",
    rationale:
      "The project's settings decide who gets its secrets: whether forks are built and receive them, whether jobs open a shell, which keys and webhooks " +
      "there are. Where every contributor may change them, one stolen account turns a guard off, takes what it wants and turns the guard on again.",
    remediation: "Let only administrators write the project's settings, under Project Settings, Advanced.",
    limits: "The organisation may ask for administrators in all its projects, whatever the project says; no API tells.",
    severity: "medium",
    confidence: "high",
    profile: "regular",
    data: "snapshot",
    tags: { owasp: ["CICD-SEC-5", "CICD-SEC-7"], cwe: ["CWE-269", "CWE-732"] },
    references: [
      {
        title: "CircleCI: API v2, project settings",
        url: "https://circleci.com/docs/api/v2/#tag/Project/operation/patchProjectSettings",
      },
      { title: "CircleCI: security recommendations", url: "https://circleci.com/docs/guides/security/security-recommendations/" },
    ],
    since: "0.3.0",
  },
  *checkProject(audit) {
    const { project } = audit;
    if (valueOf(project.settings)?.writeSettingsRequiresAdmin !== false) return;
    yield {
      at: sheetOf(project).at("settings", "writeSettingsRequiresAdmin"),
      message:
        `${capitalised(anyoneWhoPushes(audit))} may change the settings of ${projectName(project)} as well: ` +
        "let forks have its secrets, open jobs for SSH, or add a webhook, without an administrator.",
      replacement: patchSettings(project, { write_settings_requires_admin: true }),
    };
  },
});
