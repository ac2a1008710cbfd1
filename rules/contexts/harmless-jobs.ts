/** Job runs of which we know that they change nothing outside: they check, build, print and notify. */
import type { JobRun, OrbCommandStep, Step } from "../../src/expand/plan.ts";
import type { ScriptRun } from "../../src/rule/audit.ts";
import type { CommandFact } from "../../src/shell/facts.ts";
import { wordsOf } from "../data/name-words.ts";
import { wordSet } from "../data/options.ts";
import { isCheckName } from "../data/publishing/names.ts";
import { launchedBy } from "../data/publishing/launched.ts";
import { wordText } from "../data/word-text.ts";

/** Programs that only read, print or work on files of the job. */
const local = wordSet(
  [
    "echo printf cat cd ls pwd mkdir cp mv rm touch chmod ln find grep egrep sed awk tr cut sort uniq head tail wc tee jq yq",
    "date sleep env export set unset true false : exit return test [ [[ (( case read which command type let local",
    "declare shift tar zip unzip gzip gunzip sha256sum diff node-gyp eslint prettier tsc jest vitest mocha pytest tox flake8 black",
    "mypy ruff rubocop rspec shellcheck yamllint hadolint golangci-lint gofmt clippy rustfmt ktlint swiftlint checkov tflint",
  ].join(" "),
);

/** Programs of which some subcommands only check or build. */
const subcommands: Readonly<Record<string, ReadonlySet<string>>> = {
  npm: wordSet("ci install i test t audit ls"),
  yarn: wordSet("install audit list"),
  pnpm: wordSet("install i test t audit list"),
  pip: wordSet("install check list"),
  bundle: wordSet("install check"),
  go: wordSet("test vet build mod fmt list version"),
  cargo: wordSet("test check build clippy fmt"),
  git: wordSet("log diff status show rev-parse describe fetch config branch"),
};

/** True when every step is one of these; an orb's job, the project's own scripts and unread steps make it false. */
export function isHarmless(run: JobRun, scripts: readonly ScriptRun[]): boolean {
  if (run.kind === "no-op" || run.kind === "approval") return true;
  if (run.kind !== "build" || run.definition === undefined) return false;
  if (scripts.some(({ facts }) => facts.notUnderstood !== undefined || !facts.commands.every(isHarmlessCommand))) return false;
  return run.steps.every(isHarmlessStep);
}

function isHarmlessStep(step: Step): boolean {
  return step.kind === "run" || step.kind === "builtin" || (step.kind === "orb-command" && (!step.isOpaque || isNotifier(step)));
}

const notifiers = wordSet("SLACK NOTIFY NOTIFICATION DISCORD TEAMS");

function isNotifier({ name }: OrbCommandStep): boolean {
  return wordsOf(name.replace("/", "-")).some((word) => notifiers.has(word));
}

function isHarmlessCommand(command: CommandFact): boolean {
  const last = launchedBy(command).at(-1) ?? command;
  const name = last.name ?? "";
  if (local.has(name)) return true;
  if (name === "curl") return last.args.some((word) => /slack|discord|webhook\.office/iu.test(wordText(word)));
  const verb = last.args.find((word) => word.literal?.startsWith("-") === false)?.literal ?? "";
  if (Object.hasOwn(subcommands, name)) return subcommands[name]?.has(verb) === true;
  if (name === "make") return last.args.every((word) => word.literal?.startsWith("-") === true || isCheapCheck(wordText(word)));
  const isOwnScript = last !== command || last.words[0]?.literal?.includes("/") === true;
  return isOwnScript && isCheapCheck(name);
}

const costly = wordSet("E2E INTEGRATION ACCEPTANCE SMOKE PERFORMANCE LOAD CYPRESS PLAYWRIGHT");

/** `npm run lint` and `./scripts/test.sh`, but not the tests for which people wait with an approval because they cost much. */
function isCheapCheck(script: string): boolean {
  return isCheckName(script) && !wordsOf(script.replace(/[:/]/gu, "-")).some((word) => costly.has(word));
}
