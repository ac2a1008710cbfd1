/** What kind of work a command does: sets up, checks, tests, builds. Sources: each tool's manual. */
import type { CommandFact } from "../../../src/shell/facts.ts";
import { wordSet } from "../../data/options.ts";
import { launchedBy } from "../../data/publishing/launched.ts";
import { securityCheckOf } from "../../data/tools/scanners.ts";
import { parseCommand } from "../../data/tools/option-specs.ts";
import { wordText } from "../../data/word-text.ts";

/** `other`: nobody knows what it does. */
export type CommandWork = "setup" | "check" | "test" | "build" | "other";

const setup = wordSet(
  [
    "cd echo printf print [ [[ (( test export local declare typeset readonly set shopt : true false read return exit trap unset shift wait",
    "command type pushd popd umask ulimit source . cat mkdir rm cp mv ls ln touch chmod chown tee grep egrep sed awk cut sort uniq head tail",
    "wc tr basename dirname readlink realpath stat find du df date sleep seq expr whoami id uname hostname nproc which tar gzip gunzip zip unzip",
    "xz sha256sum shasum md5sum base64 curl wget jq yq ssh-keyscan apt-get apt apk yum dnf dpkg brew choco snap kill ps diff cmp git",
    "circleci-agent circleci nvm n fnm volta corepack pyenv rbenv rvm asdf mise rustup sdkman sdk virtualenv venv ensurepip conda mamba",
    "codecov coveralls cc-test-reporter coverage dockerize wait-for-it env printenv pwd free uptime update-alternatives install gpg apt-key",
    "add-apt-repository dig nc yes break continue scoop go-junit-report xcbeautify xcpretty mkfifo mktemp ssh-add df hash let sudo dep pod",
  ].join(" "),
);

/** Programs whose first words install, fetch or tell of themselves. */
const setupVerbs: Readonly<Record<string, ReadonlySet<string>>> = {
  npm: wordSet("ci i install config set version cache"),
  yarn: new Set(["", ..."install config cache set global".split(" ")]),
  pnpm: wordSet("i install config fetch"),
  bun: wordSet("i install"),
  pip: wordSet("install freeze list check"),
  pip3: wordSet("install freeze list check"),
  pipenv: wordSet("install sync"),
  poetry: wordSet("install config self env check lock"),
  uv: wordSet("sync venv pip python tool"),
  bundle: new Set(["", ..."install config check clean lock".split(" ")]),
  bundler: new Set(["", ..."install config check".split(" ")]),
  gem: wordSet("install update"),
  composer: wordSet("install config self-update global"),
  go: wordSet("mod install get env version list tool clean"),
  cargo: wordSet("install fetch"),
  rails: wordSet("db:create db:migrate db:setup db:schema:load db:test:prepare"),
  rake: wordSet("db:create db:migrate db:setup db:schema:load db:test:prepare"),
  gcloud: wordSet("version"),
  xcodebuild: wordSet("clean"),
  mix: wordSet("deps.get local.hex local.rebar"),
  dotnet: wordSet("restore tool"),
  flutter: wordSet("pub doctor"),
  helm: wordSet("repo dependency dep"),
  terraform: wordSet("init version"),
  lerna: wordSet("bootstrap"),
  docker: wordSet("login info version pull load save tag images"),
};

const checks = wordSet(
  [
    "eslint prettier stylelint tslint standard xo black isort flake8 ruff pylint mypy pyright pycodestyle pydocstyle rubocop standardrb",
    "erb_lint erblint haml-lint slim-lint scss-lint reek golangci-lint gofmt goimports gofumpt golint staticcheck revive shellcheck shfmt hadolint",
    "yamllint markdownlint markdownlint-cli2 cspell codespell commitlint vale ktlint detekt swiftlint swiftformat clang-format cpplint tflint",
    "terraform-docs phpcs php-cs-fixer phpstan psalm actionlint sqlfluff rustfmt kubeval kubeconform jsonlint pre-commit ls-lint",
    "editorconfig-checker license-checker addlicense vue-tsc djlint curlylint autoflake pyupgrade vulture markdown-link-check",
  ].join(" "),
);
const checkVerbs: Readonly<Record<string, ReadonlySet<string>>> = {
  biome: wordSet("check lint format ci"),
  terraform: wordSet("fmt validate"),
  tofu: wordSet("fmt validate"),
  go: wordSet("vet fmt"),
  cargo: wordSet("fmt clippy"),
  mix: wordSet("format credo"),
  dart: wordSet("analyze format"),
  flutter: wordSet("analyze format"),
  helm: wordSet("lint"),
  packer: wordSet("validate fmt"),
  deno: wordSet("lint fmt"),
  dotnet: wordSet("format"),
  buf: wordSet("lint format"),
  poetry: wordSet("check"),
};

