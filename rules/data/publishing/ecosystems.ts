/** Registries that take a CircleCI job's OIDC token instead of a stored one, and which of them a command publishes to. */
import type { CommandFact } from "../../../src/shell/facts.ts";
import { parseTarget } from "../network-targets.ts";
import { wordSet } from "../options.ts";
import { leadingText, wordFrom, wordText } from "../word-text.ts";
import { launchedBy } from "./launched.ts";

export type Ecosystem = "npm" | "pypi";

export const registryNames: Readonly<Record<Ecosystem, string>> = { npm: "npm", pypi: "PyPI" };

const publishers: Readonly<Record<Ecosystem, ReadonlySet<string>>> = {
  npm: wordSet(
    "npm pnpm yarn bun lerna changeset changesets semantic-release multi-semantic-release release-it np nx auto beachball rush cnpm",
  ),
  // python-semantic-release goes by the same name as npm's.
  pypi: wordSet("twine poetry flit hatch uv pdm rye maturin setup.py semantic-release"),
};

/** By the program that publishes, the first word of `what` of a publication. */
export function publishesTo(ecosystem: Ecosystem, what: string): boolean {
  return publishers[ecosystem].has(what.split(" ", 1)[0] ?? "");
}

/** Options that name the registry, by their value's URL or name. */
const registryOptions: Readonly<Record<Ecosystem, ReadonlySet<string>>> = {
  npm: wordSet("--registry --publish-registry"),
  pypi: wordSet("-r --repository --repository-url --publish-url --index --repo"),
};

/** True for a command that names another registry than the public one; what only the running job knows is another. */
export function namesOtherRegistry(command: CommandFact, ecosystem: Ecosystem): boolean {
  const { args } = launchedBy(command).at(-1) ?? command;
  return args.some((word, index) => {
    const text = leadingText(word);
    const mark = text.indexOf("=");
    const name = mark === -1 ? (word.literal ?? "") : text.slice(0, mark);
    if (!registryOptions[ecosystem].has(name)) return false;
    const value = mark === -1 ? args[index + 1] : wordFrom(word, mark + 1);
    return value !== undefined && !isPublicRegistry(wordText(value), ecosystem);
  });
}

/** Variables by which a client is told of its registry. */
const registryVariables: Readonly<Record<Ecosystem, RegExp>> = {
  npm: /^(?:npm_config_registry|YARN_(?:NPM_)?(?:PUBLISH_)?REGISTRY(?:_SERVER)?)$/iu,
  pypi: /^(?:TWINE_REPOSITORY(?:_URL)?|UV_PUBLISH_URL|UV_PUBLISH_INDEX|FLIT_INDEX_URL|HATCH_INDEX_REPO|PDM_PUBLISH_REPO)$/u,
};

/** True when a variable tells the client of another registry than the public one. */
export function variableNamesOther(name: string, value: string, ecosystem: Ecosystem): boolean {
  return registryVariables[ecosystem].test(name) && !isPublicRegistry(value, ecosystem);
}

/** npm's own under its names, and a stand-in for it; a registry of a company or of a code host has another domain. */
const publicDomains: Readonly<Record<Ecosystem, ReadonlySet<string>>> = {
  npm: wordSet("npmjs yarnpkg npm"),
  pypi: wordSet("pypi"),
};

/** Of a URL, a host or a name in the client's settings. TestPyPI is not: a token for it is worth nothing. */
export function isPublicRegistry(target: string, ecosystem: Ecosystem): boolean {
  const host = parseTarget(target.trim().replace(/^\/\//u, "https://"))?.host.toLowerCase() ?? "";
  if (host === "pypi") return ecosystem === "pypi";
  const labels = host.split(".");
  return labels[0] !== "test" && publicDomains[ecosystem].has(labels.at(-2) ?? "");
}
