/** The options of `collect` and their help. */
import type { CommandSpec, OptionSpec } from "../command-line.ts";
import { colourEnvironment, common, settingsOption } from "../common-options.ts";
import { hostOption, orbCacheOption, orbEnvironment } from "../orb-places.ts";
import { tokenEnvironment } from "../tokens.ts";

export const githubHostOption: OptionSpec = {
  name: "github-host",
  value: "<url>",
  default: "https://github.com",
  summary: "the GitHub that the repositories are on",
};

export const privateApiOption: OptionSpec = {
  name: "allow-private-api",
  summary:
    "also ask what CircleCI's own web pages ask and nobody has promised to keep: all projects of an organisation, security contacts, old AWS keys",
};

export const collectCommand: CommandSpec = {
  name: "collect",
  usage: "collect [options] [paths…]",
  summary: "Ask CircleCI and GitHub what the configuration cannot say, and keep it for lint in a snapshot.",
  positionals: [
    {
      name: "paths…",
      summary: "checkouts whose projects are meant (default: the one that this folder is in); with --orbs as for lint",
    },
  ],
  most: Number.POSITIVE_INFINITY,
  options: [
    {
      name: "project",
      value: "<slug>",
      repeatable: true,
      summary: "a project: gh/acme/app, github.com/acme/app, circleci/…/…",
    },
    { name: "org", value: "<slug>", repeatable: true, summary: "a whole organisation: gh/acme, circleci/…" },
    {
      name: "output",
      short: "o",
      value: "<file>",
      default: "secaudit-snapshot.json",
      summary: "where the snapshot goes",
    },
    { name: "resume", summary: "go on with the same run where it was interrupted; nothing is asked twice" },
    privateApiOption,
    { name: "no-circleci", summary: "do not ask CircleCI" },
    { name: "no-github", summary: "do not ask GitHub" },
    hostOption,
    githubHostOption,
    {
      name: "timeout",
      value: "<time>",
      default: "30m, with --orbs 60s",
      summary: "ask nothing more when it takes longer; what is known by then is written",
    },
    {
      name: "max-age",
      value: "<time>",
      default: "0s, with --orbs 24h",
      summary:
        "how old an answer of an earlier run may be to be used again; with --orbs, to what a version such as `@1` means. Exact versions are fetched once",
    },
    {
      name: "from",
      value: "<file>",
      summary: "ask nobody; rewrite this snapshot or circleci-data.json of CircleCI-Env-Inspector",
    },
    {
      name: "usage",
      value: "<file>",
      repeatable: true,
      summary:
        "add what jobs use of their resource classes, from a usage export that was downloaded from CircleCI (.csv or .csv.gz); with --from too",
    },
    { name: "orbs", summary: "fetch the sources of registry orbs that configurations name, and nothing else" },
    { name: "vendor", summary: "with --orbs: also copy them into .circleci/orbs, where lint finds them in every checkout" },
    orbCacheOption,
    settingsOption,
    ...common,
  ],
  environment: [...colourEnvironment, ...orbEnvironment, ...tokenEnvironment],
  exitCodes: [
    { name: "0", summary: "all was answered; what a token may not see is listed. With --orbs: every orb is at hand" },
    {
      name: "2",
      summary:
        "a service could not be reached, broke off, took no more questions or did not know what was named; the snapshot is written all the same, and says what is missing. With --orbs: an orb could not be had. Or usage, settings, an input that could not be read",
    },
  ],
  examples: [
    {
      name: "circleci-secaudit collect && circleci-secaudit --snapshot secaudit-snapshot.json",
      summary: "this repository's project",
    },
    { name: "circleci-secaudit collect --org gh/acme -o acme.json", summary: "a whole organisation" },
    {
      name: "circleci-secaudit collect --orbs && circleci-secaudit",
      summary: "only the sources of orbs, which needs no token for public ones",
    },
  ],
};
