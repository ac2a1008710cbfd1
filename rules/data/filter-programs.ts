/** What the little programs of sed, awk, jq, tr and of one-liners make of a secret that they read. */
import type { CommandFact, Word } from "../../src/shell/facts.ts";
import { secretName } from "./secret-names.ts";
import type { HandedOn } from "./text-filters.ts";

/** One `s/pattern/replacement/` of sed. */
export interface SedSubstitution {
  readonly pattern: string;
  readonly replacement: string;
}

/** The substitutions of a sed program, in order; other commands are passed over. */
export function sedSubstitutions(program: string): readonly SedSubstitution[] {
  const found: SedSubstitution[] = [];
  for (let at = 0; at < program.length; at += 1) {
    if (!/[\s;{}]/u.test(program.charAt(at))) {
      const delimiter = program.charAt(at + 1);
      if (program[at] === "s" && delimiter !== "" && !/\w/u.test(delimiter)) {
        const middle = endOfPart(program, at + 2, delimiter);
        const end = endOfPart(program, middle + 1, delimiter);
        found.push({ pattern: program.slice(at + 2, middle), replacement: program.slice(middle + 1, end) });
        at = end;
      }
      while (at < program.length && !/[;\n}]/u.test(program.charAt(at))) at += 1;
    }
  }
  return found;
}

function endOfPart(program: string, start: number, delimiter: string): number {
  let at = start;
  while (at < program.length && program[at] !== delimiter) at += program[at] === "\\" ? 2 : 1;
  return Math.min(at, program.length);
}

/** Text that people put where a secret stood. */
const blackout = /\*{2,}|x{3,}|^\*$|redact|mask|hidden|filtered|removed|secret/iu;

/** Longer programs are not looked into; nobody writes them to take a field out. */
const longestProgram = 4000;

function programText(program: Word | undefined): string | undefined {
  const text = program?.literal;
  return text === undefined || text.length > longestProgram ? undefined : text;
}

/** Unknown programs count as changing. */
export function sedHandsOn(programs: readonly (Word | undefined)[]): HandedOn | undefined {
  let result: HandedOn = "kept";
  for (const word of programs) {
    const program = programText(word);
    if (program === undefined) return "changed";
    const substitutions = sedSubstitutions(program);
    if (substitutions.some(({ replacement }) => blackout.test(replacement) && !/&|\\1.*\\2/u.test(replacement))) return undefined;
    if (substitutions.some(({ pattern }) => pattern !== "^" && pattern !== "$")) result = "changed";
  }
  return result;
}

/** An awk program prints fields; one that names none prints counts and lengths. */
export function awkHandsOn(program: Word | undefined): HandedOn | undefined {
  const text = programText(program);
  if (text === undefined) return "changed";
  if (/length|NF\b|NR\b/u.test(text) && !/\$\d/u.test(text.replaceAll("length($0)", ""))) return undefined;
  if (text.includes("substr")) return "cut";
  if (/print\s*[;}]|^\s*1\s*$|\$0/u.test(text)) return "kept";
  return /\$\d/u.test(text) ? "cut" : "changed";
}

/** `tr -d '\n'` leaves the value as it was; `tr 'a-z' '*'` blacks it out. */
export function trHandsOn(operands: readonly Word[], options: readonly string[]): HandedOn | undefined {
  const [from, to] = operands.map(({ literal }) => literal);
  if (options.includes("-d") && from !== undefined && /^(?:\\[nrt]|\s|\[:space:\]|")+$/u.test(from)) return "kept";
  return to !== undefined && /^(?:\*+|x+|#+)$/iu.test(to) ? undefined : "changed";
}

/** `.project_id` of a key file is no secret, `.private_key` and the whole document are. */
export function jqHandsOn(program: Word | undefined): HandedOn | undefined {
  const text = programText(program)?.trim();
  if (text === undefined) return "changed";
  if (/^(?:empty|length|keys|type|has\(.*\)|\.\s*\|\s*(?:length|keys|type|empty))$/u.test(text)) return undefined;
  if (takesTokenApart(text)) return undefined;
  const field = /^\.[\w.[\]"]*?(\w+)"?\]?$/u.exec(text)?.[1];
  return field !== undefined && secretName(field) === undefined ? undefined : "changed";
}

/** `split(".") | .[1] | @base64d`: the claims of a JSON web token, which without its signature opens nothing. */
function takesTokenApart(text: string): boolean {
  return /split\("\."\)/u.test(text) && /\.?\[[01]\]/u.test(text);
}

const interpreters = /^(?:python|perl|ruby|node|php)[\d.]*$/u;

/** One-liners that read standard input. One that takes a field by a harmless name takes no secret. */
export function interpreterHandsOn({ name, args }: CommandFact): HandedOn | undefined {
  if (name === undefined || !interpreters.test(name)) return undefined;
  const module = args.findIndex(({ literal }) => literal === "-m");
  if (module !== -1) return /^(?:json\.tool|base64)$/u.test(args[module + 1]?.literal ?? "") ? "changed" : undefined;
  const option = args.findIndex(({ literal }) => literal !== undefined && /^-[a-zA-Z]*[ceEr]$/u.test(literal));
  const code = programText(args[option + 1]);
  if (option === -1 || code === undefined) return undefined;
  const line = name.startsWith("perl") || name.startsWith("ruby");
  const reads =
    /stdin|STDIN|php:\/\/input|readFileSync\(0/u.test(code) || (line && /^-[a-zA-Z]*[np]/u.test(args[option]?.literal ?? ""));
  if (!reads) return undefined;
  const field = /\[\s*["'](\w+)["']\s*\]|\.get\(\s*["'](\w+)["']|\bJSON\.parse\([^)]*\)\)?\.(\w+)/u.exec(code);
  const key = field?.[1] ?? field?.[2] ?? field?.[3];
  return key !== undefined && secretName(key) === undefined ? undefined : "changed";
}
