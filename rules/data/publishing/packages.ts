/** Package registries, releases on code hosts and app stores. Source: each tool's manual. */
import { lanePublishes } from "./names.ts";
import { publisher, type CommandLine, type Effect, type Publisher } from "./publisher.ts";

const aPackage: Effect = { kind: "package", does: "publishes a package" };
const aRelease: Effect = { kind: "release", does: "publishes a release" };
const anOrb: Effect = { kind: "package", does: "publishes an orb" };
const anApp: Effect = { kind: "app", does: "hands an app to a store or to testers" };

const otherGoreleaserCommands = ["build", "check", "init", "healthcheck", "completion", "jsonschema", "help", "changelog"];

export const packagePublishers: readonly Publisher[] = [
  publisher("npm bun deno jsr cnpm", "publish", aPackage),
  publisher("pnpm yarn", "publish, npm publish", aPackage, { anywhere: true, when: (_, line) => line.operands[0] !== "run" }),
  publisher("lerna beachball", "publish", aPackage),
  publisher("changeset changesets", "publish", aPackage),
  publisher("rush", "publish", aPackage, { needs: "-p --publish" }),
  publisher("semantic-release multi-semantic-release", "", aRelease, { not: "-d --version" }),
  publisher("semantic-release", "publish, version", aRelease, { not: "--noop --print" }),
  publisher("release-it np", "", aRelease, { not: "--version --preview" }),
  publisher("nx", "release", aRelease, {
    not: "--skip-publish",
    when: ([what = ""]) => !["version", "changelog", "plan", "plan:check"].includes(what),
  }),
  publisher("auto", "shipit, release", aRelease),
  publisher("vsce ovsx", "publish", aPackage),
  publisher("release-please", "github-release", aRelease),

  publisher("twine", "upload", aPackage),
  publisher("poetry flit hatch uv pdm rye", "publish", aPackage),
  publisher("maturin", "publish, upload", aPackage),
  publisher("anaconda", "upload", aPackage),
  publisher("setup.py", "upload", aPackage, { anywhere: true }),

  publisher("gem", "push", aPackage),
  publisher("rake", "release, release:rubygem_push", aPackage),
  publisher("cargo", "publish, workspaces publish, ws publish, smart-release", aPackage, { anywhere: true }),
  publisher("cargo", "release", aPackage, { needs: "-x --execute" }),
  publisher("mvn", "deploy, deploy:deploy-file, release:perform, nexus-staging:release, jib:build", aPackage, {
    anywhere: true,
    when: (_, line) => !line.words.includes("-Dmaven.deploy.skip=true"),
  }),
  publisher("gradle", "", aPackage, { when: (tasks) => tasks.some(isPublishingTask) }),
  publisher("sbt", "publish, +publish, publishSigned, +publishSigned, release, ci-release, docker:publish", aPackage, {
    anywhere: true,
  }),
  publisher("lein", "deploy", aPackage),
  publisher("dotnet", "nuget push", aPackage),
  publisher("nuget paket", "push", aPackage),
  publisher("mix", "hex.publish", aPackage),
  publisher("dart flutter", "pub publish", aPackage),
  publisher("pod", "trunk push, repo push", aPackage),
  publisher("cabal stack", "upload", aPackage),
  publisher("conan", "upload", aPackage),
  publisher("luarocks", "upload", aPackage),
  publisher("cloudsmith", "push", aPackage),
  publisher("package_cloud", "push", aPackage),
  publisher("jf jfrog", "rt upload, rt u, rt dp, rt docker-push", aPackage),

  // Old versions release when no subcommand is given.
  publisher("goreleaser", "", aRelease, {
    not: "--snapshot --skip-publish --version -v",
    when: (rest, line) => !rest.some((word) => otherGoreleaserCommands.includes(word)) && !skipsPublishing(line),
  }),
  publisher("gh hub glab", "release create, release upload", aRelease),
  publisher("ghr", "", aRelease, { not: "--version" }),
  publisher("github-release", "release, upload", aRelease),
  publisher("circleci", "orb publish", anOrb, { when: (rest) => !rest.some((word) => word.includes("@dev:")) }),
  publisher("cr", "upload", aRelease),

  publisher("fastlane", "", anApp, { when: lanePublishes }),
  publisher("eas", "submit, update", anApp),
  publisher("eas", "build", anApp, { needs: "--auto-submit" }),
  publisher("expo", "publish", anApp),
  publisher("appcenter", "distribute release, codepush release, codepush release-react", anApp),
  publisher("firebase", "appdistribution:distribute", anApp),
  publisher("altool", "", anApp, { needs: "--upload-app --upload-package" }),
];

/** `publish`, `:core:publishPlugins`, `uploadArchives`; what stays on this machine or only reports is left out. */
function isPublishingTask(task: string): boolean {
  const name = task.slice(task.lastIndexOf(":") + 1);
  if (/Local|Test|Report|Coverage|Pact|Result/u.test(name)) return false;
  return /^(?:publish|uploadArchives|bintrayUpload|artifactoryPublish|closeAndRelease|appDistributionUpload|jib$)/u.test(name);
}

/** `--skip=publish` and `--skip validate,publish`. */
function skipsPublishing({ words }: CommandLine): boolean {
  return words.some((word, index) => (word.startsWith("--skip=") || words[index - 1] === "--skip") && word.includes("publish"));
}
