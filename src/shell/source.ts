/**
 * A text handed to the parser and the way back from its offsets to the script's. Scripts inside arguments and escaped backticks
 * are texts of their own, with quoting undone.
 */
import type { Span } from "../source/span.ts";
import type { Quote, WordPart } from "./facts.ts";

/** A masked stretch of a source: it stands for a word part that the parser cannot see. Offsets are the source's own. */
export interface Mask extends Span {
  part(quote: Quote, span: Span): WordPart;
  /** Index of the hole, when it is an unknown template. */
  readonly hole: number | undefined;
}

/** A run of characters that stand together in the script too. */
interface Stretch {
  readonly at: number;
  readonly outer: number;
}

export interface Source {
  readonly text: string;
  /** Undefined when the source is the script itself. */
  readonly stretches: readonly Stretch[] | undefined;
  /** In order and apart from each other. */
  readonly masks: readonly Mask[];
}

/** The masks of a script's own holes. Holes that overlap or lie outside the text are left out. */
export function masksOf(text: string, holes: readonly Span[]): Mask[] {
  const masks: Mask[] = [];
  let end = 0;
  for (const [hole, { start, end: stop }] of holes.entries()) {
    if (start < end || stop <= start || stop > text.length) continue;
    masks.push({ start, end: stop, hole, part: (quote, span) => ({ kind: "template", span, quote, hole }) });
    end = stop;
  }
  return masks;
}

/** The index of the last item that starts at or before `offset`; -1 when there is none. */
function lastAtOrBefore<T>(items: readonly T[], startOf: (item: T) => number, offset: number): number {
  let low = -1;
  let high = items.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    const item = items[middle];
    if (item !== undefined && startOf(item) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The script's offset of a source's offset. */
export function outerOffset(source: Source, offset: number): number {
  if (source.stretches === undefined) return offset;
  const stretch =
    source.stretches[
      Math.max(
        0,
        lastAtOrBefore(source.stretches, (item) => item.at, offset),
      )
    ];
  return stretch === undefined ? 0 : stretch.outer + offset - stretch.at;
}

/** The script's span of a source's span. */
export function outerSpan(source: Source, start: number, end: number): Span {
  if (source.stretches === undefined) return { start, end };
  const from = outerOffset(source, start);
  return { start: from, end: end > start ? Math.max(from, outerOffset(source, end - 1) + 1) : from };
}

/** The masks that touch a span of the source. */
export function masksIn(source: Source, start: number, end: number): readonly Mask[] {
  const { masks } = source;
  if (masks.length === 0) return masks;
  let first = Math.max(
    0,
    lastAtOrBefore(masks, (mask) => mask.start, start),
  );
  if ((masks[first]?.end ?? 0) <= start) first += 1;
  let last = first;
  while ((masks[last]?.start ?? end) < end) last += 1;
  return masks.slice(first, last);
}

/** A source in the making. */
export interface SourceDraft extends Source {
  text: string;
  readonly stretches: Stretch[];
  readonly masks: Mask[];
  /** The script's offset that would carry the last stretch on. */
  next: number;
}

export function newSource(): SourceDraft {
  return { text: "", stretches: [], masks: [], next: -1 };
}

/** Adds text that begins at `outer` in the script and stands there just so. */
export function appendText(draft: SourceDraft, text: string, outer: number): void {
  if (text === "") return;
  if (outer !== draft.next) draft.stretches.push({ at: draft.text.length, outer });
  draft.text += text;
  draft.next = outer + text.length;
}

/** Adds a stretch of word characters in place of something the inner parser must not read. */
export function appendMask(draft: SourceDraft, outer: Span, part: Mask["part"], hole: number | undefined): void {
  const start = draft.text.length;
  appendText(draft, "_".repeat(outer.end - outer.start), outer.start);
  draft.masks.push({ start, end: draft.text.length, part, hole });
}
