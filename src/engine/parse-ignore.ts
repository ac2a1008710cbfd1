/** One comment → the rules that it ignores, or what is wrong with it. */
import type { Location } from "../finding/location.ts";
import type { Problem } from "../finding/report.ts";
import { nearMiss } from "../schema/near-miss.ts";
import { plain, quote } from "../source/quote.ts";
import type { SourceFile } from "../source/source-file.ts";
import type { Span } from "../source/span.ts";

export interface ParsedIgnore {
  readonly ruleId: string;
  /** The id in the comment. */
  readonly at: Location;
  readonly reason: string;
  readonly scope: "line" | "file";
}

/** Where something begins that is meant for this tool, however it is spelt. */
const addressed = /(?<=^|\s)#+(?=[ \t]*(?:circleci[-_ ]?)?sec[-_ ]?audit\b)/gi;
const instruction = /^(#+[ \t]*secaudit:[ \t]+ignore(-file)?\[)([^\][]*)\](.*)$/;
const attempt = /^#+[ \t]*(?:circleci[-_ ]?)?sec[-_ ]?audit\b[ \t]*(:?)[ \t]*([a-z-]*)[ \t]*(?:\[([^\][]{1,100})\])?/i;

/** Words that people try instead, and the right ones, which may be misspelt. */
const triedWords = ["ignore", "ignore-file", "ignored", "disable", "skip", "suppress", "nolint"];

const longestReason = 300;

/**
 * `comment` is from its `#` to the end of the line. It may hold several instructions; the reason of one ends where the next begins.
 * Without `explain` nothing is said of malformed ones.
 */
export function parseIgnore(
  file: SourceFile,
  comment: Span,
  explain = true,
): { readonly ignores: readonly ParsedIgnore[]; readonly problems: readonly Problem[] } {
  const text = file.text.slice(comment.start, comment.end);
  const starts = [...text.matchAll(addressed)].map((match) => match.index);
  const ignores: ParsedIgnore[] = [];
  const problems: Problem[] = [];
  for (const [index, start] of starts.entries()) {
    const piece = text.slice(start, starts[index + 1] ?? text.length).trimEnd();
    const found = readInstruction(file, comment.start + start, piece);
    if (found.length > 0) ignores.push(...found);
    else if (explain) problems.push(...malformed(file, comment.start + start, piece));
  }
  return { ignores, problems };
}

function readInstruction(file: SourceFile, offset: number, piece: string): readonly ParsedIgnore[] {
  const [, opening = "", wholeFile, list = "", rest = ""] = instruction.exec(piece) ?? [];
  const reason = plain(rest.replace(/^[\s:–—-]+/, "").trimEnd(), longestReason);
  const ignores: ParsedIgnore[] = [];
  let start = offset + opening.length;
  for (const item of list.split(",")) {
    const ruleId = item.trim();
    const from = start + item.length - item.trimStart().length;
    const at = { file, span: { start: from, end: from + ruleId.length }, path: [] };
    if (ruleId !== "") ignores.push({ ruleId, at, reason, scope: wholeFile === undefined ? "line" : "file" });
    start += item.length + 1;
  }
  return ignores;
}

/** A sentence that only mentions this tool is none of our business; one that means to instruct it must not be lost in silence. */
function malformed(file: SourceFile, start: number, piece: string): readonly Problem[] {
  const [, colon = "", word = "", ids = "rule-id"] = attempt.exec(piece) ?? [];
  const meant = nearMiss(word, triedWords);
  if (colon === "" && meant === undefined) return [];
  const form = quote(`# secaudit: ignore${meant === "ignore-file" ? "-file" : ""}[${ids.trim()}] reason`, 160);
  return [
    {
      code: "malformed-ignore",
      message: `This comment ignores nothing, because it is not written as ${form}.`,
      location: { file, span: { start, end: start + Math.min(piece.length, 120) }, path: [] },
      level: "warning",
    },
  ];
}
