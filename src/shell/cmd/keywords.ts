/** `if`, `for`, `else` and `call` of cmd.exe: the words in front of the command they run. */
import type { Word } from "../facts.ts";

export interface Program {
  readonly words: readonly Word[];
  readonly conditional: boolean;
}

/** Takes the words of keywords off. */
export function programWords(words: readonly Word[]): Program {
  let at = 0;
  let conditional = false;
  for (;;) {
    const keyword = words[at]?.literal?.toLowerCase();
    if (keyword === "call" || keyword === "do") at += 1;
    else if (keyword === "else") {
      at += 1;
      conditional = true;
    } else if (keyword === "if") {
      at = conditionEnd(words, at + 1);
      conditional = true;
    } else if (keyword === "for") {
      const body = words.findIndex(({ literal }, index) => index > at && literal?.toLowerCase() === "do");
      at = body === -1 ? words.length : body;
      conditional = true;
    } else return { words: words.slice(at), conditional };
  }
}

const unary: ReadonlySet<string> = new Set(["exist", "defined", "errorlevel"]);
const binary: ReadonlySet<string> = new Set(["==", "equ", "neq", "lss", "leq", "gtr", "geq"]);

function conditionEnd(words: readonly Word[], start: number): number {
  let at = start;
  while (/^(?:not|\/i)$/i.test(words[at]?.literal ?? "")) at += 1;
  if (unary.has(words[at]?.literal?.toLowerCase() ?? "")) return at + 2;
  if (binary.has(words[at + 1]?.literal?.toLowerCase() ?? "")) return at + 3;
  // `a==b` is one word.
  return at + 1;
}
