/** Files, rules and settings → the report. */
import type { Baseline } from "../engine/baseline.ts";
import { buildReport } from "../engine/build-report.ts";
import { selectRules } from "../engine/select-rules.ts";
import type { SelectedRules } from "../engine/select-rules.ts";
import type { Location } from "../finding/location.ts";
import type { CoverageNote, Problem, Report } from "../finding/report.ts";
import type { Confidence, Profile, Severity } from "../finding/severity.ts";
import type { AuditPolicy, RepositoryFacts } from "../rule/audit.ts";
import type { AnyRule } from "../rule/rule.ts";
import type { Settings } from "../settings/settings.ts";
import { bindsProjects, toPolicy } from "../settings/settings-policy.ts";
import { lintFiles } from "./lint-files.ts";
import type { LintFilesRequest } from "./lint-files.ts";
import { noProjects } from "./projects.ts";
import type { AuditedProjects, FactsRequest } from "./projects.ts";

export interface LintRequest extends Pick<LintFilesRequest, "files" | "follow" | "repositoryOf" | "orbs" | "watch"> {
  readonly tool: Report["tool"];
  readonly rules: readonly AnyRule[];
  readonly settings: Settings;
  /** Which project this is; goes before the settings and the checkout. */
  readonly project?: string | undefined;
  /** ISO date, on which it is judged whether ignores have expired. */
  readonly today: string;
  /** What the command line says goes before the settings. */
  readonly profile?: Profile | undefined;
  readonly minSeverity?: Severity | undefined;
  readonly minConfidence?: Confidence | undefined;
  /** Ids: when there are any, only these rules run. */
  readonly only?: readonly string[];
  /** Ids of rules that do not run. */
  readonly skip?: readonly string[];
  readonly noIgnores?: boolean;
  readonly baseline?: Baseline | undefined;
  /** Problems of reading the files; asked for when all files are read. */
  readonly problems?: () => readonly Problem[];
  readonly coverage?: readonly CoverageNote[];
  /** What the APIs say; undefined when they were not asked. */
  readonly facts?: FactsRequest | undefined;
  /** Why there are no facts, and what to do about it; a sentence without its full stop. */
  readonly whyNoFacts?: string | undefined;
}

/** Never rejects: what goes wrong is in the report. */
export async function lint(request: LintRequest): Promise<Report> {
  return (await lintWhole(request)).report;
}

export interface WholeLint {
  readonly report: Report;
  /** Where secrets stand in the audited files, those included that only rules know. */
  readonly secrets: readonly Location[];
}

/** For whoever quotes more of the files than findings do, and so has to hide what they hide. Never rejects. */
export async function lintWhole(request: LintRequest): Promise<WholeLint> {
  const { settings, rules, only = [], skip = [] } = request;
  const selection = { profile: request.profile ?? settings.profile, only, skip, settings: settings.rules };
  const selected = selectRules(rules, selection);
  const seen = { named: false };
  const project = request.project ?? settings.project;
  const policy = toPolicy(settings);
  const linted = await lintFiles({
    files: watch(request.files, seen),
    follow: request.follow,
    repositoryOf: project === undefined ? request.repositoryOf : (file) => ofProject(request.repositoryOf(file), project),
    needsProject: bindsProjects(settings),
    orbs: request.orbs,
    watch: request.watch,
    rules: selected.rules,
    policy,
    projects: await projectsFor(request, selected, policy),
  });
  const report = buildReport({
    tool: request.tool,
    outcomes: linted.outcomes,
    selected,
    today: request.today,
    ignores: settings.ignore,
    noIgnores: request.noIgnores ?? false,
    partial: seen.named,
    baseline: request.baseline,
    rulesAsOf: settings.rulesAsOf,
    minSeverity: request.minSeverity ?? settings.minSeverity,
    minConfidence: request.minConfidence ?? settings.minConfidence,
    problems: [...(request.problems?.() ?? []), ...linted.problems],
    coverage: [...(request.coverage ?? []), ...linted.coverage],
    whyNoFacts: request.facts?.whyNone?.() ?? request.whyNoFacts,
  });
  return { report, secrets: linted.outcomes.flatMap(({ secrets }) => secrets) };
}

/** Most runs have no facts and need nothing of what judges them. */
async function projectsFor(
  { facts, today }: LintRequest,
  { settingsRules: rules }: SelectedRules,
  policy: AuditPolicy,
): Promise<AuditedProjects> {
  if (facts === undefined) return noProjects;
  const { auditedProjects } = await import("./audited-projects.ts");
  return auditedProjects({ facts, rules, policy, today });
}

/** What the user says goes before what the checkout says. */
function ofProject(facts: RepositoryFacts, project: string): RepositoryFacts {
  return { hasFile: (path) => facts.hasFile(path), project };
}

/** Notes whether some file was asked for by name: then others may have been left out. */
function* watch(files: LintRequest["files"], seen: { named: boolean }): LintRequest["files"] {
  for (const file of files) {
    seen.named ||= file.named;
    yield file;
  }
}
