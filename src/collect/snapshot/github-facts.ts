/** What is wanted of GitHub. */
import { known, mapFetched } from "../../snapshot/fetched.ts";
import type { Fetched } from "../../snapshot/fetched.ts";
import type { GithubOrganization, Repository } from "../../snapshot/repository.ts";
import { collectGithubOrganization } from "../github/collect-organization.ts";
import { collectRepository } from "../github/collect-repository.ts";
import type { CollectRepositoryOptions } from "../github/collect-repository.ts";
import { listRepositories } from "../github/list-repositories.ts";
import type { GithubClient } from "../github/questions.ts";
import { findFiles } from "../github/tree.ts";

export interface GithubFacts {
  /** Scheme and host of the API. */
  readonly host: string;
  /** How addresses begin: `github.com`. */
  readonly site: string;
  organization(login: string): Promise<GithubOrganization>;
  /** Those of an organisation that are not archived. */
  list(login: string): Promise<Fetched<readonly ListedRepository[]>>;
  repository(address: string): Promise<Fetched<Repository>>;
}

export interface ListedRepository {
  readonly address: string;
  /** Whether there are configurations of CircleCI; true when that cannot be told. */
  hasConfigurations(): Promise<boolean>;
  collect(): Promise<Fetched<Repository>>;
}

export function githubFacts(client: GithubClient, options: CollectRepositoryOptions): GithubFacts {
  const { host, site } = client;
  return {
    host,
    site,
    organization: (login) => collectGithubOrganization(client, login),
    repository: (address) => collectRepository(client, address, options),
    async list(login) {
      const answer = await listRepositories(client, login);
      const at = answer.known ? answer.at : "";
      return mapFetched(answer, (all) =>
        all.map((found) => ({
          address: found.identity.address,
          async hasConfigurations() {
            // Kept in the journal, and not asked again when the repository is collected.
            const files = await findFiles(client, found);
            return !files.known || files.value.configs.length > 0;
          },
          collect: () => collectRepository(client, known(found, at), options),
        })),
      );
    },
  };
}
