/** `review --org`: an index, and a page for each project. One project is audited at a time, and only what the index tells of it is kept. */
import path from "node:path";
import { experts } from "../../../rules/experts.ts";
import { rules } from "../../../rules/index.ts";
import { findFiles } from "../../collect/find-files.ts";
import type { FoundFiles } from "../../collect/find-files.ts";
import type { OrbLookup } from "../../config/orb-lookup.ts";
import type { CoverageNote, Problem } from "../../finding/report.ts";
import { contextsOf } from "../../lint/audited-projects.ts";
import { lintFiles } from "../../lint/lint-files.ts";
import { snapshotFiles } from "../../lint/snapshot-files.ts";
import type { SnapshotFiles } from "../../lint/snapshot-files.ts";
import { tool } from "../../lint/tool.ts";
import { noAnswers } from "../../review/document/answers.ts";
import type { Answers } from "../../review/document/answers.ts";
import { maskDocument } from "../../review/document/mask.ts";
import { permalinks } from "../../review/document/permalinks.ts";
import { organizationDocument } from "../../review/organization/organization-document.ts";
import { withoutShared } from "../../review/organization/shared-findings.ts";
import { pageNames } from "../../review/organization/page-names.ts";
import { projectRow } from "../../review/organization/project-row.ts";
import type { ProjectRow } from "../../review/organization/project-row.ts";
import { reviewDocument, reviewFacts } from "../../review/review.ts";
import { noPolicy } from "../../rule/policy.ts";
import type { Repository } from "../../snapshot/repository.ts";
import type { Snapshot } from "../../snapshot/snapshot.ts";
import type { Settings } from "../../settings/settings.ts";
import { compileGlob } from "../../source/glob.ts";
import type { CommandLine } from "../command-line.ts";
import { organizationFacts } from "../facts/org-for-lint.ts";
import { loadSettings } from "../load-settings.ts";
import { orbsAtHand } from "../orbs-at-hand.ts";
import { print, printError } from "../terminal.ts";
import { auditWhole, dateOf, dayOfIgnores } from "./audited.ts";
import { checkHtml, earlierAnswers } from "./earlier.ts";
import type { ReviewOptions } from "./options.ts";
import { writePage } from "./pages.ts";
import type { Places } from "./pages.ts";

/**
 * Resolves to the exit code.
 * @throws {UsageError | SettingsError}
 */
export async function reviewOrganization(line: CommandLine, options: OrganizationOptions, cwd: string): Promise<number> {
  const { organization } = options;
  const run = await prepare(line, options, cwd);
  for (const { message } of run.problems) printError(`${tool.name}: ${message}`);
  const projects = projectsOf(run.snapshot);
  if (projects.length === 0) return 2;
  const pages = pagesOf(projects, options, cwd);
  const index = pageAt("index", options, cwd);
  const rows: ProjectRow[] = [];
  const taken = await takenContexts(run, projects);
  for (const project of projects) {
    const page = pages.get(project.name);
    if (page !== undefined) rows.push(await reviewOne(run, project, page, taken));
  }
  const { date, coverage, problems } = run;
  const document = organizationDocument({ organization, date, tool, rows, coverage, problems });
  await writePage({ document, answers: index.answers, linkOf: permalinks(undefined) }, index.places, cwd);
  await print(`${String(rows.length + 1)} pages written: see ${index.places.html ?? index.places.markdown ?? ""}\n`);
  return problems.some(({ level }) => level === "error") || rows.some(({ isComplete }) => !isComplete) ? 2 : 0;
}

interface OrganizationOptions extends ReviewOptions {
  readonly organization: string;
}

interface Run {
  readonly options: OrganizationOptions;
  readonly settings: Settings;
  readonly orbs: OrbLookup;
  readonly snapshot: Snapshot;
  readonly date: string | undefined;
  /** Of the organisation as a whole. */
  readonly coverage: readonly CoverageNote[];
  readonly problems: readonly Problem[];
  /** Whether a file, by its whole path, is audited. */
  readonly isWanted: (file: string) => boolean;
  readonly cwd: string;
}

async function prepare(line: CommandLine, options: OrganizationOptions, cwd: string): Promise<Run> {
  const found: FoundFiles = { root: findFiles([cwd], cwd).root, files: [], folders: [], problems: [] };
  const ruleIds = rules.map((rule) => rule.meta.id);
  const { settings, problems } = await loadSettings(options.lint.config, found, cwd, ruleIds);
  const excluded = settings.exclude.map(compileGlob);
  const isWanted = (file: string): boolean => !excluded.some((matches) => matches(file));
  const facts = await organizationFacts({
    ...{ line, cwd, isWanted, organizations: [options.organization], snapshot: options.lint.snapshot },
    limit: settings.limits.fileBytes,
    insists: options.lint.network === "always",
    review: { date: options.date },
  });
  const coverage = [...facts.coverage];
  const orbs = await orbsAtHand(line, found, cwd, (note) => coverage.push(note));
  const { snapshot } = facts;
  const date = options.date ?? dateOf(snapshot.collectedAt);
  return { options, settings, orbs, snapshot, date, coverage, problems: [...problems, ...facts.problems], isWanted, cwd };
}

