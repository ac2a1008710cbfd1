/** The settings of a project and of what it belongs to, held against what is wanted. */
import { noPolicy } from "../../src/rule/policy.ts";
import type { Scene } from "../../src/rule/scene.ts";
import type { SettingState } from "../../src/rule/setting-state.ts";
import type { ProjectFacts } from "../../src/snapshot/project-facts.ts";
import type { SheetSubject } from "../../src/snapshot/sheet.ts";
import { behaviourRows } from "./settings/behaviour-rows.ts";
import { finder } from "./settings/found.ts";
import { keyRows } from "./settings/key-rows.ts";
import { organizationRows } from "./settings/organization-rows.ts";
import { ownerRows } from "./settings/owner-rows.ts";
import { projectRows } from "./settings/project-rows.ts";
import { repositoryRows } from "./settings/repository-rows.ts";
import { stateOf } from "./settings/row.ts";
import type { Given, Row } from "./settings/row.ts";

/** None without facts: nothing was asked then. What nothing is known of, such as a repository when GitHub was not asked, has no rows. */
export function settingsIn({ audits, facts, today }: Scene): readonly SettingState[] {
  if (facts === undefined) return [];
  const policy = audits[0]?.policy ?? noPolicy;
  const audit = { ...partsOf(facts), audits, policy, today: today ?? "" };
  const given: Given = { audit, hasDate: today !== undefined, found: finder(audit) };
  const { project, organization, repository, githubOrganization } = facts;
  return [
    ...(organization === undefined
      ? []
      : statesOf(organizationRows, `organisation ${nameOf(organization)}`, organization, given)),
    ...statesOf([...projectRows, ...keyRows, ...behaviourRows], `project ${nameOf(project)}`, project, given),
    ...(repository === undefined ? [] : statesOf(repositoryRows, `repository ${repository.address}`, repository, given)),
    ...(githubOrganization === undefined
      ? []
      : statesOf(ownerRows, `GitHub organisation ${githubOrganization.address}`, githubOrganization, given)),
  ];
}

/** Each read once, since whoever watches facts notes what is read. */
function partsOf({
  project,
  organization,
  repository,
  githubOrganization,
  isOnServer = false,
}: ProjectFacts): Required<Pick<ProjectFacts, "project" | "organization" | "repository" | "githubOrganization" | "isOnServer">> {
  return { project, organization, repository, githubOrganization, isOnServer };
}

function statesOf<S extends SheetSubject>(
  rows: readonly Row<S>[],
  name: string,
  subject: S,
  given: Given,
): readonly SettingState[] {
  return rows.map((row) => stateOf(row, name, subject, given));
}

/** Ids say nothing to a reader. */
function nameOf({ slug, name }: { readonly slug: string; readonly name: string }): string {
  return slug.startsWith("circleci/") ? name : slug;
}
