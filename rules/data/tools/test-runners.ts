/** Commands that run tests, how each writes JUnit results, and how its files are split. Sources: each tool's manual. */
import type { CommandFact, ScriptFacts, Word } from "../../../src/shell/facts.ts";
import { launchedBy } from "../publishing/launched.ts";
import { wordText } from "../word-text.ts";
import { wordSet } from "../word-set.ts";
import { wordsOf } from "../name-words.ts";

export interface TestRun {
  /** As people call it: `go test`. */
  readonly what: string;
  readonly command: CommandFact;
  /** How the runner is started: `bundle exec rspec`. */
  readonly start: string;
  /** Undefined for `npm test` and the like: another file says what runs. */
  readonly runner: Runner | undefined;
}

export interface Runner {
  /** How to have it write JUnit XML: `--junitxml=test-results/junit.xml`; undefined where it does so anyway or nothing is known. */
  readonly junit: string;
  /** Where the results then lie. */
  readonly results: string;
  /** A glob of the files to hand to `circleci tests`; undefined where it runs no files by name. */
  readonly files: string | undefined;
}

interface Entry extends Runner {
  /** First operands; an empty one is the program alone; undefined: any. */
  readonly verbs: ReadonlySet<string> | undefined;
  /** With one of these it tests nothing. */
  readonly not: ReadonlySet<string>;
}

const asking = "--version -V --help -h --collect-only --listTests --init --clearCache --showConfig";

function entry(verbs: string | undefined, junit: string, results: string, files?: string, not = ""): Entry {
  return {
    verbs: verbs === undefined ? undefined : new Set(verbs.split(",")),
    junit,
    results,
    files,
    not: wordSet(`${asking} ${not}`),
  };
}

const jest = entry(undefined, "the reporter `jest-junit`", "test-results", "**/*.test.*");
const pytest = entry(undefined, "`--junitxml=test-results/junit.xml`", "test-results", "tests/**/test_*.py");
const rspec = entry(
  undefined,
  "the formatter `RspecJunitFormatter` of the gem `rspec_junit_formatter`",
  "test-results",
  "spec/**/*_spec.rb",
);
const byGradle = entry(
  "test,check,build",
  "nothing: Gradle writes JUnit XML",
  "build/test-results",
  undefined,
  "-x --exclude-task",
);

const runners: Readonly<Record<string, Entry>> = {
  jest,
  vitest: entry(undefined, "`--reporter=junit --outputFile=test-results/junit.xml`", "test-results", "**/*.test.*", "bench"),
  mocha: entry(undefined, "the reporter `mocha-junit-reporter`", "test-results", "test/**/*.js"),
  ava: entry(undefined, "`--tap` with the converter `tap-xunit`", "test-results"),
  karma: entry("start", "the reporter `karma-junit-reporter`", "test-results"),
  cypress: entry("run", "`--reporter junit`", "test-results", "cypress/**/*.cy.*"),
  playwright: entry("test", "`--reporter=junit`", "test-results", "tests/**/*.spec.ts"),
  pytest,
  "py.test": pytest,
  unittest: entry(undefined, "`unittest-xml-reporting`", "test-results"),
  nosetests: entry(undefined, "`--with-xunit`", ".", "tests/**/test_*.py"),
  tox: entry(undefined, "`--junitxml` in the command of `tox.ini`", "test-results", undefined, "-l"),
  nox: entry(undefined, "`--junitxml` in the session", "test-results", undefined, "-l"),
  "manage.py": entry("test", "the runner `unittest-xml-reporting`", "test-results"),
  rspec,
  cucumber: entry(undefined, "`--format junit --out test-results`", "test-results", "features/**/*.feature"),
  rails: entry("test,test:all,test:system,spec", "the gem `minitest-reporters`", "test-results", "test/**/*_test.rb"),
  rake: entry("test,spec,test:all", "a JUnit formatter", "test-results"),
  go: entry("test", "`gotestsum --junitfile test-results/junit.xml`", "test-results", "./...", "-c -bench"),
  gotestsum: entry(undefined, "`--junitfile test-results/junit.xml`", "test-results", "./..."),
  ginkgo: entry(undefined, "`--junit-report=junit.xml`", ".", undefined, "bootstrap generate"),
  cargo: entry("test,nextest", "`cargo nextest run` with a JUnit profile", "target/nextest", undefined, "--no-run"),
  mvn: entry(
    "test,verify,install,package",
    "nothing: Surefire writes JUnit XML",
    "target/surefire-reports",
    undefined,
    "-DskipTests -DskipTests=true -Dmaven.test.skip=true -Dmaven.test.skip",
  ),
  gradle: byGradle,
  sbt: entry("test,+test,testOnly", "nothing: sbt writes JUnit XML", "target/test-reports"),
  lein: entry("test", "the plugin `lein-test-out`", "test-results"),
  phpunit: entry(undefined, "`--log-junit test-results/junit.xml`", "test-results", "tests/**/*Test.php"),
  pest: entry(undefined, "`--log-junit test-results/junit.xml`", "test-results", "tests/**/*Test.php"),
  behat: entry(undefined, "`--format junit --out test-results`", "test-results", "features/**/*.feature"),
  mix: entry("test", "the formatter `JUnitFormatter`", "_build/test/lib", "test/**/*_test.exs"),
  dotnet: entry("test", "`--logger junit`", "TestResults", undefined, "--list-tests -t"),
  flutter: entry("test", "`--machine` with the converter `junitreport`", "test-results", "test/**/*_test.dart"),
  swift: entry("test", "`--xunit-output test-results/junit.xml`", "test-results"),
  xcodebuild: entry("test,test-without-building", "`xcbeautify --report junit`", "test-results"),
  bats: entry(undefined, "`--report-formatter junit`", ".", "test/**/*.bats"),
  ctest: entry(undefined, "`--output-junit test-results/junit.xml`", "test-results", undefined, "-N"),
};

