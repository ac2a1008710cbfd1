import type { Fix } from "../../src/finding/fix.ts";
import type { ScriptRun } from "../../src/rule/audit.ts";
import { defineRule, type Reported } from "../../src/rule/rule.ts";
import type { CommandFact, ScriptFacts, VariablePart, Word } from "../../src/shell/facts.ts";
import { quote } from "../../src/source/quote.ts";
import { scriptsByFacts } from "../data/scripts-by-facts.ts";
import { textOriginsOf } from "../data/untrusted/origins.ts";
import { untrustedReads, type UntrustedRead } from "../data/untrusted/reads.ts";
import { chosenBy, nameOfRead, wayTo } from "./wording.ts";

export const unquotedUntrustedVariable = defineRule({
  meta: {
    id: "unquoted-untrusted-variable",
    title: "An untrusted variable is not quoted",
    summary: "A variable whose text somebody else chooses is an argument without double quotes.",
    rationale:
      "The shell splits an unquoted value at blanks and replaces patterns with file names, so one argument becomes several, some of them options " +
      "of the attacker's choice. An empty value vanishes and the next argument takes its place: a branch has no tag, and a tag no branch.",
    remediation:
      'Write `"$NAME"` in double quotes. Put `--` in front of it where the command knows that, because quotes do not keep a value that begins with `-` from being an option.',
    limits:
      "Only variables known to hold somebody else's text are reported; values that programs print, other than git, are not followed.",
    severity: "low",
    confidence: "high",
    profile: "pedantic",
    data: "config",
    tags: { owasp: ["CICD-SEC-4"], cwe: ["CWE-88"] },
    references: [
      { title: "ShellCheck: double quote to prevent globbing and word splitting", url: "https://www.shellcheck.net/wiki/SC2086" },
      { title: "git check-ref-format: what a ref name may hold", url: "https://git-scm.com/docs/git-check-ref-format" },
    ],
    since: "0.2.0",
  },
  *check(audit) {
    for (const [facts, scripts] of scriptsByFacts(audit.scripts)) {
      if (facts.language !== "bash" && facts.language !== "sh") continue;
      for (const { command, word, part } of unquotedOf(facts)) {
        const origins = textOriginsOf({ span: part.span, parts: [part], literal: undefined }, command, facts);
        for (const script of scripts) {
          const [read] = untrustedReads(origins, script, audit);
          if (read !== undefined) yield report(read, script, command, word);
        }
      }
    }
  },
});

interface Unquoted {
  readonly command: CommandFact;
  readonly word: Word;
  readonly part: VariablePart;
}

/** The shell does not split there, or parses what it gets anew, which is worse and another rule's matter. */
const elsewhereJudged = new Set(["[[", "((", "case", "eval"]);
const declarations = new Set(["export", "declare", "typeset", "local", "readonly"]);

function* unquotedOf({ commands }: ScriptFacts): Iterable<Unquoted> {
  for (const command of commands) {
    const { name, words } = command;
    if (name !== undefined && elsewhereJudged.has(name)) continue;
    const declares = name !== undefined && declarations.has(name);
    for (const word of words) {
      if (word.literal !== undefined || (declares && isAssignment(word))) continue;
      for (const part of word.parts) {
        if (part.kind !== "variable" || part.quote !== "none" || part.elsewhere || isPasted(part, command)) continue;
        yield { command, word, part };
      }
    }
  }
}

function isAssignment({ parts: [first] }: Word): boolean {
  return first?.kind === "literal" && /^\w+\+?=/u.test(first.text);
}

/** In `bash -c "echo $X"` it is the outer shell that expands `$X`, into the text of the script. */
function isPasted({ span }: VariablePart, command: CommandFact): boolean {
  for (let outer = command.nestedIn; outer !== undefined; outer = outer.nestedIn) {
    if (span.start < outer.span.start || span.start >= outer.span.end) return true;
    const words =
      outer.input.kind === "heredoc" || outer.input.kind === "here-string" ? [...outer.words, outer.input.body] : outer.words;
    if (words.some(({ parts }) => parts.some((part) => part.kind === "variable" && part.span.start === span.start))) return true;
  }
  return false;
}

function report(read: UntrustedRead, script: ScriptRun, command: CommandFact, word: Word): Reported {
  const { run, step, facts, locate } = script;
  const { risk, severe } = riskOf(read, command, word);
  const written = facts.text.slice(read.span.start, read.span.end);
  return {
    at: locate(read.span),
    ...(severe ? {} : { severity: "info" }),
    message: `${nameOfRead(read)} is not quoted here, and ${chosenBy(read.source)}. ${risk}`,
    replacement: `"${written}"`,
    fixes: quotesFor(read, script, command, word),
    trace: wayTo(read, script, "it is read here without quotes"),
    route: { run, hops: step.hops },
  };
}

/**
 * Quotes change nothing about a value without blanks and patterns, unless it is empty and the whole of its word: then there is an argument
 * more. Inside other quotes, as in a script that is an argument itself, they would mean something else.
 */
function quotesFor(
  { span, source, origin }: UntrustedRead,
  { edit }: ScriptRun,
  { nestedIn, substitutedInto }: CommandFact,
  { parts }: Word,
): readonly Fix[] {
  if (nestedIn !== undefined || substitutedInto !== undefined) return [];
  const [before, after] = [edit({ start: span.start, end: span.start }, '"'), edit({ start: span.end, end: span.end }, '"')];
  if (before === undefined || after === undefined) return [];
  const isEqual = parts.length > 1 && (source.level === "ref" || source.level === "limited") && origin.path.length === 0;
  return [{ title: "Put it in double quotes", safety: isEqual ? "safe" : "unsafe", edits: [before, after] }];
}

/** Ref names hold neither blanks nor `*`, `?` and `[`, so there only the word as a whole can go wrong. */
function riskOf(
  { source, origin }: UntrustedRead,
  { name }: CommandFact,
  word: Word,
): { readonly risk: string; readonly severe: boolean } {
  const taker = name === undefined ? "the command" : quote(name);
  const isWhole = word.parts.length === 1 && origin.path.every(({ value }) => value?.parts.length === 1);
  if (source.level === "limited") {
    return {
      risk: "It holds neither blanks nor patterns today, so quotes only make sure that it stays one argument.",
      severe: false,
    };
  }
  if (source.level !== "ref") {
    return {
      risk: `Blanks in it make several arguments of ${taker}, options among them, and \`*\` becomes the names of files.`,
      severe: true,
    };
  }
  if (!isWhole)
    return {
      risk: "Git allows no blanks and patterns in names, so here quotes only make sure that it stays one argument.",
      severe: false,
    };
  if (name === "[" || name === "test")
    return { risk: "When it is empty the test has a word too few and fails as an error, not as an answer.", severe: true };
  return {
    risk: `When it is empty, ${taker} gets one argument less. A name may begin with \`-\` and be an option, which only \`--\` in front of it prevents.`,
    severe: true,
  };
}