const tests = wordSet(
  [
    "jest vitest mocha karma ava tap cypress playwright pytest py.test nosetests unittest tox nox rspec cucumber phpunit pest behat codecept",
    "gotestsum ginkgo bats ctest nyc c8 testcafe wdio newman artillery parallel_rspec parallel_test knapsack turbo_tests ct",
  ].join(" "),
);
const testVerbs: Readonly<Record<string, ReadonlySet<string>>> = {
  npm: wordSet("test t"),
  go: wordSet("test"),
  cargo: wordSet("test nextest"),
  mix: wordSet("test"),
  dotnet: wordSet("test"),
  swift: wordSet("test"),
  xcodebuild: wordSet("test test-without-building"),
  flutter: wordSet("test"),
  dart: wordSet("test"),
  deno: wordSet("test"),
  rails: wordSet("test spec"),
  lein: wordSet("test"),
  mvn: wordSet("test verify"),
  mvnw: wordSet("test verify"),
  bazel: wordSet("test"),
};

const builds = wordSet("build webpack rollup vite esbuild parcel tsup gulp next nuxt ng swc");
const buildVerbs: Readonly<Record<string, ReadonlySet<string>>> = {
  go: wordSet("build generate"),
  cargo: wordSet("build check"),
  dotnet: wordSet("build"),
  swift: wordSet("build"),
  flutter: wordSet("build"),
  mvn: wordSet("compile package"),
  mvnw: wordSet("compile package"),
  bazel: wordSet("build"),
  docker: wordSet("build"),
  "setup.py": wordSet("sdist bdist_wheel build"),
};

/** They run what a file of the project calls by a name. */
const runners = wordSet(
  "make gmake rake just task gradle gradlew composer invoke inv mage yarn npm pnpm bun poe pdm hatch grunt",
);
const nameOf: Readonly<Record<"check" | "test" | "build" | "setup", RegExp>> = {
  check:
    /^(?:(?:ci|check|verify|run)[:_-])?(?:lint|lints|linter|linting|eslint|prettier|stylelint|tslint|rubocop|flake8|black|mypy|fmt|format|formatting|style|typecheck|type-?check|types|tsc|vet|ktlint\w*|detekt|spotlesscheck|checkstyle\w*)(?:[:_-][\w:-]*)?$|[:_-](?:lint|fmt|format|typecheck)$/iu,
  test: /^(?:ci[:_-])?(?:tests?|unit|e2e|integration|spec|specs|coverage|jest|cypress|playwright|check)(?:[:_-][\w:-]*)?$|[:_-](?:tests?|e2e|specs?)$|^test\w*unittest$/iu,
  build: /^(?:build|compile|bundle|dist|assemble\w*|all)(?:[:_-][\w:-]*)?$|[:_-]build$/iu,
  setup: /^(?:deps|dependencies|install|setup|bootstrap|prepare|i|ci)(?:[:_-][\w:-]*)?$/iu,
};

export function commandWork(command: CommandFact): CommandWork {
  const chain = launchedBy(command);
  if (securityCheckOf(command)?.kind === "scanner") return "test";
  if (command.args.length === 1 && /^(?:--?version|-v|-V)$/u.test(command.args[0]?.literal ?? "")) return "setup";
  for (const link of chain.toReversed()) {
    const found = byProgram(link);
    if (found !== undefined) return found;
  }
  const outer = chain.at(-2);
  if (outer !== undefined && runners.has(outer.name ?? "")) return byName([chain.at(-1)?.name ?? ""]) ?? "other";
  return (runners.has(command.name ?? "") ? byName(targetsOf(command)) : undefined) ?? "other";
}

function byProgram(command: CommandFact): CommandWork | undefined {
  const name = command.name ?? "";
  if (setup.has(name)) return "setup";
  if (checks.has(name)) return "check";
  if (tests.has(name)) return "test";
  if (name === "tsc") return command.args.some(({ literal }) => literal === "--noEmit") ? "check" : "build";
  const verb = targetsOf(command)[0] ?? "";
  const has = (table: Readonly<Record<string, ReadonlySet<string>>>): boolean =>
    Object.hasOwn(table, name) && table[name]?.has(verb) === true;
  if (has(setupVerbs)) return "setup";
  if (has(checkVerbs)) return "check";
  if (has(testVerbs)) return "test";
  return builds.has(name) || has(buildVerbs) ? "build" : undefined;
}

/** Operands that are no assignments: `make CI=1 lint`, `gradlew :app:lint`. */
function targetsOf(command: CommandFact): readonly string[] {
  const { subcommand, operands } = parseCommand(command);
  const words = [...subcommand.split(" ").filter(Boolean), ...operands.map(wordText)];
  const targets = words.filter((word) => !word.includes("="));
  return targets.map((word) => (word.startsWith(":") ? word.slice(word.lastIndexOf(":") + 1) : word));
}

/** All names say the same, or the heaviest of them counts; one that says nothing spoils it. */
function byName(names: readonly string[]): CommandWork | undefined {
  const kinds = names.map((name) => (["check", "setup", "build", "test"] as const).find((kind) => nameOf[kind].test(name)));
  if (kinds.length === 0 || kinds.includes(undefined)) return undefined;
  return (["test", "build", "check", "setup"] as const).find((kind) => kinds.includes(kind));
}
