/** XML 1.0 from data: nothing that is put in can leave its place. */
import { visibleLines } from "./plain-text.ts";

/** An element or a text. */
export type XmlNode = string | XmlElement;

export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string | number>>;
  readonly children: readonly XmlNode[];
}

export function element(name: string, attributes: XmlElement["attributes"] = {}, children: readonly XmlNode[] = []): XmlElement {
  return { name, attributes, children };
}

export function renderXml(root: XmlElement): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${renderElement(root, "")}\n`;
}

function renderElement({ name, attributes, children }: XmlElement, indent: string): string {
  const pairs = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeAttribute(String(value))}"`);
  const open = `${indent}<${name}${pairs.join("")}`;
  if (children.length === 0) return `${open}/>`;
  const body = children.map((child) =>
    typeof child === "string" ? escapeXml(child) : `\n${renderElement(child, `${indent}  `)}`,
  );
  const end = children.every((child) => typeof child === "string") ? "" : `\n${indent}`;
  return `${open}>${body.join("")}${end}</${name}>`;
}

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;" };

/** What XML 1.0 cannot hold, such as most control characters, is shown as a visible escape. */
function escapeXml(text: string): string {
  return visibleLines(text).replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

/** Readers turn bare line breaks and tabs in attributes into spaces. */
function escapeAttribute(text: string): string {
  return escapeXml(text).replaceAll("\n", "&#10;").replaceAll("\t", "&#9;");
}
