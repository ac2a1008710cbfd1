/** Stretches of code whose values go to standard output or standard error, in Python, JavaScript, Ruby and Perl. */
import type { EmbeddedLanguage, Token } from "./tokens.ts";

/** Indices of the first token printed and past the last one. */
export interface Printed {
  readonly first: number;
  readonly end: number;
}

const callees: Record<EmbeddedLanguage, readonly string[]> = {
  python: ["print", "pprint", "sys.stdout.write", "sys.stderr.write", "pprint.pprint"],
  node: [
    ...["log", "info", "warn", "error", "debug", "dir", "table"].map((method) => `console.${method}`),
    "process.stdout.write",
    "process.stderr.write",
  ],
  ruby: [
    "puts",
    "print",
    "p",
    "pp",
    "printf",
    "warn",
    "$stdout.puts",
    "$stdout.write",
    "$stderr.puts",
    "STDOUT.puts",
    "STDERR.puts",
  ],
  perl: ["print", "say", "printf", "warn"],
};

const calleesOf = new Map<EmbeddedLanguage, ReadonlySet<string>>();

/** Every printing statement or call, in order, none inside another. */
export function* printsIn(language: EmbeddedLanguage, tokens: readonly Token[]): Iterable<Printed> {
  let known = calleesOf.get(language);
  if (known === undefined) calleesOf.set(language, (known = new Set(callees[language])));
  for (let at = 0; at < tokens.length; at += 1) {
    const end = calleeEnd(tokens, at);
    if (end === undefined || !known.has(textOf(tokens, at, end))) continue;
    const printed = argumentsAt(language, tokens, end);
    if (printed !== undefined) yield printed;
    at = Math.max(at, (printed?.end ?? end) - 1);
  }
}

/** Past the last token of the dotted name that begins at a token. */
function calleeEnd(tokens: readonly Token[], at: number): number | undefined {
  if (tokens[at]?.kind !== "name" || tokens[at - 1]?.text === ".") return undefined;
  let end = at + 1;
  while (end < at + 5 && tokens[end]?.text === "." && tokens[end + 1]?.kind === "name") end += 2;
  return end;
}

function textOf(tokens: readonly Token[], first: number, end: number): string {
  return tokens
    .slice(first, end)
    .map(({ text }) => text)
    .join("");
}

function argumentsAt(language: EmbeddedLanguage, tokens: readonly Token[], at: number): Printed | undefined {
  const next = tokens[at];
  const bracketed = next?.kind === "sign" && next.text === "(";
  if (!bracketed && language === "node") return undefined;
  const end = bracketed ? closing(tokens, at) : statementEnd(tokens, at);
  const elsewhere = language === "python" ? namesFile(tokens, at, end) : language === "perl" && namesHandle(tokens, at);
  return elsewhere ? undefined : { first: at, end };
}

/** Past the bracket that closes the one at a token, or the end of the code. */
function closing(tokens: readonly Token[], at: number): number {
  let depth = 0;
  for (let index = at; index < tokens.length; index += 1) {
    const token = tokens[index];
    if (token?.kind !== "sign") continue;
    if ("([{".includes(token.text)) depth += 1;
    else if (")]}".includes(token.text)) depth -= 1;
    if (depth === 0) return index + 1;
  }
  return tokens.length;
}

function statementEnd(tokens: readonly Token[], at: number): number {
  let end = at;
  while (end < tokens.length && tokens[end]?.kind !== "break") end += 1;
  return end;
}

/** `print(x, file=log)`, unless the file is one of the standard ones. */
function namesFile(tokens: readonly Token[], first: number, end: number): boolean {
  for (let at = first; at < end - 2; at += 1) {
    if (tokens[at]?.text === "file" && tokens[at + 1]?.text === "=" && tokens[at]?.kind === "name")
      return tokens[at + 2]?.text !== "sys";
  }
  return false;
}

/** `print LOG $x` and `print {$log} $x`. */
function namesHandle(tokens: readonly Token[], at: number): boolean {
  const [first, second] = tokens.slice(at, at + 2);
  if (first?.text === "{") return true;
  return first?.kind === "name" && /^[A-Z]+$/.test(first.text) && !/^STD(?:OUT|ERR)$/.test(first.text) && second?.text !== ".";
}
