/** The projects of which the APIs were asked: their facts for the audits of configurations, and the rules about their settings. */
import type { Outcome } from "../engine/outcome.ts";
import { notesOfGaps, whyAbsent } from "../engine/fact-gaps.ts";
import { outcomeOf, reportedSheets, runOrganizationRules, runProjectRules } from "../engine/run-settings-rules.ts";
import type { SettingsRun } from "../engine/run-settings-rules.ts";
import { watchFacts } from "../engine/watched-facts.ts";
import type { FactsWatch } from "../engine/watched-facts.ts";
import { knownText } from "../expand/text.ts";
import type { Audit, AuditPolicy } from "../rule/audit.ts";
import type { SettingsRule } from "../rule/rule.ts";
import type { OrganizationAudit, ProjectAudit } from "../rule/settings-audit.ts";
import { detectSecrets } from "../secrets/detect.ts";
import { blankOrganization } from "../snapshot/blank.ts";
import { gap } from "../snapshot/fetched.ts";
import type { Organization } from "../snapshot/organization.ts";
import type { Project } from "../snapshot/project.ts";
import type { ProjectFacts } from "../snapshot/project-facts.ts";
import { sheetPath } from "../snapshot/sheet.ts";
import type { SheetSubject } from "../snapshot/sheet.ts";
import type { SourceFile } from "../source/source-file.ts";
import type { AuditedProjects, FactsRequest } from "./projects.ts";

export interface ProjectsRequest {
  readonly facts: FactsRequest;
  readonly rules: readonly SettingsRule[];
  readonly policy: AuditPolicy;
  /** ISO date. */
  readonly today: string;
}

interface Run extends ProjectsRequest {
  readonly watch: FactsWatch;
  /** All that are audited, by the slug of the project. */
  readonly bySlug: Map<string, ProjectFacts>;
  /** Slugs of those whose settings were judged. */
  readonly done: Set<string>;
  readonly kept: Map<string, Audit[]>;
  /** Names of contexts, by the slug of the organisation. */
  readonly taken: Map<string, Set<string>>;
}

export function auditedProjects(request: ProjectsRequest): AuditedProjects {
  const { facts } = request;
  const watch = watchFacts();
  const run: Run = { ...request, watch, bySlug: new Map(), done: new Set(), kept: new Map(), taken: new Map() };
  return {
    factsOf(file) {
      const found = facts.of(file);
      if (found === undefined) return undefined;
      add(run, found);
      watch.hasLooked();
      return watch.watch(found);
    },
    // What one rule has looked up, others remember.
    marked: (outcome) => (watch.hasLooked() ? { ...outcome, unsure: outcome.concerned } : outcome),
    keep: (audit) => keep(run, audit),
    async before(file) {
      const next = file === undefined ? undefined : facts.of(file)?.project;
      const others = [...run.kept.keys()].filter((slug) => !isSameRepository(run.bySlug.get(slug)?.project, next));
      return auditProjects(run, others);
    },
    async rest() {
      if (run.rules.length === 0) return [];
      for (const each of facts.projects) add(run, each);
      const open = [...run.bySlug.keys()].filter((slug) => run.kept.has(slug) || !run.done.has(slug));
      return [...(await auditProjects(run, open)), ...(await organizations(run))];
    },
    gaps: () => notesOfGaps(watch),
  };
}

function add({ bySlug }: Run, facts: ProjectFacts): void {
  if (!bySlug.has(facts.project.slug)) bySlug.set(facts.project.slug, facts);
}

function keep({ rules, kept, taken }: Run, audit: Audit): void {
  if (audit.facts === undefined || rules.length === 0) return;
  const { slug, organization } = audit.facts.project;
  const audits = kept.get(slug);
  if (audits === undefined) kept.set(slug, [audit]);
  else audits.push(audit);
  const contexts = taken.get(organization) ?? new Set();
  taken.set(organization, contexts);
  for (const name of contextsOf(audit)) contexts.add(name);
}

