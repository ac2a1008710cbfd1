/** All that GitHub says of one repository. */
import { blankRepository } from "../../snapshot/blank.ts";
import { gap, known } from "../../snapshot/fetched.ts";
import type { Fetched, Known } from "../../snapshot/fetched.ts";
import type { Repository } from "../../snapshot/repository.ts";
import type { SourceFile } from "../../source/source-file.ts";
import type { Span } from "../../source/span.ts";
import { needs } from "./needs.ts";
import type { GithubClient } from "./questions.ts";
import { isName, parseRepository } from "./repository-identity.ts";
import type { FoundRepository } from "./repository-identity.ts";

/** The secrets in a configuration; undefined for a file that is none and is not kept. */
export type SecretsIn = (file: SourceFile) => Promise<readonly Span[] | undefined>;

export interface CollectRepositoryOptions {
  readonly secretsIn: SecretsIn;
}

/** `wanted`: an address such as `github.com/acme/app`, or what `listRepositories` found. Never rejects. */
export async function collectRepository(
  client: GithubClient,
  wanted: string | Known<FoundRepository>,
  options: CollectRepositoryOptions,
): Promise<Fetched<Repository>> {
  const found = typeof wanted === "string" ? await findRepository(client, wanted) : wanted;
  if (!found.known) return found;
  void options;
  return known(blankRepository(found.value.identity), found.at);
}

async function findRepository(client: GithubClient, address: string): Promise<Fetched<FoundRepository>> {
  const [name, owner, ...site] = address.split("/").toReversed();
  if (!isName(owner) || !isName(name)) return gap("inapplicable", "its address is none of a repository of GitHub");
  const [host] = site;
  if (host === undefined || host.toLowerCase() !== client.site.toLowerCase()) {
    return gap("inapplicable", "it is not on the GitHub that is asked");
  }
  return client.ask({
    path: `repos/${owner}/${name}`,
    needs: needs.metadata,
    parse: (body) => parseRepository(body, client.site),
  });
}
