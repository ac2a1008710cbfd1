/** The configurations in `.circleci`, with their secrets replaced before anything is kept. */
import { gap, known } from "../../snapshot/fetched.ts";
import type { Fetched } from "../../snapshot/fetched.ts";
import type { ConfigFile } from "../../snapshot/repository.ts";
import { quote } from "../../source/quote.ts";
import { fileQuestion, largestFile } from "./contents.ts";
import type { GithubClient } from "./questions.ts";
import type { FoundRepository } from "./repository-identity.ts";
import { scramble } from "./scramble.ts";
import type { SecretsIn } from "./scramble.ts";
import type { TreeFile } from "./tree.ts";

/** Of one repository; together they are a few megabytes. */
const mostFiles = 100;
const largestTogether = 4 * 1024 * 1024;

export async function collectConfigFiles(
  client: GithubClient,
  found: FoundRepository,
  { files, at, secretsIn }: { readonly files: readonly TreeFile[]; readonly at: string; readonly secretsIn: SecretsIn },
): Promise<Fetched<readonly ConfigFile[]>> {
  const large = files.find(({ size }) => size > largestFile);
  if (large !== undefined) return gap("failed", `${quote(large.path)} is larger than a configuration can be`);
  if (files.length > mostFiles || files.reduce((sum, { size }) => sum + size, 0) > largestTogether) {
    return gap("failed", `there are more files in \`.circleci\` than are read: ${files.length}`);
  }
  const kept: ConfigFile[] = [];
  for (const answer of await Promise.all(files.map(({ path }) => client.ask(configQuestion(found, path, secretsIn))))) {
    if (!answer.known) return answer;
    if (answer.value.text !== null) kept.push({ path: answer.value.path, text: answer.value.text });
  }
  return known(kept, at);
}

function configQuestion(found: FoundRepository, path: string, secretsIn: SecretsIn) {
  return fileQuestion(found, path, async (text) => ({ path, text: (await scramble({ path, text }, secretsIn)) ?? null }));
}
