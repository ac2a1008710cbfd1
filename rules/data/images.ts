/** Container image references: their parts, tags that move, registries, and images CircleCI no longer maintains. */

export interface ImageReference {
  /** Host of the registry as written, with its port; undefined for Docker Hub's short form. */
  readonly registry: string | undefined;
  /** Repository without registry, tag and digest: `cimg/node`. */
  readonly name: string;
  readonly tag: string | undefined;
  /** Where the tag begins in the text. */
  readonly tagStart: number | undefined;
  /** `sha256:…` as written after `@`. */
  readonly digest: string | undefined;
}

/**
 * The parts of `registry:5000/ns/name:tag@sha256:…`, by Docker's rule: the first part is a registry when it has a dot or a port or is
 * `localhost`. Undefined for text that cannot be a reference (empty, blanks).
 */
export function parseImage(text: string): ImageReference | undefined {
  if (text === "" || /\s/u.test(text)) return undefined;
  const at = text.indexOf("@");
  const rest = at === -1 ? text : text.slice(0, at);
  const colon = rest.lastIndexOf(":");
  const tagged = colon > rest.lastIndexOf("/");
  const path = tagged ? rest.slice(0, colon) : rest;
  const slash = path.indexOf("/");
  const first = slash === -1 ? "" : path.slice(0, slash);
  const isRegistry = first.includes(".") || first.includes(":") || first === "localhost";
  const name = isRegistry ? path.slice(slash + 1) : path;
  if (name === "") return undefined;
  return {
    registry: isRegistry ? first : undefined,
    name,
    tag: tagged ? rest.slice(colon + 1) : undefined,
    tagStart: tagged ? colon + 1 : undefined,
    digest: at === -1 ? undefined : text.slice(at + 1),
  };
}

/** Tags that are meant to move on. */
export const floatingTags: readonly string[] = ["latest", "edge", "next", "stable", "current"];

/** True without a tag, and for a floating tag with or without a flavour: `stable-slim`. A digest is the caller's to consider. */
export function isFloatingTag(tag: string | undefined): boolean {
  if (tag === undefined || tag === "") return true;
  return floatingTags.some((floating) => tag === floating || tag.startsWith(`${floating}-`));
}

/** True for a digest that pins: `sha256:` and 64 hex digits. Source: the digest pattern of CircleCI's language server. */
export function isPinningDigest(digest: string | undefined): boolean {
  return digest !== undefined && /^sha256:[a-f0-9]{64}$/u.test(digest);
}

export type RegistryKind = "docker-hub" | "ecr" | "ecr-public" | "gar" | "gcr" | "acr" | "other";

/** Which registry it is. `ecr`: a private one of AWS; `gar`: Google Artifact Registry; `gcr`: its predecessor; `acr`: Azure's. */
export function registryKind(registry: string | undefined): RegistryKind {
  if (registry === undefined) return "docker-hub";
  const host = registry.toLowerCase();
  if (host === "docker.io" || host === "index.docker.io" || host === "registry-1.docker.io") return "docker-hub";
  if (host === "public.ecr.aws") return "ecr-public";
  if (isPrivateEcr(host)) return "ecr";
  if (host.endsWith("-docker.pkg.dev")) return "gar";
  if (host === "gcr.io" || host.endsWith(".gcr.io")) return "gcr";
  return host.endsWith(".azurecr.io") ? "acr" : "other";
}

/** `<account>.dkr.ecr.<region>.amazonaws.com`, FIPS endpoints and China included; account and region may be variables. */
export function isPrivateEcr(host: string): boolean {
  const isAws = host.endsWith(".amazonaws.com") || host.endsWith(".amazonaws.com.cn");
  return isAws && (host.includes(".dkr.ecr.") || host.includes(".dkr.ecr-fips."));
}

/** Account and region of a private ECR host, as far as they are written out. */
export function ecrParts(registry: string): { readonly account: string | undefined; readonly region: string | undefined } {
  const labels = registry.toLowerCase().split(".");
  const account = labels[0] ?? "";
  const region = labels[3] ?? "";
  return {
    account: /^\d{12}$/u.test(account) ? account : undefined,
    region: /^[a-z]{2}(?:-[a-z]+)+-\d$/u.test(region) ? region : undefined,
  };
}

/**
 * CircleCI's convenience images that get no fixes since 2021-12-31, with the image that follows; undefined where there is none.
 * Source: CircleCI's documentation, "Migrate from deprecated convenience images".
 */
const legacyImages: ReadonlyMap<string, string | undefined> = new Map([
  ...[
    "android",
    "clojure",
    "elixir",
    "mariadb",
    "mysql",
    "node",
    "openjdk",
    "php",
    "postgres",
    "python",
    "redis",
    "ruby",
    "rust",
  ].map((name) => [`circleci/${name}`, `cimg/${name}`] as const),
  ["circleci/golang", "cimg/go"],
  ["circleci/buildpack-deps", "cimg/base"],
  ["circleci/jruby", undefined],
  ["circleci/dynamodb", undefined],
  ["circleci/mongo", undefined],
]);

/** Set when the repository name is a legacy convenience image; `circleci/circleci-cli` and the like are maintained. */
export function legacyImage(name: string): { readonly successor: string | undefined } | undefined {
  return legacyImages.has(name) ? { successor: legacyImages.get(name) } : undefined;
}
