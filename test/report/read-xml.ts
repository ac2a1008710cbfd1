/** A small strict reader of XML 1.0 without document types: it throws at whatever is not well-formed. */

export interface XmlTree {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlTree[];
  /** All text directly inside. */
  readonly text: string;
}

const illegal = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;
const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

export function readXml(xml: string): XmlTree {
  if (illegal.test(xml)) throw new Error("a character that XML cannot hold");
  const declaration = /^<\?xml version="1\.0" encoding="UTF-8"\?>\n/.exec(xml);
  if (declaration === null) throw new Error("no declaration");
  const { tree, end } = readElement(xml, declaration[0].length);
  if (xml.slice(end).trim() !== "") throw new Error("text after the root");
  return tree;
}

function readElement(xml: string, start: number): { tree: XmlTree; end: number } {
  const open = /<([\w-]+)((?:\s+[\w-]+="[^"<]*")*)\s*(\/?)>/y;
  open.lastIndex = start;
  const match = open.exec(xml);
  if (match === null) throw new Error(`no element at: ${xml.slice(start, start + 80)}`);
  const [, name = "", attributes = "", closed] = match;
  const children: XmlTree[] = [];
  let text = "";
  let at = open.lastIndex;
  if (closed !== "") return { tree: { name, attributes: readAttributes(attributes), children, text }, end: at };
  for (;;) {
    const next = xml.indexOf("<", at);
    if (next === -1) throw new Error(`${name} is not closed`);
    text += decode(xml.slice(at, next));
    if (xml.startsWith(`</${name}>`, next)) {
      at = next + name.length + 3;
      break;
    }
    const child = readElement(xml, next);
    children.push(child.tree);
    at = child.end;
  }
  return { tree: { name, attributes: readAttributes(attributes), children, text }, end: at };
}

function readAttributes(text: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [, key = "", value = ""] of text.matchAll(/([\w-]+)="([^"]*)"/g)) {
    if (key in found) throw new Error(`${key} stands twice`);
    found[key] = decode(value);
  }
  return found;
}

function decode(text: string): string {
  return text.replaceAll(/&(?:#(\d+);|(\w+);)?/g, (whole, code?: string, name?: string) => {
    const value = code === undefined ? entities[name ?? ""] : String.fromCodePoint(Number(code));
    if (value === undefined) throw new Error(`no such entity: ${whole}`);
    return value;
  });
}