async function auditProjects(run: Run, slugs: readonly string[]): Promise<readonly Outcome[]> {
  const { bySlug, kept, done, watch, policy, today, rules } = run;
  const outcomes: Outcome[] = [];
  for (const slug of slugs) {
    const facts = bySlug.get(slug);
    const audits = kept.get(slug) ?? [];
    kept.delete(slug);
    done.add(slug);
    if (facts === undefined) continue;
    const { project, organization, repository, githubOrganization } = facts;
    const paths = pathsOf([project, organization, repository, githubOrganization]);
    const watched = watch.watch(facts);
    const audit: ProjectAudit = {
      project: watched.project,
      // Asking for what nothing is known of is noted.
      get organization() {
        return watched.organization;
      },
      get repository() {
        return watched.repository;
      },
      get githubOrganization() {
        return watched.githubOrganization;
      },
      isOnServer: facts.isOnServer === true,
      audits,
      policy,
      today,
    };
    outcomes.push(await finish(runProjectRules(audit, { rules, paths, hasLooked: watch.hasLooked })));
  }
  return outcomes;
}

async function organizations({ bySlug, taken, facts, watch, policy, today, rules }: Run): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const { organization, projects } of organizationsOf([...bySlug.values()])) {
    const [first] = projects;
    const paths = pathsOf([organization, first?.githubOrganization]);
    const audit: OrganizationAudit = {
      organization: watch.watchSubject(organization),
      get githubOrganization() {
        return first && watch.watch(first).githubOrganization;
      },
      projects: projects.map(({ project }) => watch.watchSubject(project)),
      takenContexts: new Set([...(taken.get(organization.slug) ?? []), ...(facts.takenElsewhere?.get(organization.slug) ?? [])]),
      isOnServer: first?.isOnServer === true,
      policy,
      today,
    };
    outcomes.push(await finish(runOrganizationRules(audit, { rules, paths, hasLooked: watch.hasLooked })));
  }
  return outcomes;
}

/** Names on a sheet come from strangers: a secret may stand among them. */
async function finish(settingsRun: SettingsRun): Promise<Outcome> {
  const secrets = await Promise.all(reportedSheets(settingsRun).map(secretsOn));
  return outcomeOf(
    settingsRun,
    secrets.flat().map(({ at }) => at),
  );
}

const scanned = new WeakMap<SourceFile, ReturnType<typeof detectSecrets>>();

/** The sheet of an organisation is shown by findings of all its projects. */
function secretsOn(sheet: SourceFile): ReturnType<typeof detectSecrets> {
  let secrets = scanned.get(sheet);
  if (secrets === undefined) scanned.set(sheet, (secrets = detectSecrets(sheet)));
  return secrets;
}

function pathsOf(subjects: readonly (SheetSubject | undefined)[]): readonly string[] {
  return subjects.flatMap((subject) => (subject === undefined ? [] : [sheetPath(subject)]));
}

/** Names of the contexts that jobs take, as far as they are known. */
export function contextsOf({ plan }: Audit): readonly string[] {
  const names = plan.runs.flatMap((run) => run.contexts.map(({ name }) => knownText(name)));
  return names.filter((name) => name !== undefined);
}

/** Several projects may build one repository. */
function isSameRepository(one: Project | undefined, other: Project | undefined): boolean {
  if (one === undefined || other === undefined) return false;
  return one.slug === other.slug || (one.address !== undefined && one.address === other.address);
}

/** Their projects; one more entry for each other organisation of the code host that they are of. */
function organizationsOf(
  projects: readonly ProjectFacts[],
): readonly { readonly organization: Organization; readonly projects: readonly ProjectFacts[] }[] {
  const groups = new Map<string, ProjectFacts[]>();
  for (const facts of projects) {
    const key = JSON.stringify([facts.project.organization, facts.githubOrganization?.address ?? ""]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [facts]);
    else group.push(facts);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    return [{ organization: first.organization ?? unknownOrganization(first.project.organization), projects: group }];
  });
}

function unknownOrganization(slug: string): Organization {
  const [kind = "", name = ""] = slug.split("/");
  const vcs = kind === "gh" || kind === "github" ? "github" : kind === "circleci" ? "circleci" : "bitbucket";
  return blankOrganization({ slug, id: "", name, vcs }, gap("skipped", whyAbsent("CircleCI")));
}
