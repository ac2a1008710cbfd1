/** The projects of which the APIs were asked: their facts for the audits of configurations, and the rules about their settings. */
import type { Outcome } from "../engine/outcome.ts";
import { runOrganizationRules, runProjectRules } from "../engine/run-settings-rules.ts";
import { knownText } from "../expand/text.ts";
import type { Audit, AuditPolicy } from "../rule/audit.ts";
import type { SettingsRule } from "../rule/rule.ts";
import type { OrganizationAudit } from "../rule/settings-audit.ts";
import { blankOrganization } from "../snapshot/blank.ts";
import type { Organization } from "../snapshot/organization.ts";
import type { Project } from "../snapshot/project.ts";
import type { ProjectFacts } from "../snapshot/project-facts.ts";
import type { SourceFile } from "../source/source-file.ts";

export interface FactsRequest {
  /** The project that a file is a configuration of; undefined when nothing is known of it. One of `projects`. */
  of(file: SourceFile): ProjectFacts | undefined;
  /** All projects whose settings are audited, those without configurations too. */
  readonly projects: readonly ProjectFacts[];
}

/** Audits are kept until the rules about the settings of their project have run: a project's files must come together. */
export interface AuditedProjects {
  factsOf(file: SourceFile): ProjectFacts | undefined;
  keep(audit: Audit): void;
  /** What the settings of other projects gave, when the files of the next one begin. */
  before(file: SourceFile | undefined): readonly Outcome[];
  /** What the settings of all other projects and their organisations gave, when there are no more files. */
  rest(): readonly Outcome[];
}

export interface ProjectsRequest {
  readonly facts: FactsRequest | undefined;
  readonly rules: readonly SettingsRule[];
  readonly policy: AuditPolicy;
  /** ISO date. */
  readonly today: string;
}

export function auditedProjects({ facts, rules, policy, today }: ProjectsRequest): AuditedProjects {
  if (facts === undefined) return noProjects;
  const waiting = new Map(facts.projects.map((each) => [each.project.slug, each]));
  const kept = new Map<string, Audit[]>();
  const taken = new Map<string, Set<string>>();
  const run = (project: ProjectFacts): Outcome => {
    const { slug } = project.project;
    const audits = kept.get(slug) ?? [];
    kept.delete(slug);
    waiting.delete(slug);
    return runProjectRules({ ...project, audits, policy, today }, rules);
  };
  const factsBySlug = new Map(waiting);
  const finish = (slugs: Iterable<string>): readonly Outcome[] =>
    [...slugs].flatMap((slug) => {
      const project = factsBySlug.get(slug);
      return project === undefined ? [] : [run(project)];
    });
  return {
    factsOf: (file) => facts.of(file),
    keep(audit) {
      if (audit.facts === undefined || rules.length === 0) return;
      const { slug, organization } = audit.facts.project;
      const audits = kept.get(slug);
      if (audits === undefined) kept.set(slug, [audit]);
      else audits.push(audit);
      const contexts = taken.get(organization) ?? new Set();
      taken.set(organization, contexts);
      for (const name of contextsOf(audit)) contexts.add(name);
    },
    before(file) {
      const next = file === undefined ? undefined : facts.of(file)?.project;
      return finish([...kept.keys()].filter((slug) => !isSameRepository(factsBySlug.get(slug)?.project, next)));
    },
    rest: () => [
      ...finish([...kept.keys(), ...waiting.keys()]),
      ...organizationsOf(facts.projects).map((audit) => {
        const takenContexts = taken.get(audit.organization.slug) ?? new Set();
        return runOrganizationRules({ ...audit, takenContexts, policy, today }, rules);
      }),
    ],
  };
}

export const noProjects: AuditedProjects = {
  factsOf: () => undefined,
  keep: () => undefined,
  before: () => [],
  rest: () => [],
};

function contextsOf({ plan }: Audit): readonly string[] {
  const names = plan.runs.flatMap((run) => run.contexts.map(({ name }) => knownText(name)));
  return names.filter((name) => name !== undefined);
}

/** Several projects may build one repository. */
function isSameRepository(one: Project | undefined, other: Project | undefined): boolean {
  if (one === undefined || other === undefined) return false;
  return one.slug === other.slug || (one.address !== undefined && one.address === other.address);
}

/** One for each organisation, or more where its projects are of several organisations of the code host. */
function organizationsOf(projects: readonly ProjectFacts[]) {
  const audits = new Map<string, Pick<OrganizationAudit, "organization" | "githubOrganization"> & { projects: Project[] }>();
  for (const { project, organization = unknownOrganization(project.organization), githubOrganization } of projects) {
    const key = JSON.stringify([project.organization, githubOrganization?.address ?? ""]);
    const audit = audits.get(key);
    if (audit !== undefined) audit.projects.push(project);
    else audits.set(key, { organization, githubOrganization, projects: [project] });
  }
  return [...audits.values()];
}

function unknownOrganization(slug: string): Organization {
  const [kind = "", name = ""] = slug.split("/");
  const vcs = kind === "gh" || kind === "github" ? "github" : kind === "circleci" ? "circleci" : "bitbucket";
  return blankOrganization({ slug, id: "", name, vcs });
}
