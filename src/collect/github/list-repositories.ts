/** The repositories of an organisation. */
import type { Fetched } from "../../snapshot/fetched.ts";
import { mapFetched } from "../../snapshot/fetched.ts";
import { needs } from "./needs.ts";
import type { GithubClient } from "./questions.ts";
import { parseRepository } from "./repository-identity.ts";
import type { FoundRepository } from "./repository-identity.ts";

export interface ListOptions {
  /** Archived ones too: nobody can change them, and CircleCI does not build them. */
  readonly archived?: boolean;
}

/** A hundred a request. What is found need not be asked for again: hand it to `collectRepository`. */
export async function listRepositories(
  client: GithubClient,
  login: string,
  { archived = false }: ListOptions = {},
): Promise<Fetched<readonly FoundRepository[]>> {
  const all = await client.list({
    path: `orgs/${encodeURIComponent(login)}/repos`,
    query: { type: "all" },
    needs: needs.metadata,
    parseItem: (item) => parseRepository(item, client.site),
  });
  return mapFetched(all, (found) => found.filter(({ identity }) => archived || !identity.isArchived));
}
