import type { JobRun } from "../../src/expand/plan.ts";
import { defineRule } from "../../src/rule/rule.ts";
import { quote } from "../../src/source/quote.ts";
import { placeOfCure } from "../data/place-of-cure.ts";
import { scriptsByRun } from "../data/scripts-by-run.ts";
import { upstreamOf } from "../data/workflow-graph.ts";
import { roleUsesOf, type RoleProvider } from "./oidc/role-uses.ts";

export const unguardedOidcRole = defineRule({
  meta: {
    id: "unguarded-oidc-role",
    title: "Any branch can assume the role",
    summary: "A job assumes a cloud role with its OIDC token on every branch, without context, filter or approval.",
    rationale:
      "The job's token says which project and branch it is for, and the role's trust policy decides who gets in. A policy that checks the audience " +
      "alone admits every project of the organisation, one that checks the project alone every branch. Whoever can push a branch, with a stolen " +
      "laptop or through one compromised dependency, then has the rights of the role.",
    remediation:
      "Let the trust policy check the project id and the branch, and give ordinary branches a role of their own that can only read. Beside that, run the job on protected branches and tags only.",
    limits:
      "Trust policies are not in the file. Roles that only pull a job's image are left out. A filter in the configuration is no access control by itself, because whoever pushes a branch can edit it there: the check belongs in the trust policy or in a restricted context.",
    severity: "medium",
    confidence: "medium",
    profile: "regular",
    data: "config",
    tags: { owasp: ["CICD-SEC-2", "CICD-SEC-5"], cwe: ["CWE-862", "CWE-284"] },
    references: [
      {
        title: "CircleCI: OpenID Connect tokens",
        url: "https://circleci.com/docs/guides/permissions-authentication/openid-connect-tokens/",
      },
      {
        title: "CircleCI: OIDC tokens with custom claims",
        url: "https://circleci.com/docs/guides/permissions-authentication/oidc-tokens-with-custom-claims/",
      },
    ],
    since: "0.2.0",
  },
  *check(audit) {
    const scripts = scriptsByRun(audit);
    for (const run of audit.plan.runs) {
      if (run.reach.anyBranch !== true || run.contexts.length > 0) continue;
      const uses = [...roleUsesOf(run, scripts.get(run) ?? [])];
      if (uses.length === 0 || waitsForApproval(run)) continue;
      for (const { provider, at, hops } of uses) {
        const place = placeOfCure(at, run, hops, audit.config);
        yield {
          at: place.at,
          related: place.inside,
          message:
            `Every branch can run the job ${quote(run.jobName)}, which ${does[provider]} with its OIDC token: whoever can push a branch gets its ` +
            "rights, unless the trust policy checks the branch.",
          remediation: bindings[provider],
          replacement: `- ${run.jobName}:\n    context: <restricted context>\n    filters:\n      branches:\n        only: main\n`,
          route: { run, hops },
        };
      }
    }
  },
});

function waitsForApproval(run: JobRun): boolean {
  for (const { kind } of upstreamOf([run])) if (kind === "approval") return true;
  return false;
}

const does: Readonly<Record<RoleProvider, string>> = {
  aws: "assumes an AWS role",
  gcp: "logs in to Google Cloud",
  azure: "logs in to Azure",
  service: "logs in to a service",
};

const branch = "Then run the job on that branch only; ordinary branches get a role of their own that can only read.";

/** What each side must check of the token. */
const bindings: Readonly<Record<RoleProvider, string>> = {
  aws: `In the role's trust policy compare \`oidc.circleci.com/org/<org-id>:aud\` with the organisation's id, \`…:oidc.circleci.com/project-id\` with the project's, and \`…:sub\`, which in \`CIRCLE_OIDC_TOKEN_V2\` ends in the branch: \`org/<org-id>/project/<project-id>/user/*/vcs-origin/*/vcs-ref/refs/heads/main\`. ${branch}`,
  gcp: `In the workload identity provider map \`assertion['oidc.circleci.com/project-id']\` and \`assertion['oidc.circleci.com/vcs-ref']\` to attributes, and let the attribute condition compare them with the project's id and \`refs/heads/main\`. ${branch}`,
  azure: `In Entra ID use a flexible federated credential whose expression matches the subject with the project's id and, for \`CIRCLE_OIDC_TOKEN_V2\`, \`/vcs-ref/refs/heads/main\` at its end. ${branch}`,
  service: `Let the service compare the claims \`oidc.circleci.com/project-id\` and \`oidc.circleci.com/vcs-ref\` with the project's id and \`refs/heads/main\`, in Vault as \`bound_claims\` of the role. ${branch}`,
};
