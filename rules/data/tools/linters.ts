/** Commands that look at code without running it. Source: each tool's manual. */
import type { CommandFact, ScriptFacts } from "../../../src/shell/facts.ts";
import { wordsOf } from "../name-words.ts";
import { launchedBy } from "../publishing/launched.ts";
import { wordSet } from "../word-set.ts";
import { wordText } from "../word-text.ts";

const linters = wordSet(
  [
    "eslint prettier tslint stylelint standard xo biome oxlint jshint markdownlint commitlint",
    "flake8 black pylint mypy ruff isort pycodestyle pydocstyle pyright bandit yapf autopep8",
    "rubocop standardrb brakeman erb_lint haml-lint slim-lint reek",
    "golangci-lint golint gofmt goimports staticcheck revive gofumpt",
    "rustfmt clippy-driver ktlint detekt checkstyle swiftlint swiftformat clang-format clang-tidy cpplint",
    "phpcs phpstan psalm php-cs-fixer pint phpmd phan credo shellcheck shfmt hadolint yamllint ansible-lint tflint tfsec checkov codespell",
    "scalafmt hlint ormolu solhint solium buf",
  ].join(" "),
);

const byVerb: Readonly<Record<string, ReadonlySet<string>>> = {
  cargo: wordSet("clippy fmt"),
  go: wordSet("vet fmt"),
  mix: wordSet("format credo dialyzer"),
  gradle: wordSet("lint lintDebug lintRelease detekt ktlintCheck ktlint spotlessCheck checkstyle checkstyleMain"),
  gradlew: wordSet("lint lintDebug lintRelease detekt ktlintCheck ktlint spotlessCheck checkstyle checkstyleMain"),
  terraform: wordSet("fmt validate"),
  dart: wordSet("format analyze"),
  flutter: wordSet("format analyze"),
  dotnet: wordSet("format"),
  tsc: wordSet("--noEmit"),
};

/** Programs whose scripts lie in another file: `npm run lint`, `make lint`. */
const scriptRunners = wordSet("npm yarn pnpm bun make composer rake just task");

/** What is called, as people call it; undefined for other commands. */
export function lintOf(command: CommandFact): string | undefined {
  if (command.place !== "job") return undefined;
  for (const link of launchedBy(command).toReversed()) {
    const name = link.name ?? "";
    const words = link.args.map(wordText);
    if (words.includes("--version") || words.includes("--help")) return undefined;
    if (linters.has(name)) return name;
    const verbs = Object.hasOwn(byVerb, name) ? byVerb[name] : undefined;
    const verb = verbs && words.find((word) => verbs.has(word.slice(word.lastIndexOf(":") + 1)));
    if (verb !== undefined) return `${name} ${verb}`;
  }
  const { name = "", args } = command;
  if (!scriptRunners.has(name)) return undefined;
  const words = args.map(wordText).filter((word) => !word.startsWith("-"));
  const isRun = words[0] === "run" || words[0] === "run-script";
  const script = words[isRun ? 1 : 0];
  if (script === undefined || wordsOf(script.replace(/[:/]/gu, "-"))[0] !== "LINT") return undefined;
  return `${name} ${isRun ? "run " : ""}${script}`;
}

export interface LintRun {
  readonly what: string;
  readonly command: CommandFact;
}

const byFacts = new WeakMap<ScriptFacts, readonly LintRun[]>();

/** All of a script, in order; scripts are shared between jobs and read once. */
export function lintsIn(facts: ScriptFacts): readonly LintRun[] {
  let known = byFacts.get(facts);
  if (known === undefined) {
    known = facts.commands.flatMap((command) => {
      const what = lintOf(command);
      return what === undefined ? [] : [{ what, command }];
    });
    byFacts.set(facts, known);
  }
  return known;
}
