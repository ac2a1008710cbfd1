/**
 * `<< … >>` in a text. CircleCI substitutes values and expressions, and Mustache sections (`<<#x>>…<</x>>`, `<<^x>>…<</x>>`);
 * `\<<` is a literal `<<`. Anything else between the brackets, a heredoc for one, stays as it is.
 */
import type { TemplateToken } from "./text.ts";
import { parseExpression, type Expression } from "./expression.ts";

export type TemplatePiece =
  | { readonly kind: "literal"; readonly start: number; readonly end: number }
  | { readonly kind: "value"; readonly token: TemplateToken; readonly source: string; readonly expression: Expression }
  | {
      readonly kind: "section";
      /** The opening tag. */
      readonly token: TemplateToken;
      /** From the opening tag to past the closing one. */
      readonly whole: TemplateToken;
      readonly source: string;
      readonly expression: Expression;
      readonly inverted: boolean;
      readonly pieces: readonly TemplatePiece[];
    };

const cache = new Map<string, readonly TemplatePiece[]>();
const cacheLimit = 2000;

/** The pieces of a text, in order, without gaps but for the backslash of `\<<`. */
export function parseTemplate(text: string): readonly TemplatePiece[] {
  if (!text.includes("<<")) return [{ kind: "literal", start: 0, end: text.length }];
  let pieces = cache.get(text);
  if (pieces === undefined) {
    pieces = nest(text, scan(text));
    if (cache.size >= cacheLimit) cache.clear();
    cache.set(text, pieces);
  }
  return pieces;
}

/** The only piece, when the text is one `<< … >>` and nothing else but space. */
export function soleValue(text: string): Extract<TemplatePiece, { kind: "value" }> | undefined {
  let sole: Extract<TemplatePiece, { kind: "value" }> | undefined;
  for (const piece of parseTemplate(text)) {
    if (piece.kind === "literal" && text.slice(piece.start, piece.end).trim() === "") continue;
    if (piece.kind !== "value" || sole !== undefined) return undefined;
    sole = piece;
  }
  return sole;
}

interface Tag extends TemplateToken {
  readonly form: "" | "#" | "^" | "/" | "escape";
  readonly source: string;
  readonly expression: Expression | undefined;
}

function scan(text: string): readonly Tag[] {
  const tags: Tag[] = [];
  let at = text.indexOf("<<");
  while (at !== -1) {
    const tag = tagAt(text, at);
    if (tag !== undefined) tags.push(tag);
    at = text.indexOf("<<", Math.max(at + 2, tag?.end ?? 0));
  }
  return tags;
}

function tagAt(text: string, at: number): Tag | undefined {
  if (text[at - 1] === "\\") return { start: at - 1, end: at, form: "escape", source: "", expression: undefined };
  const close = closingAt(text, at + 2);
  if (close === -1) return undefined;
  const inside = text.slice(at + 2, close).trim();
  const form = sectionForms.find((candidate) => inside.startsWith(candidate)) ?? "";
  const source = form === "" ? inside : inside.slice(1).trim();
  const expression = parseExpression(source);
  if (expression === undefined || !readsConfig(expression)) return undefined;
  return { start: at, end: close + 2, form, source, expression };
}

const sectionForms = ["#", "^", "/"] as const;

/** The `>>` that ends a tag: not inside quotes, not across a blank line or another `<<`. */
function closingAt(text: string, from: number): number {
  let quote = "";
  for (let at = from; at < text.length; at += 1) {
    const char = text[at] ?? "";
    if (quote !== "") {
      if (char === quote) quote = "";
      else if (char === "\n") return -1;
    } else if (char === '"' || char === "'") quote = char;
    else if (char === "<" && text[at + 1] === "<") return -1;
    else if (char === ">" && text[at + 1] === ">") return at;
    else if (char === "\n" && text[at + 1] === "\n") return -1;
    if (at - from > longestTag) return -1;
  }
  return -1;
}

const longestTag = 2000;

/** Roots that CircleCI fills in. A lone word such as a heredoc's delimiter is none. */
const roots = ["parameters.", "pipeline.", "matrix.", "job."];

function readsConfig(expression: Expression): boolean {
  switch (expression.kind) {
    case "reference":
      return roots.some((root) => expression.name.startsWith(root));
    case "literal":
      return false;
    case "not":
      return readsConfig(expression.operand);
    case "binary":
      return readsConfig(expression.left) || readsConfig(expression.right);
  }
}

/** Puts sections around what they enclose; a section tag without partner is left as text. */
function nest(text: string, tags: readonly Tag[]): readonly TemplatePiece[] {
  const partners = pairSections(tags);
  return build(tags, partners, { first: 0, last: tags.length, start: 0, end: text.length });
}

function pairSections(tags: readonly Tag[]): ReadonlyMap<number, number> {
  const partners = new Map<number, number>();
  const open: number[] = [];
  tags.forEach((tag, index) => {
    if (tag.form === "#" || tag.form === "^") open.push(index);
    if (tag.form !== "/") return;
    const at = open.findLastIndex((candidate) => tags[candidate]?.source === tag.source);
    const opener = open[at];
    if (opener === undefined) return;
    open.length = at;
    partners.set(opener, index);
  });
  return partners;
}

/** Tags by index, and the stretch of text they stand in. */
interface Stretch {
  readonly first: number;
  readonly last: number;
  readonly start: number;
  readonly end: number;
}

function build(
  tags: readonly Tag[],
  partners: ReadonlyMap<number, number>,
  { first, last, start, end }: Stretch,
): readonly TemplatePiece[] {
  const pieces: TemplatePiece[] = [];
  let from = start;
  const literalUpTo = (to: number): void => {
    if (to > from) pieces.push({ kind: "literal", start: from, end: to });
  };
  for (let index = first; index < last; index += 1) {
    const tag = tags[index];
    if (tag === undefined) break;
    const partner = partners.get(index);
    const close = partner === undefined ? undefined : tags[partner];
    if (tag.form === "escape") {
      literalUpTo(tag.start);
      from = tag.end;
    } else if (tag.expression !== undefined && tag.form === "") {
      literalUpTo(tag.start);
      pieces.push({ kind: "value", token: { start: tag.start, end: tag.end }, source: tag.source, expression: tag.expression });
      from = tag.end;
    } else if (tag.expression !== undefined && partner !== undefined && close !== undefined) {
      literalUpTo(tag.start);
      pieces.push({
        kind: "section",
        token: { start: tag.start, end: tag.end },
        whole: { start: tag.start, end: close.end },
        source: tag.source,
        expression: tag.expression,
        inverted: tag.form === "^",
        pieces: build(tags, partners, { first: index + 1, last: partner, start: tag.end, end: close.start }),
      });
      from = close.end;
      index = partner;
    }
  }
  literalUpTo(end);
  return pieces;
}
