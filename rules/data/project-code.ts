/** Commands that run what lies in the checkout: its scripts, build files, tests, and the hooks of its packages. */
import type { CommandFact } from "../../src/shell/facts.ts";
import { executedFile } from "./interpreters.ts";
import { wordSet } from "./options.ts";
import { launchedBy } from "./publishing/launched.ts";
import { wordText } from "./word-text.ts";

/** They take what to do from a file of the project. */
const builders = wordSet(
  [
    "make gmake ninja cmake meson bazel bazelisk rake gradle gradlew mvn mvnw ant sbt lein mill xcodebuild fastlane swift dotnet msbuild",
    "mix rebar3 stack cabal dune just task invoke tox nox pytest jest vitest mocha karma cypress playwright rspec cucumber phpunit",
    "eslint webpack vite rollup gulp grunt turbo nx lerna pre-commit tsc ng next nuxt expo docker-compose skaffold tilt",
    "terraform tofu terragrunt pulumi serverless sls cdk molecule ansible-playbook vagrant packer goreleaser semantic-release",
  ].join(" "),
);

/** Of these only some subcommands do; an empty one is the program alone. */
const partly: Readonly<Record<string, ReadonlySet<string>>> = {
  npm: wordSet("ci install i test t run run-script exec start build publish rebuild"),
  yarn: new Set(["", ..."install test run build start publish exec workspaces workspace dlx".split(" ")]),
  pnpm: wordSet("install i test t run exec build start publish -r"),
  bun: wordSet("install i test run build x"),
  pip: wordSet("install wheel"),
  pip3: wordSet("install wheel"),
  poetry: wordSet("install run build publish"),
  pipenv: wordSet("install sync run"),
  uv: wordSet("sync run build pip publish"),
  bundle: wordSet("install exec"),
  composer: wordSet("install update run test"),
  go: wordSet("test run build install generate vet"),
  cargo: wordSet("test run build bench install check clippy publish"),
  docker: wordSet("build buildx compose"),
  podman: wordSet("build"),
  deno: wordSet("run test task"),
  helm: wordSet("install upgrade"),
};

export function runsProjectCode(command: CommandFact): boolean {
  if (command.place !== "job") return false;
  const file = executedFile(command);
  if (file !== undefined) return isInProject(wordText(file));
  return launchedBy(command).some(({ name, args }) => {
    if (name === undefined) return false;
    if (builders.has(name)) return true;
    const verb = args.find(({ literal }) => literal?.startsWith("-") !== true);
    return Object.hasOwn(partly, name) && partly[name]?.has(verb === undefined ? "" : wordText(verb)) === true;
  });
}

/** `./build.sh`, `scripts/x.py`; not what the image holds, and not `~/.bashrc`. */
function isInProject(path: string): boolean {
  return !/^(?:~|\/|\$|<)/u.test(path) || /^\$\{(?:PWD|CIRCLE_WORKING_DIRECTORY)\}/u.test(path);
}
