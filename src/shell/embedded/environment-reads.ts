/** Expressions that read the environment, in Python, JavaScript, Ruby and Perl. */
import type { EmbeddedLanguage, Token } from "./tokens.ts";

export interface EnvironmentRead {
  /** Undefined for the whole environment. */
  readonly name: string | undefined;
  /** Indices of its first token and past its last. */
  readonly first: number;
  readonly end: number;
}

/** The read that begins at a token, if one does. Tests for presence and lists of names are none. */
export function environmentReadAt(language: EmbeddedLanguage, tokens: readonly Token[], at: number): EnvironmentRead | undefined {
  const found = readers[language](tokens, at);
  if (found === undefined || onlyTests(tokens, at, found.end)) return undefined;
  return { ...found, first: at };
}

type Found = Omit<EnvironmentRead, "first"> | undefined;

const readers: Record<EmbeddedLanguage, (tokens: readonly Token[], at: number) => Found> = {
  python: readPython,
  node: readNode,
  ruby: readRuby,
  perl: readPerl,
};

/** The texts of the tokens from `at` on, strings as `"`. */
function follows(tokens: readonly Token[], at: number, ...texts: readonly string[]): boolean {
  return texts.every((text, index) => {
    const token = tokens[at + index];
    return token?.kind === "string" ? text === '"' : token?.text === text;
  });
}

/** A read whose key is the string at a token; a closing bracket behind it belongs to it. */
function keyAt(tokens: readonly Token[], at: number): Found {
  const closed = follows(tokens, at + 1, "]") || follows(tokens, at + 1, ")") || follows(tokens, at + 1, "}");
  return { name: tokens[at]?.text, end: closed ? at + 2 : at + 1 };
}

function readPython(tokens: readonly Token[], at: number): Found {
  const start = follows(tokens, at, "os", ".") ? at + 2 : at;
  if (start === at && follows(tokens, at - 1, ".")) return undefined;
  if (follows(tokens, start, "getenv", "(", '"')) return keyAt(tokens, start + 2);
  if (!follows(tokens, start, "environ")) return undefined;
  if (follows(tokens, start + 1, "[", '"')) return keyAt(tokens, start + 2);
  if (follows(tokens, start + 1, ".", "get", "(", '"')) return keyAt(tokens, start + 4);
  if (follows(tokens, start + 1, "[") || follows(tokens, start + 1, ".", "get") || follows(tokens, start + 1, ".", "keys"))
    return undefined;
  // `"A" in os.environ` and a loop over it tell names only.
  if (follows(tokens, at - 1, "in")) return follows(tokens, start + 1, ".", "items") ? whole(start + 3) : undefined;
  return whole(start + 1);
}

function whole(end: number): Found {
  return { name: undefined, end };
}

function readNode(tokens: readonly Token[], at: number): Found {
  if (!follows(tokens, at, "process", ".", "env")) return undefined;
  const end = at + 3;
  const dot = follows(tokens, end, "?", ".") ? end + 1 : end;
  if (follows(tokens, dot, ".") && tokens[dot + 1]?.kind === "name") return { name: tokens[dot + 1]?.text, end: dot + 2 };
  if (follows(tokens, end, "[", '"')) return keyAt(tokens, end + 1);
  const namesOnly =
    follows(tokens, at - 4, "Object", ".", "keys", "(") || follows(tokens, at - 1, "in") || follows(tokens, at - 1, "of");
  return follows(tokens, end, "[") || namesOnly ? undefined : whole(end);
}

function readRuby(tokens: readonly Token[], at: number): Found {
  if (!follows(tokens, at, "ENV") || follows(tokens, at - 1, ":")) return undefined;
  if (follows(tokens, at + 1, "[", '"')) return keyAt(tokens, at + 2);
  if (follows(tokens, at + 1, ".", "fetch", "(", '"')) return keyAt(tokens, at + 4);
  if (follows(tokens, at + 1, ".")) return rubyDumps.test(tokens[at + 2]?.text ?? "") ? whole(at + 3) : undefined;
  return follows(tokens, at + 1, "[") ? undefined : whole(at + 1);
}

const rubyDumps = /^(?:to_h|to_a|inspect|map|each|sort)$/;

function readPerl(tokens: readonly Token[], at: number): Found {
  if (follows(tokens, at, "%ENV")) return follows(tokens, at - 1, "keys") ? undefined : whole(at + 1);
  if (!follows(tokens, at, "$ENV", "{")) return undefined;
  const key = tokens[at + 2];
  return key !== undefined && key.kind !== "sign" && !/^[$%@]/.test(key.text) ? keyAt(tokens, at + 2) : undefined;
}

const testsBefore: ReadonlySet<string> = new Set(["len", "bool", "Boolean", "length", "defined", "exists", "typeof", "not", "!"]);
const testsBehind: ReadonlySet<string> = new Set(["?", "=", "!", "is", "nil", "empty", "length", "size"]);

/** True of the value between two tokens for `len(x)`, `defined $x`, `!x`, `x == …`, `x ? …`, `x.length`: the value itself goes nowhere. */
export function onlyTests(tokens: readonly Token[], first: number, end: number): boolean {
  const before = tokens[first - 1];
  const caller = before?.text === "(" ? tokens[first - 2] : before;
  if (caller !== undefined && caller.kind !== "string" && testsBefore.has(caller.text)) return true;
  const closed = tokens[end]?.text === ")" && before?.text !== "(" ? end + 1 : end;
  const behind = tokens[closed]?.text === "." ? tokens[closed + 1] : tokens[closed];
  if (behind === undefined || behind.kind === "string" || !testsBehind.has(behind.text)) return false;
  // `x ?? y` and `x?.trim()` are no tests.
  const next = tokens[closed + 1]?.text;
  return behind.text !== "?" || (next !== "?" && next !== ".");
}
