/** A line as HTML: within the summary of a collapsible block, markdown is not read. */
import { escapeHtml } from "../../report/markdown-text.ts";
import { visibleProse } from "../../report/plain-text.ts";
import type { Inline, Line } from "../document/document.ts";
import { severityMarks, stateMarks } from "../document/words-for.ts";
import type { LinkOf } from "../document/rendering.ts";
import { anchorOf } from "./anchors.ts";
import { placeText } from "../document/place-text.ts";
import { pageFile } from "./inline.ts";

export function summaryHtml(line: Line, linkOf: LinkOf): string {
  return line.map((piece) => html(piece, linkOf)).join("");
}

function html(piece: Inline, linkOf: LinkOf): string {
  switch (piece.kind) {
    case "prose":
      return prose(piece.text);
    case "code":
      return code(piece.text);
    case "strong":
      return `<strong>${prose(piece.text)}</strong>`;
    case "link":
      return link(prose(piece.text), piece.url);
    case "jump":
      return `<a href="#${anchorOf(piece.to)}">${prose(piece.text)}</a>`;
    case "page":
      return `<a href="${pageFile(piece.name)}">${prose(piece.text)}</a>`;
    case "place":
      return link(code(placeText(piece.at)), linkOf(piece.at) ?? "");
    case "severity":
      return `${severityMarks[piece.severity]} ${piece.severity}`;
    case "state":
      return `${stateMarks[piece.state]} ${prose(piece.text)}`.trim();
    default:
      return piece satisfies never;
  }
}

function link(words: string, url: string): string {
  return /^https?:\/\//.test(url) ? `<a href="${escapeHtml(url)}">${words}</a>` : words;
}

function code(text: string): string {
  return `<code>${escapeHtml(text)}</code>`;
}

/** What stands between backticks is code. The spaces at the ends stay. */
function prose(text: string): string {
  const parts = visibleProse(`.${text}.`).slice(1, -1).split("`");
  const closed = parts.length % 2 === 1;
  return parts
    .map((part, at) => {
      if (at % 2 === 0) return plain(part);
      return closed || at < parts.length - 1 ? code(part) : plain(`\`${part}`);
    })
    .join("");
}

/** Sites make links of mentions, issue numbers and addresses here too. */
function plain(text: string): string {
  return escapeHtml(text).replace(/@(?=\w)|#(?=\w)(?<!&#)|:(?=\/\/)|\bwww(?=\.)/gi, "$&<!-- -->");
}
