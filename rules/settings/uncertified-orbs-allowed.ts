import { defineSettingsRule } from "../../src/rule/rule.ts";
import { valueOf } from "../../src/snapshot/fetched.ts";
import { sheetOf } from "../../src/snapshot/sheet.ts";
import { organizationName } from "./wording.ts";

export const uncertifiedOrbsAllowed = defineSettingsRule({
  meta: {
    id: "uncertified-orbs-allowed",
    title: "Orbs of any author are allowed",
    summary: "The organisation lets its projects use orbs that CircleCI has not certified.",
    rationale:
      "An orb runs inside the job, with its secrets. Anyone may publish one; where all are allowed, a misspelt name, an abandoned namespace or one " +
      "stolen account of an author is enough to run code in every project that takes the orb.",
    remediation:
      "Turn off uncertified public orbs under Organization Settings, Security. Only orbs of CircleCI itself are certified, so see first which others are in use " +
      "(`--rule uncertified-orb --profile auditor` lists them) and copy those you need into a private orb. " +
      "Where the organisation needs orbs of others, list the namespaces it trusts under `orbs.allow` in the settings file instead, and accept this finding.",
    limits: "Whether config policies narrow the orbs that may be used is not considered.",
    severity: "low",
    confidence: "high",
    profile: "regular",
    data: "snapshot",
    tags: { owasp: ["CICD-SEC-3", "CICD-SEC-8"], cwe: ["CWE-1357", "CWE-829"] },
    references: [{ title: "CircleCI: orb designations", url: "https://circleci.com/docs/orbs/use/orb-intro/#orb-designation" }],
    since: "0.3.0",
  },
  *checkOrganization({ organization }) {
    if (valueOf(organization.settings)?.allowsUncertifiedOrbs !== true) return;
    yield {
      at: sheetOf(organization).at("settings", "allowsUncertifiedOrbs"),
      message: `Every project of ${organizationName(organization)} may use public orbs of any author, whose code then runs among the secrets of its jobs.`,
    };
  },
});
