/** Rules on trust policies, and what reads these. */
import type { TrustExpert } from "../../src/rule/trust-policy.ts";
import { anyBranchTrusted } from "./any-branch-trusted.ts";
import { anyPrincipalTrusted } from "./any-principal-trusted.ts";
import { anyProjectTrusted } from "./any-project-trusted.ts";
import { conditionPassesAbsent } from "./condition-passes-absent.ts";
import { foreignIssuerTrusted } from "./foreign-issuer-trusted.ts";
import { forgeableRefPattern } from "./forgeable-ref-pattern.ts";
import { literalWildcardCondition } from "./literal-wildcard-condition.ts";
import { mismatchedOrganization } from "./mismatched-organization.ts";
import { otherOrganizationTrusted } from "./other-organization-trusted.ts";
import { readTrusts } from "./reading/read.ts";
import { sshRerunTrusted } from "./ssh-rerun-trusted.ts";
import { unexpectedAudience } from "./unexpected-audience.ts";
import { unknownConditionKey } from "./unknown-condition-key.ts";
import { wrongTrustAction } from "./wrong-trust-action.ts";

export const trustPolicies: TrustExpert = {
  rules: [
    anyBranchTrusted,
    anyPrincipalTrusted,
    anyProjectTrusted,
    conditionPassesAbsent,
    foreignIssuerTrusted,
    forgeableRefPattern,
    literalWildcardCondition,
    mismatchedOrganization,
    otherOrganizationTrusted,
    sshRerunTrusted,
    unexpectedAudience,
    unknownConditionKey,
    wrongTrustAction,
  ],
  read: readTrusts,
};