/** Which contexts some project takes, by the slug of the organisation: no page may say of one that nobody takes it. */
async function takenContexts(run: Run, projects: readonly Project[]): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const taken = new Map<string, Set<string>>();
  for (const project of projects) {
    await lintFiles({
      ...{ ...filesOf(run, project), rules: [], policy: noPolicy, orbs: run.orbs },
      watch(audit) {
        const [facts] = project.part.projects;
        const names = taken.get(facts?.organization ?? "") ?? new Set();
        taken.set(facts?.organization ?? "", names);
        for (const name of contextsOf(audit)) names.add(name);
      },
    });
  }
  return taken;
}

function filesOf(run: Run, { part, address }: Project): SnapshotFiles {
  const isWanted = (file: string): boolean => run.isWanted(`${address ?? ""}/${file}`);
  return snapshotFiles(part, { isWanted, isOneRepository: true, limit: run.settings.limits.fileBytes });
}

/** Writes its page. Nothing of the audit is kept but what the index tells. */
async function reviewOne(
  run: Run,
  project: Project,
  page: EarlierPage,
  takenElsewhere: ReadonlyMap<string, ReadonlySet<string>>,
): Promise<ProjectRow> {
  const { options, settings, orbs, date, cwd } = run;
  const { name, address, revision } = project;
  const files = filesOf(run, project);
  const [facts] = files.facts.projects;
  const { audits, report, secrets } = await auditWhole({
    ...{ ...options.lint, ...files, tool, rules, settings, orbs, baseline: undefined, today: dayOfIgnores(date) },
    facts: facts === undefined ? undefined : { ...files.facts, takenElsewhere },
    whyNoFacts: "no project of CircleCI is known here",
  });
  const reviewed = reviewFacts({ scene: { audits, facts, today: date }, report, secrets, experts, name, date });
  const place = address === undefined || revision === undefined ? undefined : { address, revision };
  const linkOf = permalinks(place && { ...place, pathOf: (file) => file });
  const document = maskDocument(reviewDocument(withoutShared(reviewed, "index")), secrets);
  await writePage({ document, answers: page.answers, linkOf }, page.places, cwd);
  return projectRow(reviewed, page.name);
}

interface Project {
  readonly name: string;
  /** What the snapshot says of it alone. */
  readonly part: Snapshot;
  readonly address: string | undefined;
  /** Files were collected from the default branch; which commit that was is not known. */
  readonly revision: string | undefined;
}

/** The projects, and the repositories that belong to none; by name. */
function projectsOf(snapshot: Snapshot): readonly Project[] {
  const byAddress = new Map(snapshot.repositories.map((repository) => [repository.address.toLowerCase(), repository]));
  const built = new Set(snapshot.projects.flatMap(({ address }) => address?.toLowerCase() ?? []));
  const project = (name: string, part: Partial<Snapshot>, repository: Repository | undefined): Project => ({
    ...{ name, address: repository?.address, revision: repository?.defaultBranch },
    part: { ...snapshot, projects: [], repositories: repository === undefined ? [] : [repository], ...part },
  });
  const unbuilt = snapshot.repositories.filter(
    ({ address, files }) => !built.has(address.toLowerCase()) && files.known && files.value.length > 0,
  );
  return [
    ...snapshot.projects.map((each) =>
      project(each.slug, { projects: [each] }, byAddress.get(each.address?.toLowerCase() ?? "")),
    ),
    ...unbuilt.map((repository) => project(repository.address, {}, repository)),
  ].sort((a, b) => (a.name < b.name ? -1 : 1));
}

interface EarlierPage {
  readonly name: string;
  readonly places: Places;
  readonly answers: Answers;
}

/** What must not be replaced is said before anything is written. */
function pagesOf(projects: readonly Project[], options: ReviewOptions, cwd: string): ReadonlyMap<string, EarlierPage> {
  const names = pageNames(projects.map(({ name }) => name));
  return new Map([...names].map(([project, name]) => [project, pageAt(name, options, cwd)]));
}

function pageAt(name: string, { markdown, html, force }: ReviewOptions, cwd: string): EarlierPage {
  const places = {
    markdown: markdown === undefined ? undefined : path.join(markdown, `${name}.md`),
    html: html === undefined ? undefined : path.join(html, `${name}.html`),
  };
  const answers = places.markdown === undefined ? noAnswers : earlierAnswers(places.markdown, force, cwd);
  if (places.html !== undefined) checkHtml(places.html, force, cwd);
  return { name, places, answers };
}
