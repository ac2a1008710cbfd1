/** Orbs that neither restore caches of packages nor run tests: what they do is known without their source. */
import type { OrbCommandStep } from "../../src/expand/plan.ts";

/** Of these no element does; of others only the listed ones are quiet. */
const quiet: ReadonlySet<string> = new Set(
  [
    ...["slack", "aws-cli", "aws-ecr", "aws-ecs", "aws-eks", "aws-s3", "aws-code-deploy", "aws-parameter-store", "browser-tools"],
    ...["gcp-cli", "gcp-gcr", "gcp-gke", "gcp-cloud-run", "azure-cli", "azure-acr", "azure-aks", "heroku", "jira", "github-cli"],
    ...["docker", "kubernetes", "helm", "jq", "envsubst", "circleci-cli", "continuation", "vault", "terraform", "shellcheck"],
    ...["sonarcloud", "build-tools"],
  ].map((name) => `circleci/${name}`),
);
const quietOthers: ReadonlySet<string> = new Set([
  "codecov/codecov",
  "coveralls/coveralls",
  "datadog/agent",
  "doppler/circleci-orb",
  "eddiewebb/queue",
  "fossa/cli",
  "honeycombio/buildevents",
  "jfrog/jfrog",
  "launchdarkly/ld-find-code-refs",
  "pulumi/pulumi",
  "snyk/snyk",
  "sonarsource/sonarcloud",
]);
const quietElements: ReadonlySet<string> = new Set([
  "circleci/node:install",
  "circleci/node:install-yarn",
  "circleci/node:install-npm",
  "circleci/node:install-pnpm",
  "circleci/ruby:install",
  "circleci/go:install",
  "circleci/rust:install",
  "circleci/macos:preboot-simulator",
  "circleci/macos:switch-ruby",
  "circleci/android:accept-licenses",
  "circleci/android:change-java-version",
  "circleci/android:create-avd",
  "circleci/android:start-emulator",
  "circleci/windows:install-dotnet",
]);

/** False when its source would have to be read to tell. */
export function isQuiet({ orb: { source }, command, isOpaque }: OrbCommandStep): boolean {
  if (!isOpaque) return true;
  if (source.kind !== "registry") return false;
  const name = `${source.namespace}/${source.name}`.toLowerCase();
  return quiet.has(name) || quietOthers.has(name) || quietElements.has(`${name}:${command.replaceAll("_", "-")}`);
}
