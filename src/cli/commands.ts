/** The commands, their options and their help. What they do is in the file named after each. */
import { fixSafeties } from "../finding/fix.ts";
import { confidences, profiles, severities } from "../finding/severity.ts";
import { collectCommand as collect, githubHostOption, privateApiOption } from "./collect/command.ts";
import type { CommandSpec } from "./command-line.ts";
import { colourEnvironment, common, settingsOption, usageExit } from "./common-options.ts";
import { oidcCommand as oidc } from "./oidc/command.ts";
import { formatNames } from "../report/formats.ts";
import { failBars } from "./lint-options.ts";
import { hostOption, orbCacheOption, orbEnvironment } from "./orb-places.ts";
import { reviewCommand as review } from "./review/command.ts";
import { tokenEnvironment } from "./tokens.ts";

const lint: CommandSpec = {
  name: "lint",
  usage: "[lint] [options] [paths…]",
  summary: "Find security faults in CircleCI configurations and settings. Reads only; nothing is run.",
  positionals: [
    {
      name: "paths…",
      summary:
        "files, directories, or `-` for standard input; a directory means the YAML files in its .circleci folder, or its own when it is one. Default: the .circleci folder of this repository, and src/@orb.yml with its files in the repository of an orb",
    },
  ],
  most: Number.POSITIVE_INFINITY,
  options: [
    {
      name: "format",
      short: "f",
      value: "<name[=file]>",
      choices: formatNames,
      default: "pretty",
      repeatable: true,
      summary: "what to print, or to write to a file",
    },
    {
      name: "fail-on",
      value: "<severity>",
      choices: failBars,
      default: "low",
      summary: "exit with 1 when a finding is this severe or worse",
    },
    { name: "min-severity", value: "<severity>", choices: severities, default: "info", summary: "leave out lesser findings" },
    {
      name: "min-confidence",
      value: "<confidence>",
      choices: confidences,
      default: "low",
      summary: "leave out less certain findings",
    },
    { name: "profile", value: "<name>", choices: profiles, default: "regular", summary: "which rules run" },
    { name: "rule", value: "<id>", repeatable: true, summary: "run only this rule, whatever its profile" },
    { name: "skip", value: "<id>", repeatable: true, summary: "do not run this rule" },
    settingsOption,
    {
      name: "project",
      value: "<address>",
      summary:
        "which project this is, for settings that are bound to projects and for what the APIs say (default: the checkout's remote `origin`)",
    },
    {
      name: "snapshot",
      value: "<file>",
      summary: "join what `collect` has written to this file; no network is used then",
    },
    {
      name: "org",
      value: "<slug>",
      repeatable: true,
      summary: "audit all that is known of an organisation such as gh/acme, from a snapshot or collected now, instead of files",
    },
    { name: "no-ignores", summary: "show suppressed findings too: comments and settings hide nothing" },
    { name: "baseline", value: "<file>", summary: "leave out the findings that this file lists" },
    {
      name: "write-baseline",
      value: "<file>",
      summary: "write all findings of this run to a baseline file, and exit with 0 or 2",
    },
    {
      name: "require-complete",
      summary: "exit with 2 when something could not be checked, such as an orb whose source is not at hand",
    },
    {
      name: "fix",
      value: "<safety>",
      optional: true,
      choices: fixSafeties,
      default: "safe",
      summary:
        "correct the files where the cure is an edit that changes nothing else, then audit them again; unsafe: those edits too that somebody has to look at",
    },
    { name: "diff", summary: "print what --fix would change, and write nothing" },
    orbCacheOption,
    hostOption,
    githubHostOption,
    { name: "offline", summary: "never use the network, whatever tokens there are" },
    { name: "online", summary: "ask the APIs anew, and exit with 2 when they cannot be asked or do not answer" },
    {
      name: "timeout",
      value: "<time>",
      default: "20s, with --org 30m",
      summary: "ask nothing more when it takes longer; what is not known by then is listed as such",
    },
    privateApiOption,
    ...common,
  ],
  environment: [...colourEnvironment, ...orbEnvironment, ...tokenEnvironment],
  exitCodes: [
    { name: "0", summary: "no finding at or above --fail-on" },
    { name: "1", summary: "findings" },
    {
      name: "2",
      summary:
        "the audit could not be completed: usage, settings, unreadable or invalid input, a rule that crashed, an API that failed with --online. Findings are printed all the same",
    },
  ],
  examples: [
    { name: "circleci-secaudit", summary: "audit this repository" },
    {
      name: "circleci-secaudit -f pretty -f sarif=secaudit.sarif",
      summary: "print for people, and write SARIF for a code scanning service",
    },
    {
      name: "circleci-secaudit --fail-on high path/to/project",
      summary: "another project; only high and critical findings fail",
    },
    { name: "circleci-secaudit --write-baseline .circleci/secaudit-baseline.json", summary: "accept what is there today" },
    { name: "circleci-secaudit --diff --fix=unsafe", summary: "see all that could be corrected" },
    { name: "circleci-secaudit --snapshot secaudit-snapshot.json", summary: "join what the APIs said, without a token" },
    { name: "circleci config process config.yml | circleci-secaudit -", summary: "audit standard input" },
  ],
};

const explain: CommandSpec = {
  name: "explain",
  usage: "explain <rule>",
  summary: "Explain a rule: why it matters, a bad and a good example, how to fix it, where to read on.",
  positionals: [{ name: "rule", summary: "id of a rule, as findings show it" }],
  most: 1,
  options: common,
  environment: colourEnvironment,
  exitCodes: [{ name: "0", summary: "explained" }, usageExit],
  examples: [{ name: "circleci-secaudit explain hardcoded-secret", summary: "about one rule" }],
};

const rules: CommandSpec = {
  name: "rules",
  usage: "rules [options]",
  summary: "List every rule with its severity, confidence and profile.",
  positionals: [],
  most: 0,
  options: [
    {
      name: "format",
      short: "f",
      value: "<name>",
      choices: ["pretty", "json", "markdown"],
      default: "pretty",
      summary: "how to print the list",
    },
    ...common,
  ],
  environment: colourEnvironment,
  exitCodes: [{ name: "0", summary: "listed" }, usageExit],
  examples: [{ name: "circleci-secaudit rules -f json", summary: "for programs" }],
};

const init: CommandSpec = {
  name: "init",
  usage: "init [options]",
  summary: "Set up this repository: writes a settings file and prints a CI job and a pre-commit hook to copy.",
  positionals: [],
  most: 0,
  options: [{ name: "force", summary: "replace a settings file that exists" }, settingsOption, ...common],
  environment: colourEnvironment,
  exitCodes: [{ name: "0", summary: "done, or nothing to do" }, usageExit],
  examples: [{ name: "circleci-secaudit init", summary: "in a repository that uses CircleCI" }],
};

/** The first one is meant when the command line names none. */
export const commands = [lint, review, oidc, collect, explain, rules, init] as const;
