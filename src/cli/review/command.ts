/** The `review` command, its options and its help. */
import { profiles } from "../../finding/severity.ts";
import { githubHostOption, privateApiOption } from "../collect/command.ts";
import type { CommandSpec } from "../command-line.ts";
import { colourEnvironment, common, onlineTimeoutOption, projectOption, settingsOption } from "../common-options.ts";
import { hostOption, orbCacheOption, orbEnvironment } from "../orb-places.ts";
import { tokenEnvironment } from "../tokens.ts";

export const reviewCommand: CommandSpec = {
  name: "review",
  usage: "review [options] [path]",
  summary: "Write a review of the whole configuration, as markdown and as one HTML file.",
  positionals: [{ name: "path", summary: "a repository, a directory in it, or one configuration. Default: this repository" }],
  most: 1,
  options: [
    {
      name: "output",
      short: "o",
      value: "<file>",
      summary:
        "where the markdown goes (default: standard output, unless --html is given); answers and ticks of people in an earlier review there are kept. With --org a folder",
    },
    { name: "html", value: "<file>", summary: "write it as one HTML file too. With --org a folder" },
    { name: "force", summary: "replace files that are no reviews, or damaged ones" },
    { name: "snapshot", value: "<file>", summary: "join what `collect` has written to this file" },
    {
      name: "online",
      summary: "ask the APIs now, and exit with 2 when they cannot be asked or do not answer; no network is used without this",
    },
    {
      name: "org",
      value: "<slug>",
      summary:
        "review all that is known of an organisation such as gh/acme, with --snapshot or --online: an index, and a page for each project",
    },
    { name: "compare", value: "<file>", summary: "say what has changed since a review that wrote this file with --save" },
    { name: "save", value: "<file>", summary: "keep the facts of this review, as JSON, for a later --compare" },
    {
      name: "date",
      value: "<date>",
      summary:
        "date of the review, such as 2026-01-31, from which ages are reckoned (default: that of the facts; none without facts)",
    },
    projectOption,
    { name: "profile", value: "<name>", choices: profiles, default: "regular", summary: "which rules run" },
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
    { name: "0", summary: "written, whatever it says" },
    {
      name: "2",
      summary:
        "the review could not be completed: usage, settings, unreadable or invalid input, an API that failed with --online. What could be written is written",
    },
  ],
  examples: [
    { name: "circleci-secaudit review -o docs/ci-review.md", summary: "of this repository" },
    {
      name: "circleci-secaudit review --snapshot facts.json -o review.md --html review.html",
      summary: "with what the APIs say, in both forms",
    },
    {
      name: "circleci-secaudit review --org gh/acme --snapshot acme.json --html reviews/",
      summary: "of every project of an organisation",
    },
  ],
};
