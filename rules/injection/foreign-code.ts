/** Code of somebody else that a job fetches: pull requests, forks, and refs that a parameter names. */
import type { Audit, ScriptRun } from "../../src/rule/audit.ts";
import type { CommandFact, Word } from "../../src/shell/facts.ts";
import type { Span } from "../../src/source/span.ts";
import { optionsNamed, parseOptions, wordSet } from "../data/options.ts";
import { runsProjectCode } from "../data/project-code.ts";
import { textOriginsOf } from "../data/untrusted/origins.ts";
import { untrustedReads } from "../data/untrusted/reads.ts";
import { wordText } from "../data/word-text.ts";

export interface ForeignCode {
  readonly script: ScriptRun;
  /** The ref, the repository, or the command that takes its number. */
  readonly span: Span;
  /** `the head of a pull request`, `a ref that … names`. */
  readonly what: string;
  readonly who: string;
  readonly isParameter: boolean;
  /** The local branch that it is fetched into: `pr` of `pull/1/head:pr`. */
  readonly branch?: string | undefined;
}

export interface ForeignCodeRun extends ForeignCode {
  readonly runner: { readonly script: ScriptRun; readonly command: CommandFact };
}

const git = { values: wordSet("-C -c --git-dir --work-tree"), stopAtOperand: true };
const values = wordSet("-b -B -c -j -o -u --branch --config --depth --origin --jobs --reference --upload-pack --filter");

/** `scripts` are the steps of one job run, in order. What is fetched counts once it is checked out. */
export function* foreignCodeRuns(
  scripts: readonly ScriptRun[],
  audit: Audit,
  isRunner: (command: CommandFact) => boolean = runsProjectCode,
): Iterable<ForeignCodeRun> {
  let fetched: ForeignCode | undefined;
  let inTree: ForeignCode | undefined;
  for (const script of scripts) {
    for (const command of script.facts.commands) {
      if (command.place !== "job") continue;
      const use = checkoutUse(command);
      if (use !== undefined) {
        const code = foreignCodeIn(command, use.words, script, audit);
        if (use.does !== "update") fetched = code ?? fetched;
        if (use.does !== "fetch")
          inTree = code ?? (use.words.some((word) => mayBeFetched(word, fetched)) ? (fetched ?? inTree) : inTree);
      } else if (inTree !== undefined && isRunner(command)) {
        yield { ...inTree, runner: { script, command } };
        [fetched, inTree] = [undefined, undefined];
      }
    }
  }
}

interface CheckoutUse {
  /** Only to the side, into the working tree, or both. */
  readonly does: "fetch" | "update" | "both";
  /** The words that name refs and repositories. */
  readonly words: readonly Word[];
}

function checkoutUse(command: CommandFact): CheckoutUse | undefined {
  const { name, args } = command;
  if (name === "gh" || name === "hub" || name === "glab") {
    const isCheckout = args[1]?.literal === "checkout" && /^(?:pr|mr)$/u.test(args[0]?.literal ?? "");
    return isCheckout ? { does: "both", words: args.slice(0, 2) } : undefined;
  }
  if (name !== "git") return undefined;
  const [subcommand, ...rest] = parseOptions(args, git).operands;
  const parsed = parseOptions(rest, { values });
  const words = [...parsed.operands, ...optionsNamed(parsed, "-b", "--branch").flatMap(({ value }) => value ?? [])];
  switch (subcommand?.literal) {
    case "fetch":
      return { does: "fetch", words };
    case "clone":
    case "pull":
      return { does: "both", words };
    case "checkout":
    case "switch":
    case "reset":
    case "merge":
    case "rebase":
    case "cherry-pick":
      return { does: "update", words };
    default:
      return undefined;
  }
}

/** `FETCH_HEAD`, the branch it was fetched into, or a name that is not known to be another. */
function mayBeFetched({ literal }: Word, fetched: ForeignCode | undefined): boolean {
  return literal === undefined || literal === fetched?.branch || /FETCH_HEAD|\bpull\b/u.test(literal);
}

const pullRef = /(?:^|[/+:])(?:pull\/.+\/(?:head|merge)|merge-requests\/.+\/(?:head|merge)|pull-requests\/.+\/from)/u;
const opener = "whoever opens a pull request";

function foreignCodeIn(command: CommandFact, words: readonly Word[], script: ScriptRun, audit: Audit): ForeignCode | undefined {
  if (command.name !== "git") return pullRequest(script, spanOf(words, command));
  for (const word of words) {
    const text = wordText(word);
    if (pullRef.test(text)) return { ...pullRequest(script, word.span), branch: /:([\w./-]+)$/u.exec(text)?.[1] };
    const origins = textOriginsOf(word, command, script.facts);
    for (const { from, span } of origins) {
      const hole = from.kind === "hole" ? script.holes[from.hole]?.part.reason : undefined;
      if (hole?.kind === "pipeline-value" && hole.name.startsWith("pipeline.event.github.pull_request.head."))
        return pullRequest(script, span);
      if (from.kind === "variable" && from.name === "CIRCLE_PR_USERNAME")
        return { script, span, what: "the fork of a pull request", who: opener, isParameter: false };
    }
    // The name of a repository in a fixed place is no ref.
    const read = text.includes("://")
      ? undefined
      : untrustedReads(origins, script, audit).find(({ source }) => source.kind === "pipeline-parameter");
    if (read !== undefined) {
      const { name, who } = read.source;
      return { script, span: read.span, what: `what \`${name}\` names`, who, isParameter: true };
    }
  }
  return undefined;
}

function pullRequest(script: ScriptRun, span: Span): ForeignCode {
  return { script, span, what: "the head of a pull request", who: opener, isParameter: false };
}

function spanOf(words: readonly Word[], { span }: CommandFact): Span {
  return { start: words[0]?.span.start ?? span.start, end: words.at(-1)?.span.end ?? span.end };
}
