/** Git commands that print what somebody else has written: commit messages and names of branches and tags. Source: git's manual pages. */
import type { CommandFact } from "../../../src/shell/facts.ts";
import { hasOption, optionsNamed, parseOptions, wordSet } from "../options.ts";
import { wordText } from "../word-text.ts";
import type { UntrustedSource } from "./sources.ts";

const globals = { values: wordSet("-C -c --git-dir --work-tree"), stopAtOperand: true };
const values = { values: wordSet("-n -b -C -c --max-count --match --exclude --abbrev --sort --points-at --contains --merged") };

/** Placeholders of `--format` for text of the committer: subject, body, notes, names and addresses. Refs stand apart. */
const textPlaceholder = /%(?:[sBbN]|[ac][nNeElL]|f\b|\(trailers)/u;
const refPlaceholder = /%(?:[dDS]|\(describe)|%\(refname/u;
const plainFormats = /^(?:oneline|short|medium|full|fuller|reference|email|raw)$/u;

/** What the output of a command carries, when the command is such a git command. */
export function gitSource(command: CommandFact): UntrustedSource | undefined {
  if (command.name !== "git" || command.place !== "job") return undefined;
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
