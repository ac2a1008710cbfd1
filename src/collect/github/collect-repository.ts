/**
 * All that GitHub says of one repository. Asked, with `+` for more only where there is more:
 *
 *   repos/{r}                                   unless the list of the organisation told it
 *   repos/{r}/rules/branches/{b}                rules that apply to the default branch
 *   repos/{r}/branches/{b}                      whether it is protected, for all readers
 *   repos/{r}/branches/{b}/protection           + only where it is
 *   repos/{r}/git/trees/{b}?recursive=1         where `.circleci` and CODEOWNERS are; + folder by folder in huge repositories
 *   repos/{r}/contents/{path}                   + each configuration, and CODEOWNERS
 *   repos/{r}/codeowners/errors                 + only where there is one
 *   repos/{r}/collaborators?permission=push     who may push
 *   orgs/{org}, orgs/{org}/outside_collaborators   once an organisation; + repos/{r}/collaborators?affiliation=outside for other than owners
 *   repos/{r}/teams, keys, hooks, actions/secrets
 *   repos/{r}/secret-scanning/alerts            + unless it is known to be off
 */
import { gap, known, mapFetched } from "../../snapshot/fetched.ts";
import type { Fetched, Known } from "../../snapshot/fetched.ts";
import { sameAddress } from "../../snapshot/project-facts.ts";
import type { Repository } from "../../snapshot/repository.ts";
import { collectBranchGuards } from "./branch-guards.ts";
import { collectCodeOwners } from "./code-owners.ts";
import { collectConfigFiles } from "./config-files.ts";
import { needs } from "./needs.ts";
import { collectCollaborators, collectTeams } from "./people.ts";
import type { GithubClient } from "./questions.ts";
import { isName, parseRepository } from "./repository-identity.ts";
import type { FoundRepository } from "./repository-identity.ts";
import { collectDeployKeys, collectHooks, collectSecrets, collectSecretScanning } from "./repository-settings.ts";
import type { SecretsIn } from "./scramble.ts";
import { findFiles } from "./tree.ts";

export interface CollectRepositoryOptions {
  readonly secretsIn: SecretsIn;
}

/**
 * `wanted`: an address such as `github.com/acme/app`, or one of those that `listRepositories` found with the time of the list.
 * Never rejects.
 */
export async function collectRepository(
  client: GithubClient,
  wanted: string | Known<FoundRepository>,
  options: CollectRepositoryOptions,
): Promise<Fetched<Repository>> {
  const found = typeof wanted === "string" ? await findRepository(client, wanted) : wanted;
  if (!found.known) return found;
  const { value: repository, at } = found;
  const [branchGuards, files, collaborators, teams, deployKeys, webhooks, secrets, secretScanning] = await Promise.all([
    collectBranchGuards(client, repository),
    collectFiles(client, repository, options),
    collectCollaborators(client, repository),
    repository.isOwnedByUser ? noTeams : collectTeams(client, repository),
    collectDeployKeys(client, repository),
    collectHooks(client, repository),
    collectSecrets(client, repository),
    collectSecretScanning(client, repository, at),
  ]);
  const facts = { branchGuards, ...files, collaborators, teams, deployKeys, webhooks, secrets, secretScanning };
  return known({ ...repository.identity, ...facts }, at);
}

const noTeams = gap("inapplicable", "a personal repository has no teams");

async function collectFiles(
  client: GithubClient,
  repository: FoundRepository,
  { secretsIn }: CollectRepositoryOptions,
): Promise<Pick<Repository, "codeOwners" | "files">> {
  const found = await findFiles(client, repository);
  if (!found.known) return { codeOwners: found, files: found };
  const [codeOwners, files] = await Promise.all([
    collectCodeOwners(client, repository, found.value, found.at),
    collectConfigFiles(client, repository, { files: found.value.configs, at: found.at, secretsIn }),
  ]);
  return { codeOwners, files };
}

async function findRepository(client: GithubClient, address: string): Promise<Fetched<FoundRepository>> {
  const [name, owner, ...site] = address.split("/").toReversed();
  if (!isName(owner) || !isName(name)) return gap("inapplicable", "its address is none of a repository of GitHub");
  const [host] = site;
  if (host === undefined || host.toLowerCase() !== client.site.toLowerCase()) {
    return gap("inapplicable", "it is not on the GitHub that is asked");
  }
  const found = await client.ask({
    path: `repos/${owner}/${name}`,
    needs: needs.metadata,
    parse: (body) => parseRepository(body, client.site),
  });
  // One that was renamed since stays known by the name that CircleCI has for it.
  return mapFetched(found, (repository) =>
    sameAddress(repository.identity.address, address)
      ? repository
      : { ...repository, identity: { ...repository.identity, address } },
  );
}
