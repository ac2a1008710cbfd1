/**
 * Asks both services for everything about the organisations and projects that are wanted, and hands each piece on as soon as it is there.
 * Pieces of one kind come in a fixed order, so that the same facts make the same snapshot.
 */
import type { Gap } from "../../snapshot/fetched.ts";
import type { Organization } from "../../snapshot/organization.ts";
import { sameAddress } from "../../snapshot/project-facts.ts";
import type { Project } from "../../snapshot/project.ts";
import type { OrbFacts } from "../../snapshot/snapshot.ts";
import { collectOrganization } from "../circleci/facts/organization.ts";
import { collectProject } from "../circleci/facts/project.ts";
import { addressAt, addressOf } from "../circleci/facts/slugs.ts";
import type { CircleClient } from "../questions.ts";
import { findWanted } from "./find-wanted.ts";
import type { FoundOrganization, FoundWanted, Missing, Note, Wanted } from "./find-wanted.ts";
import type { GithubFacts } from "./github-facts.ts";
import { githubRun } from "./github-run.ts";
import type { GithubRun } from "./github-run.ts";
import { inOrder } from "./in-order.ts";
import { lateProjects, projectsOfGithub } from "./other-projects.ts";
import type { SnapshotPieces } from "./write-snapshot.ts";

/** Resolves when the next piece may come. */
export type AddPiece = <Section extends keyof SnapshotPieces>(
  section: Section,
  piece: SnapshotPieces[Section][number],
) => Promise<void>;

export interface CollectSnapshotRequest {
  /** Undefined: it is not asked. */
  readonly circleci: CircleClient | undefined;
  readonly github: GithubFacts | undefined;
  readonly wanted: Wanted;
  /** Ask insights too: of projects that are wanted by their names all there is, of the others less. */
  readonly metrics: boolean;
  /** What stands in place of CircleCI's answers when it is not asked. */
  readonly whyNoCircleci: Gap;
  readonly add: AddPiece;
  readonly progress: (progress: CollectProgress) => void;
  /** What the registry says of the orbs that the collected configurations name; asked when all are known. */
  readonly orbs: () => Promise<readonly OrbFacts[]>;
}

export interface CollectProgress {
  readonly kind: "organizations" | "projects" | "repositories";
  readonly done: number;
  readonly known: number;
}

export interface Collected {
  readonly missing: readonly Missing[];
  readonly notes: readonly Note[];
}

/** A project is a dozen questions, which the client puts one after the other as fast as CircleCI takes them. */
const projectsAtOnce = 8;

/** Never rejects, but for what `add` throws. */
export async function collectSnapshot(request: CollectSnapshotRequest): Promise<Collected> {
  const { circleci, github, wanted, add } = request;
  const found = circleci === undefined ? nothing : await findWanted(circleci, wanted);
  const repositories = github === undefined ? undefined : githubRun({ github, add, progress: request.progress });
  const [addresses] = await Promise.all([
    circleci === undefined ? [] : collectCircleci(circleci, request, found),
    repositories?.collect(wishesOf(wanted, found)),
  ]);
  // What CircleCI names only when it is asked about a project.
  await repositories?.collect({ logins: [], addresses });
  await collectOthers(request, found, repositories);
  for (const orb of await request.orbs()) await add("orbs", orb);
  return { missing: [...found.missing, ...(repositories?.missing() ?? [])], notes: found.notes };
}

const nothing: FoundWanted = { organizations: [], missing: [], notes: [] };

function wishesOf(wanted: Wanted, { organizations }: FoundWanted) {
  const projects = organizations.flatMap((organization) => organization.projects);
  const whole = organizations.filter(({ isWhole }) => isWhole);
  return {
    logins: [...wanted.organizations, ...whole.map(({ identity }) => identity.slug)],
    addresses: [
      ...wanted.projects.flat(),
      ...projects.map((project) => (typeof project === "string" ? project : (project.address ?? project.slug))),
    ],
  };
}

/** The addresses of the projects' repositories. */
async function collectCircleci(
  client: CircleClient,
  request: CollectSnapshotRequest,
  { organizations }: FoundWanted,
): Promise<readonly string[]> {
  const addresses: string[] = [];
  const known = organizations.reduce((sum, { projects }) => sum + projects.length, 0);
  let done = 0;
  for (const [index, wanted] of organizations.entries()) {
    const organization = await collectOrganization(client, wanted.identity);
    await request.add("organizations", organization);
    request.progress({ kind: "organizations", done: index + 1, known: organizations.length });
    for await (const project of projectsOf(client, wanted, organization, request.metrics)) {
      await request.add("projects", project);
      if (project.address !== undefined) addresses.push(project.address);
      done += 1;
      request.progress({ kind: "projects", done, known });
    }
  }
  return addresses;
}

function projectsOf(
  client: CircleClient,
  { projects, isWhole }: FoundOrganization,
  organization: Organization,
  asksMetrics: boolean,
): AsyncIterable<Project> {
  const metrics = asksMetrics ? (isWhole ? "brief" : "whole") : undefined;
  return inOrder(projects, projectsAtOnce, (project) => collectProject(client, project, organization, { metrics }));
}

/** Projects of repositories that CircleCI did not name by itself, or was not asked about. */
async function collectOthers(
  request: CollectSnapshotRequest,
  found: FoundWanted,
  repositories: GithubRun | undefined,
): Promise<void> {
  if (repositories === undefined) return;
  const { circleci, add, metrics } = request;
  const built = repositories.withConfigurations();
  if (circleci === undefined) {
    for (const project of projectsOfGithub(built, request.whyNoCircleci)) await add("projects", project);
    return;
  }
  for (const { name, why } of found.missing) {
    const address = addressAt(name) ?? addressOf(name);
    for (const project of projectsOfGithub(
      built.filter((each) => sameAddress(each, address)),
      why,
    ))
      await add("projects", project);
  }
  for await (const project of lateProjects(circleci, found, built, { metrics: metrics ? "brief" : undefined }))
    await add("projects", project);
}
