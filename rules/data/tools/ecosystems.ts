/** Where package managers keep what they have fetched, and which file says what that is. Sources: each tool's manual. */
import { wordSet } from "../word-set.ts";

export type EcosystemName =
  | ("npm" | "yarn" | "pnpm" | "bun" | "pip" | "pipenv" | "poetry" | "uv" | "conda" | "bundler" | "composer" | "maven" | "gradle")
  | ("sbt" | "leiningen" | "go" | "cargo" | "mix" | "cocoapods" | "carthage" | "dart" | "dotnet" | "swift" | "stack" | "cabal");

/** Ecosystems of a family can share folders. */
type Family = "js" | "python" | "ruby" | "php" | "jvm" | "go" | "rust" | "beam" | "apple" | "dart" | "dotnet" | "haskell";

export interface Ecosystem {
  readonly name: EcosystemName;
  readonly family: Family;
  /** The first is the usual one. */
  readonly lockfiles: readonly string[];
  /** What to cache. */
  readonly caches: readonly string[];
}

function ecosystem(name: EcosystemName, family: Family, lockfiles: string, caches: string): Ecosystem {
  return { name, family, lockfiles: lockfiles.split(" "), caches: caches.split(" ") };
}

const all: readonly Ecosystem[] = [
  ecosystem("npm", "js", "package-lock.json npm-shrinkwrap.json", "~/.npm"),
  ecosystem("yarn", "js", "yarn.lock", "~/.cache/yarn"),
  ecosystem("pnpm", "js", "pnpm-lock.yaml", "~/.local/share/pnpm/store"),
  ecosystem("bun", "js", "bun.lock bun.lockb", "~/.bun/install/cache"),
  ecosystem("pip", "python", "requirements.txt", "~/.cache/pip"),
  ecosystem("pipenv", "python", "Pipfile.lock", "~/.cache/pip ~/.cache/pipenv"),
  ecosystem("poetry", "python", "poetry.lock", "~/.cache/pypoetry"),
  ecosystem("uv", "python", "uv.lock", "~/.cache/uv"),
  ecosystem("conda", "python", "environment.yml", "~/miniconda/pkgs"),
  ecosystem("bundler", "ruby", "Gemfile.lock", "vendor/bundle"),
  ecosystem("composer", "php", "composer.lock", "~/.cache/composer"),
  ecosystem("maven", "jvm", "pom.xml", "~/.m2/repository"),
  ecosystem("gradle", "jvm", "gradle.lockfile build.gradle build.gradle.kts", "~/.gradle/caches ~/.gradle/wrapper"),
  ecosystem("sbt", "jvm", "build.sbt", "~/.cache/coursier ~/.ivy2/cache ~/.sbt"),
  ecosystem("leiningen", "jvm", "project.clj", "~/.m2/repository"),
  ecosystem("go", "go", "go.sum", "~/go/pkg/mod"),
  ecosystem("cargo", "rust", "Cargo.lock", "~/.cargo/registry target"),
  ecosystem("mix", "beam", "mix.lock", "deps _build"),
  ecosystem("cocoapods", "apple", "Podfile.lock", "Pods"),
  ecosystem("carthage", "apple", "Cartfile.resolved", "Carthage"),
  ecosystem("dart", "dart", "pubspec.lock", "~/.pub-cache"),
  ecosystem("dotnet", "dotnet", "packages.lock.json", "~/.nuget/packages"),
  ecosystem("swift", "apple", "Package.resolved", ".build"),
  ecosystem("stack", "haskell", "stack.yaml.lock", "~/.stack .stack-work"),
  ecosystem("cabal", "haskell", "cabal.project.freeze", "~/.cabal/packages dist-newstyle"),
];

const byName = new Map(all.map((each) => [each.name, each] as const));

/** Of a name there is one. */
export function ecosystemNamed(name: EcosystemName): Ecosystem | undefined {
  return byName.get(name);
}

/** Names of folders in which only such packages lie. */
const folders: readonly (readonly [Family, ReadonlySet<string>])[] = [
  ["js", wordSet("node_modules .npm .yarn yarn yarn-cache .yarn-cache pnpm .pnpm-store pnpm-store .bun bower_components .pnpm")],
  [
    "python",
    wordSet("pip .pip pypoetry pipenv .venv venv virtualenv .virtualenvs uv site-packages .tox miniconda miniconda3 .conda"),
  ],
  ["ruby", wordSet(".bundle bundle .gem .gems")],
  ["php", wordSet(".composer composer")],
  ["jvm", wordSet(".m2 .gradle .ivy2 .sbt coursier .coursier")],
  ["go", wordSet("mod go-build gopath")],
  ["rust", wordSet(".cargo registry")],
  ["beam", wordSet(".mix .hex")],
  ["apple", wordSet("Pods .cocoapods Carthage SourcePackages")],
  ["dart", wordSet(".pub-cache")],
  ["dotnet", wordSet(".nuget")],
  ["haskell", wordSet(".stack .stack-work .cabal dist-newstyle")],
];

/** Folders of tools, beside the packages; what lies there is of a version that somebody chose. */
const tools = wordSet("bin wrapper tools shims versions");

/** The family of packages that a cached path holds; undefined for others, such as a tool or the whole home directory. */
export function familyOfPath(path: string): Family | undefined {
  const segments = path.split(/[/\\]+/u).filter((segment) => segment !== "" && segment !== ".");
  if (segments.some((segment) => tools.has(segment))) return undefined;
  // The path's last known folder says most: `vendor/bundle`, `~/.cache/pip`.
  for (const segment of segments.toReversed()) {
    const found = folders.find(([, names]) => names.has(segment));
    if (found !== undefined) return found[0];
  }
  return undefined;
}
