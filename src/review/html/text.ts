/** Texts of a document as HTML: whatever stands in them stays text. */
import { escapeHtml } from "../../report/markdown-text.ts";
import { visibleLines, visibleProse } from "../../report/plain-text.ts";

/** Words in the form of messages: what stands between backticks is code. */
export function prose(text: string): string {
  const parts = visibleProse(text).split("`");
  const isClosed = parts.length % 2 === 1;
  return parts
    .map((part, at) => {
      if (at % 2 === 0) return escapeHtml(part);
      return isClosed || at < parts.length - 1 ? codeOf(part) : escapeHtml(`\`${part}`);
    })
    .join("");
}

/** The same without marks, for titles and attributes. */
export function plain(text: string): string {
  return visibleProse(text).replaceAll("`", "");
}

export function codeOf(text: string): string {
  return `<code>${escapeHtml(text)}</code>`;
}

/** Several lines; breaks and tabs stay. */
export function linesOf(text: string): string {
  return visibleLines(text)
    .split("\n")
    .map((each) => each.split("\t").map(escapeHtml).join("\t"))
    .join("\n");
}

/** A start tag's attribute; nothing where there is no value. */
export function attribute(name: string, value: string | number | undefined): string {
  return value === undefined ? "" : ` ${name}="${escapeHtml(String(value))}"`;
}

/** Of an address that may become a link; undefined for all but web addresses. */
export function webAddress(url: string): string | undefined {
  return /^https?:\/\/[^/\s]/i.test(url) ? url.replace(/[\s<>"'`\\^{|}]|[^ -~]/gu, percentEncoded) : undefined;
}

function percentEncoded(character: string): string {
  try {
    return encodeURIComponent(character).replaceAll("'", "%27");
  } catch {
    return "%EF%BF%BD";
  }
}

/** An id of the page from an id of the document, which may be any text. */
export function anchorOf(kind: "section" | "box" | "task", id: string): string {
  const safe = id.replace(/[^\w./-]/gu, (character) => `_${(character.codePointAt(0) ?? 0).toString(16)}_`);
  return kind === "section" ? safe : `${kind}:${safe}`;
}
