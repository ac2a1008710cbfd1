/** What the `shell:` key and a script's first line say about its language and options. */
import type { Span } from "../source/span.ts";
import { noOptions, readOptions, withChanges } from "./options.ts";
import type { OptionChange } from "./options.ts";
import type { ScriptLanguage, ShellOptions } from "./facts.ts";

export interface ShellKey {
  readonly language: ScriptLanguage;
  readonly options: ShellOptions;
}

/** CircleCI's shell on Linux: <https://circleci.com/docs/configuration-reference/#default-shell-options>. */
const circleDefault = "/bin/bash -eo pipefail";

const languages: ReadonlyMap<string, ScriptLanguage> = new Map([
  ["bash", "bash"],
  ["zsh", "bash"],
  ["ksh", "bash"],
  ["sh", "sh"],
  ["dash", "sh"],
  ["ash", "sh"],
  ["powershell", "powershell"],
  ["pwsh", "powershell"],
  ["cmd", "cmd"],
  ["python", "python"],
  ["node", "node"],
  ["nodejs", "node"],
]);

/** Reads the value of a `shell:` key, unknown templates in it masked like those of a script; undefined is CircleCI's default. */
export function readShellKey(shell: string | undefined): ShellKey {
  const line = interpreterLine(splitWords(shell === undefined || shell.trim() === "" ? circleDefault : shell));
  return { language: line.language, options: withChanges(noOptions, line.changes) };
}

export interface Shebang {
  /** Undefined when the line names nothing that can be told. */
  readonly language: ScriptLanguage;
  readonly changes: readonly OptionChange[];
}

/** Reads `#!/usr/bin/env python3` and the like in a script's first line; undefined when there is none. */
export function readShebang(text: string): Shebang | undefined {
  if (!text.startsWith("#!")) return undefined;
  const end = text.indexOf("\n");
  const words = splitWords(text.slice(2, end === -1 ? text.length : end), 2);
  return words.length === 0 ? undefined : interpreterLine(words);
}

interface PlacedWord {
  readonly text: string;
  readonly span: Span;
}

function splitWords(line: string, offset = 0): PlacedWord[] {
  return [...line.matchAll(/\S+/g)].map(({ 0: text, index }) => ({
    text,
    span: { start: offset + index, end: offset + index + text.length },
  }));
}

function interpreterLine(words: readonly PlacedWord[]): Shebang {
  let at = 0;
  while (at < words.length - 1 && /^(?:env|sudo|-.*|\w+=.*)$/.test(programName(words[at]?.text ?? ""))) at += 1;
  const language = languageOf(programName(words[at]?.text ?? ""));
  const shell = language === "bash" || language === "sh";
  return { language, changes: shell ? readOptions(words.slice(at + 1)).changes : [] };
}

/** `C:\Windows\System32\cmd.exe` is `cmd`. */
function programName(path: string): string {
  return path
    .slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1)
    .toLowerCase()
    .replace(/\.exe$/, "");
}

function languageOf(name: string): ScriptLanguage {
  // A name with an unknown template in it is masked, or still has its brackets; most shells are bash.
  if (/__|<</.test(name)) return "bash";
  const plain = name.replace(/[\d.]+$/, "");
  return languages.get(plain) ?? "other";
}
