/** Programs that only start another one: their own words are peeled off to find the program that does the work. */
import type { Word } from "../facts.ts";

interface Wrapper {
  /** Short options that take a value. */
  readonly short: string;
  /** Long options whose value is the next word. */
  readonly long: readonly string[];
  /** Words between the options and the program. */
  readonly operands: number;
  /** `NAME=value` words before the program set its environment. */
  readonly assigns: boolean;
  /** Short options with which it does something else than start a program. */
  readonly queries: string;
}

function wrapper(short = "", long = "", rest: Partial<Omit<Wrapper, "short" | "long">> = {}): Wrapper {
  return { short, long: long === "" ? [] : long.split(" "), operands: 0, assigns: false, queries: "", ...rest };
}

const wrappers: ReadonlyMap<string, Wrapper> = new Map([
  [
    "sudo",
    wrapper("ugpCrtTUDRh", "user group prompt close-from role type other-user chdir chroot host command-timeout", {
      assigns: true,
      queries: "lveK",
    }),
  ],
  ["doas", wrapper("uC")],
  ["env", wrapper("uC", "unset chdir", { assigns: true, queries: "S" })],
  ["command", wrapper("", "", { queries: "vV" })],
  ["builtin", wrapper()],
  ["exec", wrapper("a")],
  ["time", wrapper("of", "output format")],
  ["nice", wrapper("n", "adjustment")],
  ["nohup", wrapper()],
  ["setsid", wrapper()],
  ["timeout", wrapper("ks", "kill-after signal", { operands: 1 })],
  ["gtimeout", wrapper("ks", "kill-after signal", { operands: 1 })],
  ["xargs", wrapper("adEILnPs", "arg-file delimiter max-args max-procs max-chars")],
  ["stdbuf", wrapper("ioe", "input output error")],
  ["ionice", wrapper("cnp", "class classdata")],
  ["unbuffer", wrapper()],
  ["winpty", wrapper()],
  ["caffeinate", wrapper("tw")],
  ["sshpass", wrapper("pfdP")],
  ["gosu", wrapper("", "", { operands: 1 })],
  ["su-exec", wrapper("", "", { operands: 1 })],
]);

export interface Peeled {
  readonly wrappers: readonly string[];
  readonly words: readonly Word[];
  /** `NAME=value` words of `env` and `sudo`. */
  readonly assignments: readonly Word[];
}

const assignment = /^[A-Za-z_]\w*\+?=/;

/** Takes the wrappers off. One that starts nothing (`env`, `xargs` alone, `command -v x`) stays as the program. */
export function peel(words: readonly Word[]): Peeled {
  const names: string[] = [];
  const assignments: Word[] = [];
  let at = 0;
  for (let name = wrapperName(words[at]); name !== undefined; name = wrapperName(words[at])) {
    const known = wrappers.get(name);
    const next = known === undefined ? undefined : programAfter(words, at + 1, known);
    if (next === undefined) break;
    names.push(name);
    assignments.push(...next.assignments);
    at = next.at;
  }
  return { wrappers: names, words: at === 0 ? words : words.slice(at), assignments };
}

/** The wrapper's name. `$SUDO` is what scripts call a `sudo` that is left out for root. */
function wrapperName(word: Word | undefined): string | undefined {
  if (word === undefined) return undefined;
  if (word.literal !== undefined) return baseName(word.literal);
  const [part] = word.parts;
  return word.parts.length === 1 && part?.kind === "variable" && /^sudo$/i.test(part.name) ? "sudo" : undefined;
}

function programAfter(
  words: readonly Word[],
  start: number,
  known: Wrapper,
): { readonly at: number; readonly assignments: readonly Word[] } | undefined {
  let at = start;
  for (let option = optionText(words[at]); option !== undefined; option = optionText(words[at])) {
    at += 1;
    if (option === "--") break;
    if (isQuery(option, known)) return undefined;
    if (takesNextWord(option, known)) at += 1;
  }
  const assignments: Word[] = [];
  for (let word = words[at]; known.assigns && word !== undefined && isAssignment(word); word = words[at]) {
    assignments.push(word);
    at += 1;
  }
  at += known.operands;
  return at < words.length ? { at, assignments } : undefined;
}

/** The known beginning of an option: `-p` of `-p$PASSWORD`. */
function optionText(word: Word | undefined): string | undefined {
  if (word?.literal !== undefined) return word.literal.startsWith("-") ? word.literal : undefined;
  const [first] = word?.parts ?? [];
  return first?.kind === "literal" && /^-./u.test(first.text) ? `${first.text}…` : undefined;
}

function isQuery(option: string, { queries }: Wrapper): boolean {
  return queries !== "" && !option.startsWith("--") && [...option.slice(1)].some((letter) => queries.includes(letter));
}

function takesNextWord(option: string, { short, long }: Wrapper): boolean {
  if (option.startsWith("--")) return long.includes(option.slice(2));
  const valued = [...option].findIndex((letter, index) => index > 0 && short.includes(letter));
  return valued === option.length - 1 && valued > 0;
}

/** True for a word that begins with a literal `NAME=`. */
export function isAssignment({ parts: [first] }: Word): boolean {
  return first?.kind === "literal" && assignment.test(first.text);
}

/** A program's name without its folder. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
