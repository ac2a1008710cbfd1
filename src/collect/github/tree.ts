/** Which files of interest the default branch has: those of `.circleci`, and where CODEOWNERS is. */
import { gap, known } from "../../snapshot/fetched.ts";
import type { Fetched } from "../../snapshot/fetched.ts";
import { isRecord, stringIn } from "../json.ts";
import { needs } from "./needs.ts";
import type { GithubClient, Refusal } from "./questions.ts";
import type { FoundRepository } from "./repository-identity.ts";

export interface TreeFile {
  readonly path: string;
  readonly size: number;
}

export interface InterestingFiles {
  /** YAML below `.circleci`, without links and submodules. */
  readonly configs: readonly TreeFile[];
  /** The one that GitHub reads: the first of `.github/`, the root and `docs/`. */
  readonly codeOwners?: TreeFile | undefined;
}

interface Entry {
  readonly path: string;
  /** Of a folder, to look into it. */
  readonly sha?: string | undefined;
  readonly size: number;
}

interface Tree {
  readonly entries: readonly Entry[];
  /** There was more than GitHub gives at once. */
  readonly isCut: boolean;
}

/** One question for nearly every repository. A tree that is too large for one answer is looked at folder by folder. */
export async function findFiles(
  client: GithubClient,
  { owner, name, identity }: FoundRepository,
): Promise<Fetched<InterestingFiles>> {
  const trees = `repos/${owner}/${name}/git/trees`;
  const branch = encodeURIComponent(identity.defaultBranch);
  const whole = await askTree(client, `${trees}/${branch}`, { recursive: "1" }, "");
  if (whole.known && !whole.value.isCut) return known(interesting(whole.value.entries), whole.at);
  if (!whole.known && whole.reason !== "failed") return whole;
  const root = await askTree(client, `${trees}/${branch}`, {}, "");
  if (!root.known || root.value.isCut) return root.known ? tooLarge : root;
  const folders = root.value.entries.filter(
    ({ path, sha }) => sha !== undefined && [".circleci", ".github", "docs"].includes(path),
  );
  const below = await Promise.all(
    folders.map(({ path, sha = "" }) =>
      askTree(client, `${trees}/${sha}`, path === ".circleci" ? { recursive: "1" } : {}, `${path}/`),
    ),
  );
  const all = [...root.value.entries];
  for (const tree of below) {
    if (!tree.known) return tree;
    if (tree.value.isCut) return tooLarge;
    all.push(...tree.value.entries);
  }
  return known(interesting(all), root.at);
}

const tooLarge = gap("failed", "the folder `.circleci` or one beside it holds more files than GitHub lists");

function askTree(
  client: GithubClient,
  path: string,
  query: Readonly<Record<string, string>>,
  prefix: string,
): Promise<Fetched<Tree>> {
  return client.ask({ path, query, needs: needs.contents, parse: (body) => parseTree(body, prefix), parseRefusal: ofEmpty });
}

/** "Git Repository is empty." */
function ofEmpty({ status }: Refusal): { readonly value: Tree } | undefined {
  return status === 409 ? { value: { entries: [], isCut: false } } : undefined;
}

const ordinaryFile = /^100(?:644|755)$/;

function parseTree(body: unknown, prefix: string): Tree | undefined {
  if (!isRecord(body) || !Array.isArray(body["tree"])) return undefined;
  const entries = (body["tree"] as readonly unknown[]).flatMap((item) => parseEntry(item, prefix));
  return { entries, isCut: body["truncated"] === true };
}

/** Nothing but what may be of interest: the rest of the tree is not kept. */
function parseEntry(item: unknown, prefix: string): readonly Entry[] {
  if (!isRecord(item)) return [];
  const [path, sha] = [`${prefix}${stringIn(item, "path") ?? ""}`, stringIn(item, "sha") ?? ""];
  const size = typeof item["size"] === "number" ? item["size"] : 0;
  if (item["type"] === "tree") return /^[\da-f]{40,64}$/.test(sha) && !path.includes("/") ? [{ path, sha, size: 0 }] : [];
  if (item["type"] !== "blob" || !ordinaryFile.test(stringIn(item, "mode") ?? "")) return [];
  return isConfig(path) || codeOwnersPaths.includes(path) ? [{ path, size }] : [];
}

const codeOwnersPaths = [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"];

/** What no line of a report can hold is of no use. */
// oxlint-disable-next-line no-control-regex
const configPath = /^\.circleci\/[^\u0000-\u001f\\]+\.ya?ml$/;

/** A path that leads somewhere else than it says is none that Git makes. */
function isConfig(path: string): boolean {
  return configPath.test(path) && path.split("/").every((part) => !["", ".", ".."].includes(part));
}

function interesting(entries: readonly Entry[]): InterestingFiles {
  const files = entries.filter(({ sha }) => sha === undefined);
  const codeOwners = codeOwnersPaths.flatMap((wanted) => files.find(({ path }) => path === wanted) ?? [])[0];
  return { configs: files.filter(({ path }) => isConfig(path)), ...(codeOwners === undefined ? {} : { codeOwners }) };
}
