/** A line of a review as markdown. Every piece is data; where two of them meet, nothing comes into being that is in neither. */
import { codeSpan, link, paragraph } from "../../report/markdown-text.ts";
import type { Inline, Line } from "../document/document.ts";
import { placeText } from "../document/place-text.ts";
import type { LinkOf } from "../document/rendering.ts";
import { severityMarks, stateMarks } from "../document/words-for.ts";
import { anchorOf } from "./anchors.ts";

export function words(line: Line, linkOf: LinkOf): string {
  return joined(line.map((piece) => inline(piece, linkOf)));
}

/** Without links, for what is a link itself. */
export function plainWords(line: Line): string {
  const withoutLinks = line.map((piece): Inline => {
    return piece.kind === "link" || piece.kind === "jump" || piece.kind === "page" ? { kind: "prose", text: piece.text } : piece;
  });
  return words(withoutLinks, () => undefined);
}

function inline(piece: Inline, linkOf: LinkOf): string {
  switch (piece.kind) {
    case "prose":
      return prose(piece.text);
    case "code":
      return codeSpan(piece.text);
    case "strong":
      return around(piece.text, strong);
    case "link":
      return around(piece.text, (text) => link(paragraph(text) || codeSpan(piece.url), piece.url));
    case "jump":
      return around(piece.text, (text) => `[${paragraph(text) || codeSpan(piece.to)}](#${anchorOf(piece.to)})`);
    case "page":
      return around(piece.text, (text) => `[${paragraph(text)}](${pageFile(piece.name)})`);
    case "place":
      return link(codeSpan(placeText(piece.at)), linkOf(piece.at) ?? "");
    case "severity":
      return `${severityMarks[piece.severity]} ${piece.severity}`;
    case "state":
      return `${stateMarks[piece.state]} ${paragraph(piece.text)}`.trim();
    default:
      return piece satisfies never;
  }
}

/** Names are safe already, but what stands in a link must not be able to end it. */
export function pageFile(name: string): string {
  return `${name.replace(/[^\w.-]/g, "-")}.md`;
}

function prose(text: string): string {
  return around(text, paragraph);
}

/** The spaces at the ends of a piece keep it from what stands beside it. */
function around(text: string, render: (text: string) => string): string {
  const inner = render(text.trim());
  if (inner === "") return /\s/.test(text) ? " " : "";
  return `${/^\s/.test(text) ? " " : ""}${inner}${/\s$/.test(text) ? " " : ""}`;
}

/** Beside marks and spaces, asterisks do not always make text stand out. */
function strong(text: string): string {
  const inner = paragraph(text);
  if (inner === "") return "";
  return /^[\p{L}\p{N}](?:.*[\p{L}\p{N}])?$/u.test(inner) ? `**${inner}**` : `<strong>${inner}</strong>`;
}

/** Becomes nothing when it is shown. */
const between = "<!-- -->";

function joined(pieces: readonly string[]): string {
  let text = "";
  for (const piece of pieces) {
    if (piece === "") continue;
    const needsCare =
      (text.endsWith("`") && piece.startsWith("`")) ||
      (text.endsWith("*") && piece.startsWith("*")) ||
      (text.endsWith("!") && piece.startsWith("[")) ||
      (/[@:]$/.test(text) && /^[\w/]/.test(piece)) ||
      (/www$/i.test(text) && piece.startsWith(".")) ||
      (/^\d+$/.test(text) && /^[.)]/.test(piece));
    text += `${needsCare ? between : ""}${piece}`;
  }
  return text.trim();
}
