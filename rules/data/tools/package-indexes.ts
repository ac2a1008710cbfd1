/** Where package managers are told to look for packages. Sources: each tool's manual page and configuration reference. */

/**
 * `only`: packages come from there instead of the usual place. `extra`: from there too, so that of two packages with one name the
 * higher version wins, whoever published it.
 */
export type IndexRole = "only" | "extra";

export interface IndexOption {
  readonly tools: readonly string[];
  readonly options: readonly string[];
  readonly role: IndexRole;
}

function named(tools: string, options: string, role: IndexRole = "only"): IndexOption {
  return { tools: tools.split(" "), options: options.split(" "), role };
}

/** Options whose value is the address of an index. apt and apk are left out: they check signatures whatever the transport. */
export const indexOptions: readonly IndexOption[] = [
  named("pip pip3 uv pipx", "-i --index-url --default-index"),
  named("pip pip3 uv pipx", "--extra-index-url --index", "extra"),
  named("pip pip3 uv", "-f --find-links"),
  named("npm npx yarn pnpm", "--registry"),
  named("gem bundle bundler", "-s --source"),
  named("dotnet", "-s --source"),
  named("nuget", "-Source -source"),
  named("helm", "--repo"),
  named("conda mamba micromamba", "-c --channel"),
];

/** `npm config set registry URL`, by the key in lower case. */
export const indexSettings: readonly { readonly tools: readonly string[]; readonly key: string; readonly role: IndexRole }[] = [
  { tools: ["npm", "yarn", "pnpm"], key: "registry", role: "only" },
  { tools: ["yarn"], key: "npmregistryserver", role: "only" },
  { tools: ["pip", "pip3"], key: "global.index-url", role: "only" },
  { tools: ["pip", "pip3"], key: "global.extra-index-url", role: "extra" },
];

/** Commands whose operands are addresses: the words in front of them. */
export const indexCommands: readonly { readonly tool: string; readonly words: readonly string[] }[] = [
  { tool: "helm", words: ["repo", "add"] },
  { tool: "gem", words: ["sources"] },
  { tool: "dotnet", words: ["nuget", "add", "source"] },
];

/** By variable name in upper case. */
export const indexVariables: ReadonlyMap<string, IndexRole> = new Map<string, IndexRole>([
  ["PIP_INDEX_URL", "only"],
  ["UV_INDEX_URL", "only"],
  ["UV_DEFAULT_INDEX", "only"],
  ["PIP_EXTRA_INDEX_URL", "extra"],
  ["UV_EXTRA_INDEX_URL", "extra"],
  ["UV_INDEX", "extra"],
  ["NPM_CONFIG_REGISTRY", "only"],
  ["YARN_REGISTRY", "only"],
  ["YARN_NPM_REGISTRY_SERVER", "only"],
  ["GOPROXY", "only"],
  ["GEM_SOURCE", "only"],
]);
