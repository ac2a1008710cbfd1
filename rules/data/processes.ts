/** Which commands start a program, whose arguments the other processes of the machine can see. */
import type { CommandFact, ScriptFacts } from "../../src/shell/facts.ts";
import { wordSet } from "./options.ts";

/** Commands that the shell runs itself. */
const builtins: ReadonlySet<string> = wordSet(
  [
    "echo printf print [ [[ (( test case export local declare typeset readonly eval set shopt : true false read mapfile readarray cd",
    "source . exit return trap unset let shift alias unalias wait command type hash getopts pushd popd break continue jobs exec umask",
    "ulimit builtin",
  ].join(" "),
);

/** What cmd runs itself; its names are in lower case. */
const cmdBuiltins: ReadonlySet<string> = wordSet(
  "set setx echo if for call goto rem type cd chdir copy move del erase md mkdir rd rmdir ren exit pushd popd title start",
);

/** Short names of PowerShell's own commands. */
const powershellAliases: ReadonlySet<string> = wordSet(
  "echo write iwr irm iex curl wget set sv sc gc gci gi ac cat type cd dir ls cp copy mv move rm del ni sl si sls select where foreach % ? if",
);

/** Wrappers that the shell itself is: behind them a builtin stays one. */
const shellWrappers: ReadonlySet<string> = wordSet("command builtin time exec");

/** The functions that a script defines, as far as they do anything. */
export function functionNames({ commands }: ScriptFacts): ReadonlySet<string> {
  return new Set(commands.flatMap((command) => command.functions));
}

/** False for builtins and for the script's own functions. A program whose name is not known counts. */
export function startsProgram(
  { name, words, wrappers, place }: CommandFact,
  language: ScriptFacts["language"],
  functions: ReadonlySet<string>,
): boolean {
  if (place !== "job" || words.length === 0) return false;
  if (name === undefined) return language === "bash" || language === "sh";
  if (wrappers.some((wrapper) => !shellWrappers.has(wrapper))) return true;
  if (functions.has(name)) return false;
  if (language === "powershell") return !powershellAliases.has(name) && !/^[a-z]+-[a-z]+$/u.test(name) && !/^[[$]/u.test(name);
  return !(language === "cmd" ? cmdBuiltins : builtins).has(name);
}
