/** A unified diff of one file, safe to print. */
import { diffLines } from "./line-diff.ts";
import type { DiffLine } from "./line-diff.ts";
import { visibleLine, visibleLines } from "./plain-text.ts";
import { paintWith } from "./pretty/paint.ts";
import type { Paint, PaintOptions } from "./pretty/paint.ts";

export interface ChangedFile {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

/** Lines shown around what differs. */
const context = 3;

/**
 * As `patch` and `git apply` read it, unless the file holds secrets or control characters, which are hidden. Empty when nothing differs.
 */
export function renderDiff({ path, before, after }: ChangedFile, style: PaintOptions): string {
  const paint = paintWith(style);
  const lines = diffLines(linesOf(before), linesOf(after));
  const hunks = hunksOf(lines);
  if (hunks.length === 0) return "";
  const name = visibleLine(path);
  const shown = [
    paint.bold(`--- a/${name}`),
    paint.bold(`+++ b/${name}`),
    ...hunks.flatMap((hunk) => renderHunk(lines, hunk, paint)),
  ];
  return `${shown.join("\n")}\n`;
}

/** With their line breaks, so that a missing last one is a difference. */
function linesOf(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

interface Hunk {
  /** Indices into the lines of the diff. */
  readonly start: number;
  readonly end: number;
}

/** Stretches around what differs; those that would meet are one. */
function hunksOf(lines: readonly DiffLine[]): readonly Hunk[] {
  const hunks: { start: number; end: number }[] = [];
  lines.forEach(({ kind }, at) => {
    if (kind === "same") return;
    const [start, end] = [Math.max(0, at - context), Math.min(lines.length, at + 1 + context)];
    const last = hunks.at(-1);
    if (last !== undefined && start <= last.end) last.end = end;
    else hunks.push({ start, end });
  });
  return hunks;
}

function renderHunk(lines: readonly DiffLine[], { start, end }: Hunk, paint: Paint): readonly string[] {
  const own = lines.slice(start, end);
  const range = (sign: string, kind: DiffLine["kind"]): string => {
    const count = own.filter((line) => line.kind !== kind).length;
    const before = lines.slice(0, start).filter((line) => line.kind !== kind).length;
    return `${sign}${count === 0 ? before : before + 1}${count === 1 ? "" : `,${count}`}`;
  };
  return [paint.step(`@@ ${range("-", "new")} ${range("+", "old")} @@`), ...own.flatMap((line) => renderLine(line, paint))];
}

const signs = { same: " ", old: "-", new: "+" } as const;

function renderLine({ kind, text }: DiffLine, paint: Paint): readonly string[] {
  const [, content = "", lineBreak = ""] = /^([^]*?)(\r?\n)?$/.exec(text) ?? [];
  const line = `${signs[kind]}${visibleLines(content)}`;
  const painted = kind === "old" ? paint.bad(line) : kind === "new" ? paint.good(line) : line;
  // A carriage return before the line break belongs to the line; on a terminal it would only be in the way.
  const end = lineBreak === "\r\n" && !paint.colour ? "\r" : "";
  return [painted + end, ...(lineBreak === "" ? ["\\ No newline at end of file"] : [])];
}
