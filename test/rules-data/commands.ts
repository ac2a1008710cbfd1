/** Commands of a script, for tests of the tables that judge them. */
import { readBash } from "../../src/shell/bash/read-bash.ts";
import type { CommandFact, ShellOptions, Word } from "../../src/shell/facts.ts";

const options: ShellOptions = { xtrace: false, errexit: true, pipefail: true, verbose: false };

export function commandsOf(text: string): readonly CommandFact[] {
  return readBash(text, [], options).commands;
}

/** The only, or first, command of a script. */
export function commandOf(text: string): CommandFact {
  const [first] = commandsOf(text);
  if (first === undefined) throw new Error(`no command in ${text}`);
  return first;
}

/** A literal word at an offset, as PowerShell's reader would make it. */
export function literalWord(text: string, start = 0): Word {
  const span = { start, end: start + text.length };
  return { span, parts: [{ kind: "literal", span, text, quote: "none" }], literal: text };
}
