/** Who owns the configuration according to CODEOWNERS. */
import { known, mapFetched } from "../../snapshot/fetched.ts";
import type { Fetched } from "../../snapshot/fetched.ts";
import type { CodeOwners } from "../../snapshot/repository.ts";
import { isRecord } from "../json.ts";
import { ownersOf } from "./code-owners-file.ts";
import { fileQuestion } from "./contents.ts";
import { needs } from "./needs.ts";
import type { GithubClient } from "./questions.ts";
import type { FoundRepository } from "./repository-identity.ts";
import type { InterestingFiles } from "./tree.ts";

export async function collectCodeOwners(
  client: GithubClient,
  found: FoundRepository,
  { codeOwners: file }: InterestingFiles,
  at: string,
): Promise<Fetched<CodeOwners>> {
  if (file === undefined) return known({ ofConfig: [] }, at);
  const [ofConfig, errors] = await Promise.all([
    client.ask(fileQuestion(found, file.path, (text) => ownersOf(text, ".circleci/config.yml"))),
    client.ask({
      path: `repos/${found.owner}/${found.name}/codeowners/errors`,
      needs: needs.contents,
      parse: (body) => (isRecord(body) && Array.isArray(body["errors"]) ? body["errors"].length : undefined),
    }),
  ]);
  return mapFetched(ofConfig, (owners) => ({
    path: file.path,
    ofConfig: owners,
    ...(errors.known ? { errors: errors.value } : {}),
  }));
}
