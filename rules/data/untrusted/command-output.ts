/**
 * Commands that print what somebody else has written: commit messages, names of branches and tags, titles and texts of pull requests
 * and issues. Sources: the manual pages of git and gh.
 */
import type { CommandFact } from "../../../src/shell/facts.ts";
import { hasOption, optionsNamed, parseOptions, wordSet } from "../options.ts";
import { pipelineAfter } from "../../../src/shell/sinks.ts";
import { wordText } from "../word-text.ts";
import type { UntrustedSource } from "./sources.ts";

const globals = { values: wordSet("-C -c --git-dir --work-tree"), stopAtOperand: true };
const values = { values: wordSet("-n -b -C -c --max-count --match --exclude --abbrev --sort --points-at --contains --merged") };

/** Placeholders of `--format` for text of the committer: subject, body, notes, names and addresses. Refs stand apart. */
const textPlaceholder = /%(?:[sBbN]|[ac][nNeElL]|f\b|\(trailers)/u;
const refPlaceholder = /%(?:[dDS]|\(describe)|%\(refname/u;
const plainFormats = /^(?:oneline|short|medium|full|fuller|reference|email|raw)$/u;

/** What the output of a command carries, when the command is such a one. */
export function outputSource(command: CommandFact): UntrustedSource | undefined {
  if (command.place !== "job") return undefined;
  if (command.name === "git") return gitSource(command);
  if (command.name === "gh" || command.name === "glab") return requestSource(command);
  return command.name === "curl" ? answerSource(command) : undefined;
}

function gitSource(command: CommandFact): UntrustedSource | undefined {
  const [subcommand, ...rest] = parseOptions(command.args, globals).operands;
  const parsed = parseOptions(rest, values);
  switch (subcommand?.literal) {
    case "log":
    case "show": {
      const format = optionsNamed(parsed, "--format", "--pretty").at(-1)?.value;
      return messageSource(format === undefined ? undefined : wordText(format), subcommand.literal, rest.length);
    }
    case "rev-parse":
      return hasOption(parsed, "--abbrev-ref", "--symbolic-full-name") ? branchSource("git rev-parse --abbrev-ref") : undefined;
    case "symbolic-ref":
      return branchSource("git symbolic-ref");
    case "branch":
      return hasOption(parsed, "--show-current") ? branchSource("git branch --show-current") : undefined;
    case "describe":
      return tagSource("git describe");
    case "name-rev":
      return branchSource("git name-rev");
    case "tag":
      return parsed.operands.length === 0 || hasOption(parsed, "-l", "--list", "--points-at") ? tagSource("git tag") : undefined;
    default:
      return undefined;
  }
}

/** `--format=%H` prints hashes only; without a format the message is shown. A bare `git show file` is no message. */
function messageSource(format: string | undefined, subcommand: string, words: number): UntrustedSource | undefined {
  const text: UntrustedSource = {
    name: `git ${subcommand}`,
    level: "text",
    who: "whoever writes a commit that gets here",
    kind: "command",
  };
  if (format === undefined) return subcommand === "log" && words > 0 ? text : undefined;
  if (textPlaceholder.test(format) || plainFormats.test(format)) return text;
  return refPlaceholder.test(format) ? branchSource(`git ${subcommand}`) : undefined;
}

function branchSource(name: string): UntrustedSource {
  return { name, level: "ref", who: "whoever can push a branch", kind: "command" };
}

function tagSource(name: string): UntrustedSource {
  return { name, level: "ref", who: "whoever can push a tag", kind: "command" };
}

/** Fields of a pull request or issue in which people write. */
const writtenField = /title|body|message|comment|label|headRefName|head\.ref|files|diff|patch/iu;

/** `gh pr view 1`, `gh pr diff`, `gh issue list --json title`, `gh api repos/o/r/pulls/1`. */
function requestSource({ name = "", args }: CommandFact): UntrustedSource | undefined {
  const [group, verb] = args.map(({ literal }) => literal);
  const parsed = parseOptions(args, { values: wordSet("--json -q --jq -t --template -R --repo -F --output") });
  const fields = optionsNamed(parsed, "-q", "--jq", "--json").map(({ value }) => (value === undefined ? "" : wordText(value)));
  if (fields.length > 0 && !fields.every((field) => writtenField.test(field))) return undefined;
  const isRequest = /^(?:pr|mr|issue)$/u.test(group ?? "") && /^(?:view|diff|list)$/u.test(verb ?? "");
  const isApi = group === "api" && args.some((word) => isRequestPath(wordText(word)));
  return isRequest || isApi ? requestText(`${name} ${group}${isApi ? "" : ` ${verb}`}`) : undefined;
}

/** `curl https://api.github.com/repos/o/r/pulls/1 | jq -r .title`. */
function answerSource(command: CommandFact): UntrustedSource | undefined {
  const isAsked = command.args.some(
    (word) => wordText(word).startsWith("https://api.github.com/") && isRequestPath(wordText(word)),
  );
  if (!isAsked) return undefined;
  const filters = pipelineAfter(command).filter(({ name }) => name === "jq" || name === "grep");
  const isWritten = filters.every(({ args }) => args.some((word) => writtenField.test(wordText(word))));
  return isWritten ? requestText("curl") : undefined;
}

function isRequestPath(path: string): boolean {
  return /\/(?:pulls|issues|comments|commits)(?:\/|$)/u.test(path);
}

function requestText(name: string): UntrustedSource {
  return { name, level: "text", who: "whoever opens a pull request or an issue", kind: "command" };
}
