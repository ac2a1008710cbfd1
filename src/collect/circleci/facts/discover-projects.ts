/**
 * The projects of an organisation. CircleCI has no public list of them: its private one names all; the public ways name those with recent
 * pipelines, those that insights know, and those that the token's user follows.
 */
import type { Fetched } from "../../../snapshot/fetched.ts";
import { isRecord } from "../../json.ts";
import type { CircleClient } from "../../questions.ts";
import { listIn, textIn, textsIn } from "./fields.ts";
import type { Body } from "./fields.ts";
import type { OrganizationIdentity } from "./find-organization.ts";
import { ownerOf, projectSlug, readSlug } from "./slugs.ts";

export interface DiscoveredProjects {
  /** In their short form, in order, none twice. */
  readonly slugs: readonly string[];
  /** False: there may be more. */
  readonly isComplete: boolean;
  /** How they were found and what may be missing; sentences without the last full stop. */
  readonly note: string;
}

/** Pipelines come newest first. After so many pages that name no new project, older ones are not looked at. */
const mostIdlePages = 10;
const mostPages = 300;

export async function discoverProjects(client: CircleClient, organization: OrganizationIdentity): Promise<DiscoveredProjects> {
  if (!client.allowsPrivate || !client.isCloud) return discoverInPublic(client, organization, []);
  // More than 50 a page are answered with HTTP 500.
  const query = { "organization-id": organization.id, "page-size": "50" };
  const answer = await client.list({ api: "private", path: "project", query, parseItem: parseListedProject });
  if (!answer.known) return discoverInPublic(client, organization, [`the private list of projects: ${answer.detail}`]);
  const slugs = new Slugs(organization);
  const strange = answer.value.filter((slug) => !slugs.add(slug)).length;
  const note = "CircleCI's private list of projects was asked";
  const rest = strange === 0 ? "" : `; ${strange} of its entries were not understood and are missing`;
  return { slugs: slugs.all(), isComplete: strange === 0, note: `${note}${rest}` };
}

async function discoverInPublic(
  client: CircleClient,
  organization: OrganizationIdentity,
  faults: readonly string[],
): Promise<DiscoveredProjects> {
  const slugs = new Slugs(organization);
  const more = [...faults];
  const take = (what: string, answer: Fetched<readonly string[]>): void => {
    if (answer.known) for (const slug of answer.value) slugs.add(slug);
    else more.push(`${what}: ${answer.detail}`);
  };
  const path = `insights/${organization.slug}/summary`;
  const [named, followed] = await Promise.all([
    client.ask({ api: "v2", path, query: { "reporting-window": "last-90-days" }, parse: parseInsightNames }),
    // It holds no standalone projects.
    organization.vcs === "circleci" ? undefined : client.list({ api: "v1.1", path: "projects", parseItem: parseFollowed }),
  ]);
  // Names of standalone projects are no part of their slugs.
  if (organization.vcs === "circleci") take("insights", named.known ? { ...named, value: [] } : named);
  else take("insights", named.known ? { ...named, value: named.value.map((name) => `${organization.slug}/${name}`) } : named);
  if (followed !== undefined) take("followed projects", followed);
  const fault = await addFromPipelines(client, organization, slugs);
  if (fault !== undefined) more.push(`pipelines: ${fault}`);
  const found = slugs.all();
  const known = named.known ? new Set(named.value).size : 0;
  if (known > found.length) more.push(`insights know ${known} projects by name, of which some could not be identified`);
  return { slugs: found, isComplete: false, note: [publicNote(client), ...more].join(". ") };
}

/** Servers have no private list to turn to. */
function publicNote({ isCloud }: CircleClient): string {
  const cure = isCloud ? "`--allow-private-api` asks for all, `--project` names one" : "`--project` names one";
  return (
    "CircleCI has no public list of an organisation's projects. These have recent runs, or the token's user follows them; " +
    `idle projects may be missing: ${cure}`
  );
}

/** Page by page, since an organisation may have had millions. Returns why it ended too early. */
async function addFromPipelines(
  client: CircleClient,
  organization: OrganizationIdentity,
  slugs: Slugs,
): Promise<string | undefined> {
  const seen = new Set<string>();
  let [token, idle] = ["", 0];
  for (let page = 0; page < mostPages && idle < mostIdlePages; page += 1) {
    const query = { "org-slug": organization.slug, ...(token === "" ? {} : { "page-token": token }) };
    const answer = await client.ask({ api: "v2", path: "pipeline", query, parse: parsePipelines });
    if (!answer.known) return answer.detail;
    const before = slugs.size;
    for (const slug of answer.value.slugs) slugs.add(slug);
    idle = slugs.size > before ? 0 : idle + 1;
    const { next } = answer.value;
    // A page that is named twice would go on for ever.
    if (next === undefined || seen.has(next)) return undefined;
    seen.add(next);
    token = next;
  }
  return undefined;
}

/** Of one organisation. Code hosts do not tell upper from lower case; standalone slugs do. */
class Slugs {
  private readonly found = new Map<string, string>();
  private readonly organization: OrganizationIdentity;

  constructor(organization: OrganizationIdentity) {
    this.organization = organization;
  }

  get size(): number {
    return this.found.size;
  }

  /** Whether it is a slug; one of another organisation is left out. */
  add(text: string): boolean {
    const slug = projectSlug(text);
    if (slug === undefined) return false;
    if (this.keyOf(ownerOf(slug)) === this.keyOf(this.organization.slug)) {
      const key = this.keyOf(slug);
      if (!this.found.has(key)) this.found.set(key, slug);
    }
    return true;
  }

  all(): readonly string[] {
    return [...this.found.values()].sort();
  }

  /** A standalone organisation goes by several ids. */
  private keyOf(slug: string): string {
    if (this.organization.vcs !== "circleci") return slug.toLowerCase();
    return readSlug(slug)?.project === undefined ? (readSlug(slug)?.prefix ?? "") : slug;
  }
}

/** Empty when it is no project that could be asked about. */
export function parseListedProject(item: Body): string {
  return projectSlug(textIn(item, "slug") ?? "") ?? "";
}

export function parseInsightNames(body: unknown): readonly string[] | undefined {
  return isRecord(body) ? textsIn(body, "all_projects") : undefined;
}

export function parseFollowed(item: Body): string {
  const [vcs, owner, name] = [textIn(item, "vcs_type"), textIn(item, "username"), textIn(item, "reponame")];
  return projectSlug(`${vcs}/${owner}/${name}`) ?? "";
}

interface PipelinePage {
  readonly slugs: readonly string[];
  readonly next?: string | undefined;
}

export function parsePipelines(body: unknown): PipelinePage | undefined {
  if (!isRecord(body) || !Array.isArray(body["items"])) return undefined;
  const slugs = listIn(body, "items", (item) => projectSlug(textIn(item, "project_slug") ?? "") ?? "");
  if (slugs === undefined) return undefined;
  const next = textIn(body, "next_page_token");
  return { slugs: [...new Set(slugs)].filter((slug) => slug !== ""), ...(next === undefined ? {} : { next }) };
}
