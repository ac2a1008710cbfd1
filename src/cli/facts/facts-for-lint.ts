/** What the APIs say of the audited projects: from a snapshot, or asked for now. */
import path from "node:path";
import { existsSync } from "node:fs";
import type { FoundFiles } from "../../collect/find-files.ts";
import { projectSlug, slugAt } from "../../collect/circleci/facts/slugs.ts";
import { homeOf } from "../../collect/repository.ts";
import { readSnapshot } from "../../collect/snapshot/read-snapshot.ts";
import type { Missing } from "../../collect/snapshot/find-wanted.ts";
import type { CoverageNote, Problem } from "../../finding/report.ts";
import type { FactsRequest } from "../../lint/projects.ts";
import { checkoutFacts } from "../../lint/checkout-facts.ts";
import type { LintRequest } from "../../lint/lint.ts";
import { sameAddress } from "../../snapshot/project-facts.ts";
import type { Project } from "../../snapshot/project.ts";
import type { Snapshot } from "../../snapshot/snapshot.ts";
import { plain, quote } from "../../source/quote.ts";
import { whyNoToken } from "../collect/facts-options.ts";
import type { CommandLine } from "../command-line.ts";
import type { LintOptions } from "../lint-options.ts";
import { isGiven } from "../parse-command-line.ts";
import { timeGiven } from "../time-option.ts";
import { UsageError } from "../usage-error.ts";
import { ownFacts } from "./own-facts.ts";
import { servicesGiven } from "./services.ts";
import { projectOfCheckout, projectOfJob } from "./which-project.ts";
import type { ProjectNames } from "./which-project.ts";

export interface LintFacts {
  /** Undefined when nothing is known of any audited project. */
  readonly facts: FactsRequest | undefined;
  /** A sentence without its full stop. */
  readonly whyNoFacts: string | undefined;
  readonly coverage: readonly CoverageNote[];
  readonly problems: readonly Problem[];
  /** When the facts were collected; ISO time. Undefined when there are none. */
  readonly collectedAt?: string | undefined;
}

export interface LintFactsRequest {
  readonly line: CommandLine;
  readonly options: LintOptions;
  readonly found: FoundFiles;
  /** As the command line says. */
  readonly project: string | undefined;
  /** As the settings say, which the audited repository may have written: it chooses among what is known, and never what is asked. */
  readonly projectOfSettings: string | undefined;
  readonly repositoryOf: LintRequest["repositoryOf"];
  readonly cwd: string;
  /** A review wants metrics too, may take longer, and judges ages by its own date: by none where it has none. */
  readonly review?: { readonly date: string | undefined } | undefined;
}

export const usualLintTimeout = "20s";
export const usualReviewTimeout = "2m";
/** Somebody who audits again and again need not wait each time; `--online` asks anew. */
export const usualAge = 10 * 60_000;
/** Milliseconds. */
const day = 86_400_000;
const staleAfter = 7 * day;

/** @throws {UsageError} */
export async function factsForLint(request: LintFactsRequest): Promise<LintFacts> {
  const { options, cwd } = request;
  if (options.snapshot === undefined) return askNow(request);
  const answer = loadSnapshot(options.snapshot, cwd);
  if ("problem" in answer) return { ...nothing("the snapshot cannot be used"), problems: [answer.problem] };
  const { snapshot } = answer;
  const project = request.project ?? request.projectOfSettings;
  const coverage = originNotes(snapshot, options.snapshot, request.review);
  const { collectedAt } = snapshot;
  return { facts: join(snapshot, { ...request, project }), whyNoFacts: undefined, coverage, problems: [], collectedAt };
}

function nothing(whyNoFacts: string): LintFacts {
  return { facts: undefined, whyNoFacts, coverage: [], problems: [] };
}

/** @throws {UsageError} when there is no such file */
export function loadSnapshot(named: string, cwd: string): { readonly snapshot: Snapshot } | { readonly problem: Problem } {
  const file = path.resolve(cwd, named);
  if (!existsSync(file)) throw new UsageError(`There is no snapshot ${quote(named, 200)}.`);
  const answer = readSnapshot(file);
  if ("snapshot" in answer) return answer;
  const message = `The snapshot ${quote(named, 200)} cannot be used: ${answer.fault}`;
  return { problem: { code: "invalid-snapshot", message, level: "error" } };
}

