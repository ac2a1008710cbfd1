/** Markdown from text that may want to be markup: it can neither format, link, mention nor end what it stands in. */
import { visibleLine, visibleLines, visibleProse } from "./plain-text.ts";

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
  $: "&#36;",
};

/** Text within HTML tags. */
export function escapeHtml(text: string): string {
  return visibleLine(text).replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

/**
 * Marks of formatting, of HTML and of formulas; and what sites turn into links on their own, which an empty comment breaks: mentions,
 * issue numbers, addresses.
 */
const special = /[\\*_[\]|~`&<>$#]|^[-+=]|^\d+(?=[.)](?:\s|$))|@(?=\w)|:(?=\/\/)|\bwww(?=\.)/gi;

function escapeText(text: string): string {
  return text.replace(special, (mark) => {
    if (/[@:w\d]/i.test(mark)) return `${mark}<!-- -->`;
    return entities[mark] ?? (mark === "#" ? "\\#<!-- -->" : `\\${mark}`);
  });
}

/** Text of one line as code, whatever backticks it holds. */
export function codeSpan(text: string): string {
  const line = visibleLine(text);
  if (line.trim() === "") return "` `";
  const ticks = "`".repeat(longestRun(line) + 1);
  const pad = line.startsWith("`") || line.endsWith("`") ? " " : "";
  return `${ticks}${pad}${line}${pad}${ticks}`;
}

/** A paragraph in the form of messages: what stands between backticks is code, all else is plain text. */
export function paragraph(text: string): string {
  const parts = visibleProse(text).split("`");
  const closed = parts.length % 2 === 1;
  return parts
    .map((part, at) => {
      if (at % 2 === 0) return escapeText(part);
      return closed || at < parts.length - 1 ? codeSpan(part) : escapeText(`\`${part}`);
    })
    .join("");
}

/** The same for a cell of a table, where a bar would end the cell even in code. */
export function cell(text: string): string {
  return paragraph(text).replace(/\\*\|/g, "\\|");
}

/** A block of code, fenced by more backticks than it holds. */
export function fence(text: string, language: string): string {
  const lines = visibleLines(text).replace(/\n+$/, "");
  const ticks = "`".repeat(Math.max(3, longestRun(lines) + 1));
  return `${ticks}${language}\n${lines}\n${ticks}`;
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
}

/** A link whose words and target are data. Only web addresses become links. */
export function link(words: string, url: string): string {
  if (!/^https?:\/\//.test(url)) return words;
  return `[${words}](<${visibleLine(url).replace(/[<>\\\s]/g, encodeURIComponent)}>)`;
}
