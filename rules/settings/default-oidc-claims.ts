import type { JobRun } from "../../src/expand/plan.ts";
import { defineSettingsRule } from "../../src/rule/rule.ts";
import type { Audit } from "../../src/rule/audit.ts";
import type { OidcClaims, Organization } from "../../src/snapshot/organization.ts";
import { valueOf } from "../../src/snapshot/fetched.ts";
import { sheetOf } from "../../src/snapshot/sheet.ts";
import { locationOf } from "../../src/yaml/node.ts";
import { roleUsesOf } from "../credentials/oidc/role-uses.ts";
import { scriptsByRun } from "../data/scripts-by-run.ts";
import { apiCall, escaped } from "../data/api-call.ts";
import { numbered } from "./wording.ts";

export const defaultOidcClaims = defineSettingsRule({
  meta: {
    id: "default-oidc-claims",
    title: "OIDC tokens have CircleCI's default claims",
    summary: "Jobs log in with OIDC tokens, and neither their audience nor their lifetime is set.",
    rationale:
      "By default every token's audience is the id of the organisation, and it lives for an hour. A token that one service received, or that a log shows, is then good for every other service " +
      "that trusts the organisation and checks no more than the audience.",
    remediation:
      "Give the tokens an audience of their own for each service (`circleci run oidc get --claims`), or set audience and lifetime for the project. Let the trust policy of the service accept the new audience first, else the login fails.",
    limits:
      "Trust policies, which may check the project and the branch, are not seen. Logins inside orbs are known as far as their sources are.",
    severity: "info",
    confidence: "high",
    profile: "regular",
    data: "snapshot",
    tags: { owasp: ["CICD-SEC-2", "CICD-SEC-5"], cwe: ["CWE-613", "CWE-284"] },
    references: [
      {
        title: "CircleCI: OIDC tokens with custom claims",
        url: "https://circleci.com/docs/guides/permissions-authentication/oidc-tokens-with-custom-claims/",
      },
    ],
    since: "0.3.0",
  },
  *checkProject(audit) {
    const runs = audit.audits.flatMap(usersOf);
    if (runs.length === 0) return;
    const { project, organization } = audit;
    if (organization === undefined || !isDefault(valueOf(project.oidcClaims)) || !isDefault(valueOf(organization.oidcClaims)))
      return;
    const jobs = [...new Map(runs.map((run) => [run.jobName, run])).values()];
    yield {
      at: sheetOf(project).at("oidcClaims"),
      message:
        `${numbered(
          "job",
          jobs.map(({ jobName }) => jobName),
        ).replace("the", "The")} ${jobs.length === 1 ? "logs" : "log"} in with OIDC tokens as CircleCI makes them: ` +
        "all have the organisation's id as audience and an hour to live, so whoever gets hold of one can use it at any service that checks no more.",
      related: jobs.map(({ nameNode }) => ({ ...locationOf(nameNode), label: "this job logs in with its token" })),
      replacement: cure(organization, project.id),
    };
  },
});

/** Not known is not the default. */
function isDefault(claims: OidcClaims | undefined): boolean {
  return claims !== undefined && claims.audience === undefined && claims.ttl === undefined;
}

/** Jobs that log in with their token and ask for no claims of their own. */
function usersOf(audit: Audit): readonly JobRun[] {
  const byRun = scriptsByRun(audit);
  return audit.plan.runs.filter((run) => {
    const scripts = byRun.get(run) ?? [];
    const pulls = run.executor.kind === "docker" && run.executor.images.some(({ awsAuth }) => awsAuth?.oidcRoleArn !== undefined);
    if (!pulls && [...roleUsesOf(run, scripts)].length === 0) return false;
    return !scripts.some(({ facts }) =>
      facts.commands.some(
        ({ name, args }) => name === "circleci" && args.some(({ literal }) => literal?.startsWith("--claims") === true),
      ),
    );
  });
}

function cure({ id }: Organization, project: string): string {
  const path = `org/${escaped(id)}/project/${escaped(project)}/oidc-custom-claims`;
  return apiCall("PATCH", path, { audience: ["<the service that the tokens are for>"], ttl: "15m" });
}
