/** `lint --org`: everything that was collected of organisations is audited, instead of files on this disk. */
import { addressOf } from "../../collect/circleci/facts/slugs.ts";
import type { Problem } from "../../finding/report.ts";
import type { LintRequest } from "../../lint/lint.ts";
import { snapshotFiles } from "../../lint/snapshot-files.ts";
import type { SnapshotWish } from "../../lint/snapshot-files.ts";
import { tool } from "../../lint/tool.ts";
import { snapshotFormat } from "../../snapshot/snapshot.ts";
import type { Snapshot } from "../../snapshot/snapshot.ts";
import { plain, quote } from "../../source/quote.ts";
import { whyNoToken } from "../collect/facts-options.ts";
import type { CommandLine } from "../command-line.ts";
import { isGiven } from "../parse-command-line.ts";
import { timeGiven } from "../time-option.ts";
import { UsageError } from "../usage-error.ts";
import { loadSnapshot, missingNote, originNotes, unanswered, usualAge } from "./facts-for-lint.ts";
import type { LintFacts, LintFactsRequest } from "./facts-for-lint.ts";
import { ownFacts } from "./own-facts.ts";
import { servicesGiven } from "./services.ts";
import { namedOrganization } from "./which-project.ts";

export interface OrganizationInput extends LintFacts, Pick<LintRequest, "files" | "follow" | "repositoryOf"> {}

export interface OrganizationRequest extends SnapshotWish, Pick<LintFactsRequest, "review"> {
  readonly line: CommandLine;
  readonly organizations: readonly string[];
  readonly snapshot: string | undefined;
  readonly insists: boolean;
  readonly cwd: string;
}

export const usualOrganizationTimeout = "30m";

/** @throws {UsageError} */
export async function organizationInput(request: OrganizationRequest): Promise<OrganizationInput> {
  const { snapshot, coverage, problems } = await organizationFacts(request);
  const files = snapshotFiles(snapshot, request);
  return {
    ...files,
    facts: snapshot.projects.length === 0 ? undefined : files.facts,
    whyNoFacts: snapshot.projects.length === 0 ? "nothing is known of the organisation" : undefined,
    coverage: [...coverage, ...files.coverage],
    problems,
  };
}

export interface OrganizationFacts extends Pick<LintFacts, "coverage" | "problems"> {
  readonly snapshot: Snapshot;
}

/** @throws {UsageError} */
export async function organizationFacts(request: OrganizationRequest): Promise<OrganizationFacts> {
  const named = request.organizations.map(namedOrganization);
  const got = await factsOfOrganizations(request, named);
  const snapshot = partOf(got.snapshot, withTwins(named, got.snapshot));
  const absent = named.filter((slug) => !snapshot.projects.some(({ organization }) => isSame(slug, organization)));
  const empty = got.isUsable ? absent.map((slug) => emptyOrganization(slug, request.snapshot)) : [];
  return { snapshot, coverage: got.coverage, problems: [...got.problems, ...empty] };
}

/** What a snapshot says of some organisations. */
function partOf(snapshot: Snapshot, slugs: readonly string[]): Snapshot {
  const projects = snapshot.projects.filter(({ organization }) => slugs.some((slug) => isSame(slug, organization)));
  const addresses = new Set(projects.map(({ address }) => address?.toLowerCase()));
  const owners = new Set(slugs.map((slug) => addressOf(slug)?.toLowerCase()));
  const repositories = snapshot.repositories.filter(({ address }) => {
    const key = address.toLowerCase();
    return addresses.has(key) || owners.has(key.slice(0, key.lastIndexOf("/")));
  });
  return { ...snapshot, projects, repositories };
}

/** One account at GitHub may be two organisations of CircleCI, of one name. */
function withTwins(slugs: readonly string[], { organizations: all }: Snapshot): readonly string[] {
  const names = new Set(all.filter(({ slug }) => slugs.some((each) => isSame(each, slug))).map(({ name }) => name.toLowerCase()));
  const twins = all.filter(({ vcs, name }) => vcs !== "bitbucket" && names.has(name.toLowerCase()));
  return [...new Set([...slugs, ...twins.map(({ slug }) => slug)])];
}

interface Got {
  readonly snapshot: Snapshot;
  /** False: it is empty, and a problem says why. */
  readonly isUsable: boolean;
  readonly coverage: LintFacts["coverage"];
  readonly problems: readonly Problem[];
}

async function factsOfOrganizations(request: OrganizationRequest, organizations: readonly string[]): Promise<Got> {
  const { line, snapshot: named, insists, cwd } = request;
  if (named !== undefined) {
    const loaded = loadSnapshot(named, cwd);
    if ("problem" in loaded) return { snapshot: noSnapshot, isUsable: false, coverage: [], problems: [loaded.problem] };
    return {
      snapshot: loaded.snapshot,
      isUsable: true,
      coverage: originNotes(loaded.snapshot, named, request.review),
      problems: [],
    };
  }
  const services = servicesGiven(line);
  if (services.circleci === undefined && services.github === undefined) throw new UsageError(whyNoToken(line));
  const own = await ownFacts({
    services,
    wanted: { organizations, projects: [] },
    allowsPrivate: isGiven(line, "allow-private-api"),
    timeout: timeGiven(line, "timeout", usualOrganizationTimeout),
    // Whoever was interrupted goes on.
    maxAge: insists ? 0 : usualAge,
    metrics: request.review !== undefined,
  });
  const problems = insists ? own.failures.map(unanswered) : [];
  return { snapshot: own.snapshot, isUsable: true, coverage: own.missing.map(missingNote), problems };
}

const noSnapshot: Snapshot = {
  ...{ format: snapshotFormat, tool, collectedAt: "", hosts: {} },
  ...{ organizations: [], projects: [], githubOrganizations: [], repositories: [], orbs: [] },
};

function isSame(one: string, other: string): boolean {
  return one === other || (!one.startsWith("circleci/") && one.toLowerCase() === other.toLowerCase());
}

function emptyOrganization(slug: string, snapshot: string | undefined): Problem {
  const where =
    snapshot === undefined ? "No project could be collected of" : `The snapshot ${quote(snapshot, 200)} holds no project of`;
  const message = `${where} ${quote(slug, 200)}; \`circleci-secaudit collect --org ${plain(slug, 200)}\` says what it can find.`;
  return { code: "empty-organization", message, level: "error" };
}
