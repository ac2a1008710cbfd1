/** Identity of a project, and of the organisation that it belongs to: one question for both. */
import { gap, mapFetched } from "../../../snapshot/fetched.ts";
import type { Fetched } from "../../../snapshot/fetched.ts";
import type { ProjectIdentity } from "../../../snapshot/blank.ts";
import { isRecord, recordIn } from "../../json.ts";
import type { CircleClient } from "../../questions.ts";
import { idIn, textIn } from "./fields.ts";
import type { OrganizationIdentity } from "./find-organization.ts";
import { addressAt, addressOf, ownerOf, projectSlug, readSlug, vcsOf } from "./slugs.ts";

export interface FoundProject {
  readonly project: ProjectIdentity;
  readonly organization: OrganizationIdentity;
}

/** `slug` in any of its forms, or an id. */
export async function findProject(client: CircleClient, slug: string): Promise<Fetched<FoundProject>> {
  const asked = projectSlug(slug) ?? idIn({ slug }, "slug");
  if (asked === undefined) return gap("failed", "it is neither a slug such as `gh/acme/app` nor an id of a project");
  const answer = await client.ask({ api: "v2", path: `project/${asked}`, parse: (body) => parseProject(body, asked) });
  return mapFetched(answer, (found) => withAddress(found, client));
}

/** On a server of one's own, `gh` need not be GitHub itself: there only what CircleCI says counts. */
function withAddress(found: FoundProject, client: CircleClient): FoundProject {
  const address = found.project.address ?? (client.isCloud ? addressOf(found.project.slug) : undefined);
  return address === undefined ? found : { ...found, project: { ...found.project, address } };
}

/** The slug of the organisation is that of the project without its end; what the answer calls so is sometimes only a name. */
export function parseProject(body: unknown, asked: string): FoundProject | undefined {
  if (!isRecord(body)) return undefined;
  const [id, owner] = [idIn(body, "id"), idIn(body, "organization_id")];
  const slug = projectSlug(textIn(body, "slug") ?? "") ?? projectSlug(asked);
  if (id === undefined || owner === undefined || slug === undefined) return undefined;
  const vcs = recordIn(body, "vcs_info");
  const [address, defaultBranch] = [addressAt(textIn(vcs, "vcs_url") ?? ""), textIn(vcs, "default_branch")];
  const organization = ownerOf(slug);
  const fallback = readSlug(slug)?.owner ?? organization;
  return {
    project: {
      ...{ slug, id, name: textIn(body, "name") ?? slug.slice(organization.length + 1), organization },
      ...(address === undefined ? {} : { address }),
      ...(defaultBranch === undefined ? {} : { defaultBranch }),
    },
    organization: { slug: organization, id: owner, name: textIn(body, "organization_name") ?? fallback, vcs: vcsOf(slug) },
  };
}
