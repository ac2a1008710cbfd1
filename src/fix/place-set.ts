/** Which parts of the old and the new tree an edit accounts for. */
import type { Edit } from "../finding/fix.ts";
import { spanContains } from "../source/span.ts";
import type { Span } from "../source/span.ts";
import type { YamlScalar } from "../yaml/node.ts";
import { applyEdits, inOrder, spansAfter } from "./edits.ts";

export interface EditedPlaces {
  /** An edit takes out all of it. */
  isRemoved(before: Span): boolean;
  /** An edit has put in all of it. */
  isAdded(after: Span): boolean;
  /** An edit changes a part of it. */
  isTouched(before: Span): boolean;
  /** What the edits mean a scalar to say; undefined when they do not tell. */
  contentAfter(scalar: YamlScalar): string | undefined;
}

export function editedPlaces(unordered: readonly Edit[]): EditedPlaces {
  const edits = inOrder(unordered);
  const before = edits.map(({ at }) => at.span);
  const after = spansAfter(edits);
  const touching = (span: Span): readonly Edit[] =>
    edits.slice(...rangeAt(before, span)).filter(({ at }) => touches(at.span, span));
  return {
    isRemoved: (span) =>
      span.end > span.start && before.slice(...rangeAt(before, span)).some((removed) => spanContains(removed, span)),
    isAdded: (span) => after.slice(...rangeAt(after, span)).some((added) => spanContains(added, span)),
    isTouched: (span) => touching(span).length > 0,
    contentAfter: (scalar) => contentAfter(scalar, touching(scalar.span)),
  };
}

/** From which to before which index spans in order, none over another, reach another span: every node of a file is asked about. */
function rangeAt(spans: readonly Span[], { start, end }: Span): readonly [number, number] {
  let [low, high] = [0, spans.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.end ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  while (high < spans.length && (spans[high]?.start ?? 0) <= end) high += 1;
  return [low, high];
}

/** An edit at either end of a scalar may become a part of it; text that is taken out beside it may not. */
function touches(edit: Span, span: Span): boolean {
  if (edit.start === edit.end) return span.start <= edit.start && edit.start <= span.end;
  return edit.start < span.end && span.start < edit.end;
}

function contentAfter({ file, text, span }: YamlScalar, edits: readonly Edit[]): string | undefined {
  const inContent: Edit[] = [];
  for (const { content, at } of edits) {
    if (content === undefined || !spanContains(span, at.span)) return undefined;
    inContent.push({ at: { file, span: content.span, path: [] }, text: content.text });
  }
  return applyEdits(text, inContent);
}
