import { defineSettingsRule } from "../../src/rule/rule.ts";
import { valueOf } from "../../src/snapshot/fetched.ts";
import { sheetOf } from "../../src/snapshot/sheet.ts";
import { quote } from "../../src/source/quote.ts";

export const orgTwoFactorNotRequired = defineSettingsRule({
  meta: {
    id: "org-two-factor-not-required",
    title: "Two-factor is not required",
    summary: "The GitHub organisation lets members in with a password alone.",
    rationale:
      "CircleCI lets people in through GitHub. A password that leaked elsewhere then opens the repositories and, through the pipelines that a push starts, " +
      "the secrets of every context that the member may use.",
    remediation:
      "Require two-factor authentication under the organisation's Settings, Authentication security. Members without it lose access until they set it up, so tell them before.",
    limits:
      "Single sign-on with a second factor of its own is not seen; where members can only come in that way, accept this finding.",
    severity: "medium",
    confidence: "high",
    profile: "regular",
    data: "snapshot",
    tags: { owasp: ["CICD-SEC-2"], cwe: ["CWE-308"] },
    references: [
      {
        title: "GitHub: requiring two-factor authentication",
        url: "https://docs.github.com/en/organizations/keeping-your-organization-secure/managing-two-factor-authentication-for-your-organization/requiring-two-factor-authentication-in-your-organization",
      },
    ],
    since: "0.3.0",
  },
  *checkOrganization({ githubOrganization }) {
    if (githubOrganization === undefined || valueOf(githubOrganization.settings)?.requiresTwoFactor !== false) return;
    const sheet = sheetOf(githubOrganization);
    const without = valueOf(githubOrganization.membersWithoutTwoFactor);
    yield {
      at: sheet.at("settings", "requiresTwoFactor"),
      message: `The GitHub organisation ${quote(githubOrganization.login)} does not require two-factor authentication: ${consequence(without)}.`,
      related:
        without === undefined ? [] : [{ ...sheet.at("membersWithoutTwoFactor"), label: "members without a second factor" }],
    };
  },
});

function consequence(without: number | undefined): string {
  if (without === 0) return "all members have it now, but nothing keeps them from turning it off";
  const who =
    without === undefined ? "a member" : without === 1 ? "the one member without it" : `one of ${without} members without it`;
  return `the password of ${who} is enough to push to repositories and start their pipelines`;
}
