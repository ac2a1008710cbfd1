/** Which stretches of a script are comments. */
import type { Span } from "../source/span.ts";
import type { ScriptFacts, ScriptLanguage } from "./facts.ts";

/** What begins a comment where a word may begin. Other languages are not read well enough to tell. */
const comments: Partial<Record<ScriptLanguage, RegExp>> = {
  bash: /(?:^|[\s;&|()])#/g,
  sh: /(?:^|[\s;&|()])#/g,
  powershell: /(?:^|[\s;|(){}])#/g,
  cmd: /^[ \t@]*(?:rem(?![\w.])|::)/gi,
};

/** How far before a stretch the beginning of its comment is looked for. */
const longestLine = 20_000;

/** True when a stretch of a script, such as an unknown template, certainly stands in a comment. */
export function isComment(facts: ScriptFacts, span: Span): boolean {
  const form = comments[facts.language];
  if (form === undefined) return false;
  const lineStart = Math.max(facts.text.lastIndexOf("\n", span.start - 1) + 1, span.start - longestLine);
  const code = codeSpansOf(facts);
  for (const match of facts.text.slice(lineStart, span.start).matchAll(form)) {
    if (!contains(code, lineStart + match.index + match[0].length - 1)) return true;
  }
  return false;
}

const codeSpans = new WeakMap<ScriptFacts, readonly Span[]>();

/** The spans of commands, assignments and heredoc bodies, in order, those that touch made one. */
function codeSpansOf(facts: ScriptFacts): readonly Span[] {
  let merged = codeSpans.get(facts);
  if (merged === undefined) {
    const { commands, assignments } = facts;
    const targets = commands.flatMap(({ redirects }) => redirects.flatMap(({ target }) => target?.span ?? []));
    const all = [...commands.map(({ span }) => span), ...assignments.map(({ span }) => span), ...targets];
    codeSpans.set(facts, (merged = merge(all.sort((a, b) => a.start - b.start))));
  }
  return merged;
}

function merge(spans: readonly Span[]): readonly Span[] {
  const merged: Span[] = [];
  for (const span of spans) {
    const last = merged.at(-1);
    if (last !== undefined && span.start <= last.end) {
      merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
    } else merged.push(span);
  }
  return merged;
}

function contains(spans: readonly Span[], offset: number): boolean {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.end ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  const found = spans[low];
  return found !== undefined && found.start <= offset;
}
