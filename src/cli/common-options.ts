/** Options and texts that several commands have. */
import type { Explained, OptionSpec } from "./command-line.ts";

export const common: readonly OptionSpec[] = [
  { name: "color", summary: "colour, even when the output is no terminal" },
  { name: "no-color", summary: "no colour" },
  { name: "help", short: "h", summary: "explain this command" },
  { name: "version", short: "V", summary: "print the version" },
];

export const settingsOption: OptionSpec = {
  name: "config",
  value: "<file>",
  default: ".circleci/secaudit.yml",
  summary: "settings file",
};

export const projectOption: OptionSpec = {
  name: "project",
  value: "<address>",
  summary: "which project this is (default: the checkout's remote `origin`)",
};

/** Of commands that ask the APIs only when they are told to. */
export const onlineTimeoutOption: OptionSpec = {
  name: "timeout",
  value: "<time>",
  default: "2m, with --org 30m",
  summary: "with --online: ask nothing more when it takes longer; what is not known by then is listed as such",
};

export const colourEnvironment: readonly Explained[] = [
  { name: "NO_COLOR", summary: "no colour, when it is not empty" },
  { name: "FORCE_COLOR", summary: "colour, even when the output is no terminal, unless it is 0" },
];

export const usageExit: Explained = { name: "2", summary: "the command was called wrongly, or could not do its work" };
