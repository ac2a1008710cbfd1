/** The `oidc` command, its options and its help. */
import { githubHostOption, privateApiOption } from "../collect/command.ts";
import type { CommandSpec } from "../command-line.ts";
import { colourEnvironment, common, onlineTimeoutOption, projectOption, settingsOption } from "../common-options.ts";
import { failBars } from "../lint-options.ts";
import { hostOption, orbCacheOption, orbEnvironment } from "../orb-places.ts";
import { tokenEnvironment } from "../tokens.ts";

export const oidcCommand: CommandSpec = {
  name: "oidc",
  usage: "oidc [options] [path]",
  summary: "Plan how OIDC takes the place of stored credentials, or judge trust policies. Changes nothing.",
  positionals: [{ name: "path", summary: "a repository, a directory in it, or one configuration. Default: this repository" }],
  most: 1,
  options: [
    {
      name: "provider",
      value: "<name>",
      repeatable: true,
      summary: "only this one: aws, azure, gcp, npm, vault, …; an unknown name lists them",
    },
    {
      name: "format",
      short: "f",
      value: "<name[=file]>",
      choices: ["markdown", "json"],
      default: "markdown",
      repeatable: true,
      summary: "how to write it; with --trust-policy every format of lint, and by default pretty",
    },
    {
      name: "trust-policy",
      value: "<file>",
      repeatable: true,
      summary:
        "judge this instead of planning, `-` for standard input: a trust policy of AWS, a workload identity provider or IAM policy of Google Cloud, a federated credential of Azure, a jwt role of Vault, as the provider's command line prints it as JSON",
    },
    {
      name: "fail-on",
      value: "<severity>",
      choices: failBars,
      default: "low",
      summary: "with --trust-policy: exit with 1 when a finding is this severe or worse",
    },
    { name: "organization-id", value: "<id>", summary: "with --trust-policy: the organisation at CircleCI that may be trusted" },
    { name: "project-id", value: "<id>", summary: "with --trust-policy: the project at CircleCI that it is for" },
    { name: "output", short: "o", value: "<file>", summary: "where it goes (default: standard output)" },
    {
      name: "snapshot",
      value: "<file>",
      summary: "join what `collect` has written to this file: real ids, and what is stored where",
    },
    { name: "online", summary: "ask the APIs now, and exit with 2 when they cannot be asked or do not answer" },
    {
      name: "org",
      value: "<slug>",
      summary: "one plan over all that is known of an organisation such as gh/acme, with --snapshot or --online",
    },
    projectOption,
    settingsOption,
    orbCacheOption,
    hostOption,
    githubHostOption,
    onlineTimeoutOption,
    privateApiOption,
    ...common,
  ],
  environment: [...colourEnvironment, ...orbEnvironment, ...tokenEnvironment],
  exitCodes: [
    { name: "0", summary: "planned, or nothing is stored that OIDC could replace; no finding at or above --fail-on" },
    { name: "1", summary: "findings of --trust-policy" },
    {
      name: "2",
      summary: "not all could be looked at: usage, settings, unreadable or invalid input, an API that failed with --online",
    },
  ],
  examples: [
    { name: "circleci-secaudit oidc", summary: "of this repository" },
    {
      name: "circleci-secaudit oidc --provider aws --snapshot secaudit-snapshot.json -o oidc-plan.md",
      summary: "AWS alone, with real ids",
    },
    {
      name: "aws iam get-role --role-name deploy | circleci-secaudit oidc --trust-policy -",
      summary: "whom a role of AWS trusts",
    },
    { name: "circleci-secaudit oidc --org gh/acme --snapshot acme.json -f json", summary: "a whole organisation, for programs" },
  ],
};