/** Where facts come from and how old they are is said of all of them at once. The file may be a stranger's. */
export function originNotes(
  { collectedAt, hosts }: Snapshot,
  named: string,
  review?: LintFactsRequest["review"],
): readonly CoverageNote[] {
  const source = `snapshot ${plain(named, 200)}`;
  const asked = [hosts.circleci, hosts.github].filter((host) => host !== undefined).map((host) => plain(host, 100));
  const origin = `collected on ${collectedAt.slice(0, 10)}${asked.length === 0 ? "" : ` from ${asked.join(" and ")}`}`;
  const now = review === undefined ? Date.now() : Date.parse(review.date ?? collectedAt);
  return [{ source, status: "ran", reason: origin }, ...ageNotes(source, now - Date.parse(collectedAt))];
}

function ageNotes(source: string, age: number): readonly CoverageNote[] {
  if (age <= staleAfter && age > -day) return [];
  const reason =
    age > staleAfter
      ? `it is ${Math.floor(age / day)} days old, and settings may have changed since; \`circleci-secaudit collect\` makes a new one`
      : "its date is none of the past, so nobody knows how old it is; `circleci-secaudit collect` makes a new one";
  return [{ source, status: "unknown", reason }];
}

function join(snapshot: Snapshot, request: LintFactsRequest): FactsRequest {
  const [named] = namesGiven(request).filter((name) => snapshot.projects.some((project) => isCalled(project, name)));
  return checkoutFacts({ snapshot, project: named ?? request.project, repositoryOf: request.repositoryOf });
}

function isCalled({ slug, address }: Project, name: string): boolean {
  return slug.toLowerCase() === (projectSlug(name) ?? slugAt(name))?.toLowerCase() || sameAddress(name, address);
}

/** What the user says goes before what the job says, and that before what checkouts say. */
function namesGiven({ project }: LintFactsRequest): ProjectNames {
  return project === undefined ? projectOfJob() : [project];
}

/** The names of each audited project. */
function wantedProjects(request: LintFactsRequest): readonly ProjectNames[] {
  const { found, cwd, project } = request;
  if (project !== undefined) return [[project]];
  const places = [...found.files.map(({ absolute }) => absolute), ...found.folders];
  const homes = [...new Set(places.map((place) => homeOf(place, cwd)))];
  const ofJob = homes.length === 1 ? projectOfJob() : [];
  return homes.map((home) => [...new Set([...ofJob, ...projectOfCheckout(home)])]).filter((names) => names.length > 0);
}

async function askNow(request: LintFactsRequest): Promise<LintFacts> {
  const { line, options } = request;
  const services = servicesGiven(line);
  const insists = options.network === "always";
  const projects = wantedProjects(request);
  if (services.circleci === undefined && services.github === undefined) {
    if (insists) throw new UsageError(whyNoToken(line));
    return nothing("what the APIs say of the project is not known, and there is no token");
  }
  if (projects.length === 0) return { ...nothing(unknownProject), problems: insists ? [unanswered(unknownProject)] : [] };
  const { snapshot, missing, failures } = await ownFacts({
    services,
    wanted: { organizations: [], projects },
    allowsPrivate: isGiven(line, "allow-private-api"),
    timeout: timeGiven(line, "timeout", request.review === undefined ? usualLintTimeout : usualReviewTimeout),
    maxAge: insists ? 0 : usualAge,
    metrics: request.review !== undefined,
  });
  const [first] = missing;
  return {
    facts: snapshot.projects.length === 0 ? undefined : join(snapshot, request),
    whyNoFacts: first === undefined ? undefined : `${plain(first.name, 200)}: ${plain(first.why.detail, 400)}`,
    coverage: missing.map(missingNote),
    problems: insists ? failures.map(unanswered) : [],
    collectedAt: snapshot.collectedAt,
  };
}

const unknownProject =
  "which project to ask about is not known: say it with `--project`, since a file of the audited repository, such as the settings, must not";

export function missingNote({ name, why }: Missing): CoverageNote {
  return { source: plain(`project ${name}`, 200), status: "unknown", reason: plain(why.detail, 400) };
}

export function unanswered(reason: string): Problem {
  return {
    code: "unanswered",
    message: `The APIs did not answer, as \`--online\` wants: ${plain(reason, 400)}.`,
    level: "error",
  };
}
