import { defineSettingsRule } from "../../src/rule/rule.ts";
import { valueOf } from "../../src/snapshot/fetched.ts";
import { sheetOf } from "../../src/snapshot/sheet.ts";
import { organizationName } from "./wording.ts";

export const missingSecurityContact = defineSettingsRule({
  meta: {
    id: "missing-security-contact",
    title: "No security contact is set",
    summary: "The organisation has given CircleCI no address for news about security.",
    rationale:
      "When CircleCI learns of an incident it writes to the security contacts. Without one the message goes to whoever happens to be an administrator, and the days in " +
      "which secrets should be rotated pass while it lies unread.",
    remediation:
      "Enter the address of the team that would act, not of one person, as security contact under Organization Settings.",
    limits:
      "Only an undocumented endpoint tells, so this needs `--allow-private-api`. Whether anybody reads the address is not known.",
    severity: "info",
    confidence: "high",
    profile: "regular",
    data: "snapshot",
    tags: { owasp: ["CICD-SEC-10"], cwe: ["CWE-1059"] },
    references: [
      { title: "CircleCI: security recommendations", url: "https://circleci.com/docs/guides/security/security-recommendations/" },
      { title: "CircleCI: report on the incident of January 2023", url: "https://circleci.com/blog/jan-4-2023-incident-report/" },
    ],
    since: "0.3.0",
  },
  *checkOrganization({ organization }) {
    const contacts = valueOf(organization.contacts);
    if (contacts === undefined || contacts.security > 0) return;
    yield {
      at: sheetOf(organization).at("contacts", "security"),
      message:
        `${organizationName(organization)} has no security contact: when CircleCI warns of an incident, ` +
        (contacts.primary === 0 ? "there is nobody it is sure to reach." : "nobody gets it whose task it is to act."),
    };
  },
});
