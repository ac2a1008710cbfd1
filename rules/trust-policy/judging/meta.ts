/** What the metadata of all rules on trust policies have in common. */
import type { RuleMeta } from "../../../src/rule/rule.ts";
import { circleciDocs } from "../../data/credentials/credential.ts";

export const tokens = { title: "CircleCI: OpenID Connect tokens", url: circleciDocs.oidc };
export const claims = {
  title: "CircleCI: OIDC tokens with custom claims",
  url: "https://circleci.com/docs/guides/permissions-authentication/oidc-tokens-with-custom-claims/",
};
export const awsOperators = {
  title: "AWS: condition operators",
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html",
};
export const awsKeys = {
  title: "AWS: keys for OIDC federation in conditions",
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html",
};

export const usual = {
  confidence: "high",
  profile: "regular",
  data: "config",
  tags: { owasp: ["CICD-SEC-2", "CICD-SEC-5"], cwe: ["CWE-284", "CWE-863"] },
  since: "0.4.0",
} satisfies Partial<RuleMeta>;
