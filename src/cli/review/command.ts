/** The `review` command, its options and its help. */
import type { CommandSpec } from "../command-line.ts";
import { colourEnvironment, common, settingsOption } from "../common-options.ts";

export const reviewCommand: CommandSpec = {
  name: "review",
  usage: "review [options] [path]",
  summary: "Write a review of the whole configuration, as markdown and as one HTML file.",
  positionals: [{ name: "path", summary: "a repository, or one configuration. Default: this repository" }],
  most: 1,
  options: [
    { name: "output", short: "o", value: "<file>", summary: "where the markdown goes (default: standard output)" },
    { name: "html", value: "<file>", summary: "write it as one HTML file too" },
    { name: "snapshot", value: "<file>", summary: "join what `collect` has written to this file; no network is used then" },
    {
      name: "date",
      value: "<date>",
      summary: "date of the review, such as 2026-01-31 (default: that of the snapshot; none without one)",
    },
    { name: "project", value: "<address>", summary: "which project this is (default: the checkout's remote `origin`)" },
    settingsOption,
    ...common,
  ],
  environment: colourEnvironment,
  exitCodes: [
    { name: "0", summary: "written, whatever it says" },
    {
      name: "2",
      summary:
        "the review could not be completed: usage, settings, unreadable or invalid input. What could be written is written",
    },
  ],
  examples: [{ name: "circleci-secaudit review -o docs/ci-review.md", summary: "of this repository" }],
};
