/** Lines of a document as HTML. */
import { severities } from "../../finding/severity.ts";
import type { Cell, Inline, Line } from "../document/document.ts";
import { placeText } from "../document/place-text.ts";
import type { LinkOf } from "../document/rendering.ts";
import { attribute, codeOf, plain, prose, webAddress } from "./text.ts";

export interface Links {
  readonly linkOf: LinkOf;
  /** The anchor of an id of the document. */
  readonly anchorOf: (id: string) => string;
}

export const noLinks: Links = { linkOf: () => undefined, anchorOf: () => "" };

export function lineHtml(line: Line, links: Links): string {
  return line.map((piece) => inlineHtml(piece, links)).join("");
}

function inlineHtml(piece: Inline, links: Links): string {
  switch (piece.kind) {
    case "prose":
      return proseHtml(piece.text);
    case "code":
      return codeOf(piece.text);
    case "strong":
      return `<strong>${prose(piece.text)}</strong>`;
    case "link":
      return linkTo(piece.url, prose(piece.text));
    case "jump":
      return `<a href="#${links.anchorOf(piece.to)}">${prose(piece.text)}</a>`;
    case "page":
      return `<a href="${piece.name.replace(/[^\w.-]/g, "-")}.html">${prose(piece.text)}</a>`;
    case "place":
      return linkTo(
        links.linkOf(piece.at) ?? "",
        codeOf(placeText(piece.at)).replaceAll("/", "/<wbr>").replaceAll("</<wbr>", "</"),
        "place",
      );
    case "severity":
      return `<span class="pill ${piece.severity}">${piece.severity}</span>`;
    case "state":
      return `<span class="state ${piece.state}">${prose(piece.text)}</span>`;
  }
}

/** Pieces are set side by side, so the space at their ends counts. */
function proseHtml(text: string): string {
  const [before, after] = [/^\s/.test(text) ? " " : "", /\S\s+$/.test(text) ? " " : ""];
  return `${before}${prose(text)}${after}`;
}

function linkTo(url: string, html: string, name?: string): string {
  const address = webAddress(url);
  if (address === undefined) return name === undefined ? html : `<span class="${name}">${html}</span>`;
  return `<a${attribute("class", name)}${attribute("href", address)} rel="noopener noreferrer">${html}</a>`;
}

/** The words of a line alone. */
export function wordsOf(line: Line): string {
  return line
    .map((piece) => {
      if (piece.kind === "place") return placeText(piece.at);
      return piece.kind === "severity" ? piece.severity : piece.text;
    })
    .join("")
    .replaceAll("`", "");
}

/** What a row is sorted by; undefined where the words of the cell serve. */
export function sortOf({ sort, content }: Cell): number | undefined {
  if (sort !== undefined) return sort;
  const worst = content.find((piece) => piece.kind === "severity");
  return worst === undefined ? undefined : severities.indexOf(worst.severity);
}

export const titleOf = (line: Line): string => plain(wordsOf(line));
