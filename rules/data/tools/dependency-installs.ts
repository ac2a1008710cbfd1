/** Commands that fetch what a project depends on. Sources: each tool's manual. */
import type { CommandFact, ScriptFacts, Word } from "../../../src/shell/facts.ts";
import { parseOptions, wordSet, type OptionSpec } from "../options.ts";
import { launchedBy } from "../publishing/launched.ts";
import type { EcosystemName } from "./ecosystems.ts";
import { parseCommand } from "./option-specs.ts";
import { wordText } from "../word-text.ts";

export interface DependencyInstall {
  /** As people call it: `npm ci`. */
  readonly what: string;
  readonly ecosystem: EcosystemName;
  readonly command: CommandFact;
  /** The folder that an option names. */
  readonly folder: Word | undefined;
  /** The file that an option names: `-r requirements/dev.txt`. */
  readonly file: string | undefined;
}

type Read = Omit<DependencyInstall, "command" | "folder" | "file"> & Partial<Pick<DependencyInstall, "folder" | "file">>;

interface Installer {
  readonly ecosystem: EcosystemName;
  /** First operands that fetch; an empty one is the program alone. Undefined: all but the idle ones. */
  readonly verbs?: ReadonlySet<string>;
  /** How many operands there may be; more of them are packages by name. */
  readonly most?: number;
}

const idle = wordSet("--version -v -V -version --help -h help version wrapper init clean --stop stop");

const installers: Readonly<Record<string, Installer>> = {
  npm: { ecosystem: "npm", verbs: wordSet("ci install i clean-install install-clean"), most: 1 },
  yarn: { ecosystem: "yarn", verbs: new Set(["", "install"]), most: 1 },
  pnpm: { ecosystem: "pnpm", verbs: wordSet("install i ci"), most: 1 },
  bun: { ecosystem: "bun", verbs: wordSet("install i ci"), most: 1 },
  pipenv: { ecosystem: "pipenv", verbs: wordSet("install sync"), most: 1 },
  poetry: { ecosystem: "poetry", verbs: wordSet("install sync"), most: 1 },
  uv: { ecosystem: "uv", verbs: wordSet("sync"), most: 1 },
  bundle: { ecosystem: "bundler", verbs: new Set(["", "install"]), most: 1 },
  composer: { ecosystem: "composer", verbs: wordSet("install i update"), most: 1 },
  mvn: { ecosystem: "maven" },
  gradle: { ecosystem: "gradle" },
  sbt: { ecosystem: "sbt" },
  lein: { ecosystem: "leiningen", verbs: wordSet("deps test uberjar check with-profile do") },
  go: { ecosystem: "go", verbs: wordSet("mod build test vet") },
  cargo: { ecosystem: "cargo", verbs: wordSet("build test check clippy fetch run doc nextest bench") },
  mix: { ecosystem: "mix", verbs: wordSet("deps.get") },
  pod: { ecosystem: "cocoapods", verbs: wordSet("install"), most: 1 },
  carthage: { ecosystem: "carthage", verbs: wordSet("bootstrap") },
  dotnet: { ecosystem: "dotnet", verbs: wordSet("restore build test publish") },
  stack: { ecosystem: "stack", verbs: wordSet("build test setup install") },
};

const names: Readonly<Record<string, string>> = { gradlew: "gradle", mvnw: "mvn", pip3: "pip", sbtn: "sbt" };

/** Undefined for commands that install nothing, or packages by name. */
export function dependencyInstallOf(command: CommandFact): DependencyInstall | undefined {
  if (command.place !== "job" || command.wrappers.includes("xargs")) return undefined;
  for (const link of launchedBy(command).toReversed()) {
    const found = installBy(link);
    if (found !== undefined) return { folder: undefined, file: undefined, ...found, command };
  }
  return undefined;
}

/** Options of the ones that take few operands. */
const installing: OptionSpec = {
  values: wordSet(
    "-C --cwd --prefix --dir --directory --project --registry --cache --cache-folder --store-dir --loglevel --network-timeout --network-concurrency " +
      "--mutex --modules-folder --jobs -j --retry --path --without --with --only --extras -E --extra --group --gemfile --working-dir -d --filter -F " +
      "-w --workspace --omit --include --python --userconfig --reporter --child-concurrency --mode",
  ),
};

const folderOptions = wordSet("--cwd --prefix --dir -C --directory --project --working-dir -d");

function installBy(command: CommandFact): Read | undefined {
  const name = names[command.name ?? ""] ?? command.name ?? "";
  if (name === "pip") return byPip(command);
  if ((name === "flutter" || name === "dart") && command.args[0]?.literal === "pub" && command.args[1]?.literal === "get")
    return { what: `${name} pub get`, ecosystem: "dart" };
  const installer = Object.hasOwn(installers, name) ? installers[name] : undefined;
  if (installer === undefined) return undefined;
  const { operands, options, opaque } =
    installer.most === undefined ? parseCommand({ ...command, name }) : parseOptions(command.args, installing);
  if (options.some((option) => idle.has(option.name) || /^--?g(?:lobal)?$/u.test(option.name))) return undefined;
  const verb = operands[0] === undefined ? "" : wordText(operands[0]);
  if (operands.length > (installer.most ?? Number.POSITIVE_INFINITY) || (opaque.length > 0 && installer.most !== undefined))
    return undefined;
  if (installer.verbs === undefined ? verb === "" || idle.has(verb) : !installer.verbs.has(verb)) return undefined;
  const isModule = name === "go" && verb === "mod";
  if (isModule && operands[1]?.literal !== "download") return undefined;
  const folder = options.findLast((option) => folderOptions.has(option.name))?.value;
  return { what: isModule ? "go mod download" : `${name} ${verb}`.trimEnd(), ecosystem: installer.ecosystem, folder };
}

/** `pip install -r requirements.txt`, `pip install .`, `pip install -e .[test]`; single packages are tools more often than not. */
function byPip(command: CommandFact): Read | undefined {
  const { operands, options } = parseCommand({ ...command, name: "pip" });
  if (operands[0]?.literal !== "install") return undefined;
  const file = options.find(({ name }) => name === "-r" || name === "--requirement");
  if (file !== undefined) return { what: "pip install -r", ecosystem: "pip", file: file.value?.literal };
  const isProject =
    options.some(({ name }) => name === "-e" || name === "--editable") ||
    operands.slice(1).some((word) => /^\.(?:\[|\/?$)/u.test(wordText(word)));
  return isProject ? { what: "pip install", ecosystem: "pip" } : undefined;
}

const byFacts = new WeakMap<ScriptFacts, readonly DependencyInstall[]>();

/** All of a script, in order; scripts are shared between jobs and read once. */
export function dependencyInstallsIn(facts: ScriptFacts): readonly DependencyInstall[] {
  let known = byFacts.get(facts);
  if (known === undefined) {
    known = facts.commands.flatMap((command) => dependencyInstallOf(command) ?? []);
    byFacts.set(facts, known);
  }
  return known;
}
