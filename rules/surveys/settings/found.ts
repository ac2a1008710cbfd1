/** What the rules find of the subjects of a scene: a row differs where its rule says so, so the two never contradict each other. */
import type { AnyRule, JoinedRule, Reported, SettingsRule } from "../../../src/rule/rule.ts";
import type { OrganizationAudit, ProjectAudit } from "../../../src/rule/settings-audit.ts";
import { sheetPath } from "../../../src/snapshot/sheet.ts";
import { rules } from "../../index.ts";
import type { Given } from "./row.ts";

const byId: ReadonlyMap<string, SettingsRule> = new Map(rules.filter(isSettingsRule).map((rule) => [rule.meta.id, rule]));

function isSettingsRule(rule: AnyRule): rule is SettingsRule | JoinedRule {
  return "checkProject" in rule || "checkOrganization" in rule;
}

/** Each rule is asked once. What only pedants are shown makes no difference, unless `withMinor`. */
export function finder(audit: ProjectAudit): Given["found"] {
  const asked = new Map<string, readonly Reported[]>();
  return (ruleId, subject, withMinor = false) => {
    const found = asked.get(ruleId) ?? reportsOf(byId.get(ruleId), audit);
    asked.set(ruleId, found);
    // What stands in a configuration is about the project whose it is.
    return found.filter(({ at: { file }, profile }) => {
      return (withMinor || profile === undefined) && (file.isSheet !== true || file.path === sheetPath(subject));
    });
  };
}

function reportsOf(rule: SettingsRule | undefined, audit: ProjectAudit): readonly Reported[] {
  const { organization } = audit;
  return [
    ...(rule?.checkProject?.(audit) ?? []),
    ...(organization === undefined ? [] : (rule?.checkOrganization?.(organizationAudit(audit, organization)) ?? [])),
  ];
}

/** Of all contexts, those that the jobs take too. */
function organizationAudit(
  { githubOrganization, project, isOnServer = false, policy, today }: ProjectAudit,
  organization: OrganizationAudit["organization"],
): OrganizationAudit {
  return { organization, githubOrganization, projects: [project], takenContexts: new Set(), isOnServer, policy, today };
}