const otherNames: Readonly<Record<string, string>> = { gradlew: "gradle", mvnw: "mvn", "react-scripts": "jest" };

/** Programs whose `test` script lies in another file. */
const scriptRunners = wordSet("npm yarn pnpm bun composer");

/** Undefined for commands that run no tests in the job itself. */
export function testRunOf(command: CommandFact): TestRun | undefined {
  if (command.place !== "job") return undefined;
  const chain = launchedBy(command);
  for (const link of chain.toReversed()) {
    const found = byRunner(link);
    if (found !== undefined) return { ...found, command, start: startOf(command, found.what) };
  }
  const script = scriptOf(command);
  return script === undefined
    ? undefined
    : { what: `${command.name} ${script}`, command, start: command.name ?? "", runner: undefined };
}

function byRunner({ name = "", args }: CommandFact): Omit<TestRun, "command" | "start"> | undefined {
  const program = (Object.hasOwn(otherNames, name) ? otherNames[name] : undefined) ?? name;
  const runner = Object.hasOwn(runners, program) ? runners[program] : undefined;
  if (runner === undefined || args.some((word) => runner.not.has(wordText(word)))) return undefined;
  const operands = args.map(wordText).filter((text) => !text.startsWith("-"));
  if (name === "react-scripts" && operands[0] !== "test") return undefined;
  // Build tools take their goals in any order.
  const verb = runner.verbs && operands.find((text) => runner.verbs?.has(lastPart(text)) === true);
  if (runner.verbs !== undefined && (verb === undefined || (!isBuildTool(program) && operands[0] !== verb))) return undefined;
  return { what: `${program} ${verb ?? ""}`.trimEnd(), runner };
}

/** The words in front of the runner, and what it is called. */
function startOf({ words }: CommandFact, what: string): string {
  const [program = ""] = what.split(" ");
  const at = words.findIndex(({ literal = "" }) => literal === program || literal.endsWith(`/${program}`));
  const before = words.slice(0, Math.max(at, 0)).map(wordText);
  return [...before, what].join(" ");
}

function isBuildTool(program: string): boolean {
  return ["mvn", "gradle", "sbt", "rake", "xcodebuild"].includes(program);
}

/** `:app:test` is a `test`. */
function lastPart(task: string): string {
  return task.slice(task.lastIndexOf(":", task.length - 2) + 1);
}

/** `test`, `run test:unit`; `undefined` for other scripts. */
function scriptOf({ name, args }: CommandFact): string | undefined {
  if (name === undefined || !scriptRunners.has(name)) return undefined;
  const words = args.filter((word) => !wordText(word).startsWith("-"));
  const [first, second] = words.map((word: Word) => word.literal);
  const isRun = first === "run" || first === "run-script";
  const script = isRun ? second : first === "t" ? "test" : first;
  return script !== undefined && isTestName(script) ? (isRun ? `run ${script}` : script) : undefined;
}

const others = wordSet(
  "LINT BUILD TYPES TYPE TYPECHECK COVERAGE REPORT UPLOAD PREPARE SETUP INSTALL CLEAN DEPLOY GENERATE PRETEST SCHEMA",
);

function isTestName(script: string): boolean {
  const words = wordsOf(script.replace(/[:/]/gu, "-"));
  return words[0] === "TEST" && !words.some((word) => others.has(word));
}

const byFacts = new WeakMap<ScriptFacts, readonly TestRun[]>();

/** All of a script, in order; scripts are shared between jobs and read once. */
export function testRunsIn(facts: ScriptFacts): readonly TestRun[] {
  let known = byFacts.get(facts);
  if (known === undefined) byFacts.set(facts, (known = facts.commands.flatMap((command) => testRunOf(command) ?? [])));
  return known;
}
