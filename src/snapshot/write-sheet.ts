/** Facts → a text that looks like YAML, and where each of them stands in it. Nothing is written twice: sheets are many. */
import type { PathSegment } from "../finding/location.ts";
import type { Span } from "../source/span.ts";

export interface WrittenSheet {
  readonly text: string;
  /** Undefined for what is not there. */
  spanOf(path: readonly PathSegment[]): Span | undefined;
  /** What an item of a list is called; undefined when it has no name. */
  nameOf(path: readonly PathSegment[]): string | undefined;
}

/** Of `facts` all but the keys `leftOut`. */
export function writeSheet(facts: object, leftOut: ReadonlySet<string>): WrittenSheet {
  const writing: Writing = { text: "", spans: new Map(), names: new Map() };
  for (const [key, value] of Object.entries(facts)) {
    if (!leftOut.has(key)) writeEntry(writing, { id: key, key, lead: "", indentation: "" }, value);
  }
  return {
    text: writing.text,
    spanOf: (path) => writing.spans.get(idOf(path)),
    nameOf: (path) => writing.names.get(idOf(path)),
  };
}

interface Writing {
  text: string;
  /** By the id of a path. */
  readonly spans: Map<string, Span>;
  readonly names: Map<string, string>;
}

interface Entry {
  readonly id: string;
  readonly key: string;
  /** What stands before the key: spaces, and the dash of an item. */
  readonly lead: string;
  readonly indentation: string;
}

/** No key of facts holds the sign between. */
const between = "\0";

function idOf(path: readonly PathSegment[]): string {
  return path.join(between);
}

/** A mapping and a list are shown at their key, everything else at its value. Returns the end of the first line, if one was written. */
function writeEntry(writing: Writing, entry: Entry, wrapped: unknown): number | undefined {
  const value = unwrapped(wrapped);
  if (value === undefined) return undefined;
  const { id, key, lead, indentation } = entry;
  const start = writing.text.length + lead.length;
  writing.text += `${lead}${key}:`;
  if (typeof value !== "object" || value === null) return writeScalar(writing, id, " ", value);
  writing.spans.set(id, { start, end: start + key.length });
  return writeBranch(writing, id, value, `${indentation}  `);
}

function writeScalar(writing: Writing, id: string, lead: string, value: unknown): number {
  const start = writing.text.length + lead.length;
  const text = shown(value);
  const end = start + text.length;
  writing.text += `${lead}${text}\n`;
  writing.spans.set(id, { start, end });
  return end;
}

function writeBranch(writing: Writing, id: string, value: object, indentation: string): number {
  const isList = Array.isArray(value);
  const entries: readonly (readonly [string, unknown])[] = Object.entries(value);
  if (entries.length === 0) writing.text += isList ? " []" : " {}";
  const end = writing.text.length;
  writing.text += "\n";
  for (const [key, item] of entries) {
    const inner = `${id}${between}${key}`;
    if (isList) writeItem(writing, inner, item, indentation);
    else writeEntry(writing, { id: inner, key, lead: indentation, indentation }, item);
  }
  return end;
}

/** A list item is shown at its first line, which has its name where it has one. */
function writeItem(writing: Writing, id: string, item: unknown, indentation: string): void {
  const dash = `${indentation}- `;
  if (typeof item !== "object" || item === null) {
    writeScalar(writing, id, dash, item);
    return;
  }
  const name = nameIn(item);
  if (name !== undefined) writing.names.set(id, name);
  const start = writing.text.length + dash.length;
  let end: number | undefined;
  const inner = `${indentation}  `;
  for (const [key, value] of nameFirst(Object.entries(item))) {
    const entry = { id: `${id}${between}${key}`, key, lead: end === undefined ? dash : inner, indentation: inner };
    end = writeEntry(writing, entry, value) ?? end;
    if (!writing.spans.has(id) && end !== undefined) writing.spans.set(id, { start, end });
  }
  if (end === undefined) writeScalar(writing, id, dash, "{}");
}

function nameFirst(entries: readonly (readonly [string, unknown])[]): readonly (readonly [string, unknown])[] {
  const name = entries.find(([key]) => key === "name");
  return name === undefined ? entries : [name, ...entries.filter((entry) => entry !== name)];
}

/** What tells an item from the others of its list, the first that it has. */
const nameKeys = ["fingerprint", "name", "login", "label", "nickname", "title", "app", "target", "origin", "value", "id"];

function nameIn(item: object): string | undefined {
  const byKey = new Map<string, unknown>(Object.entries(item));
  for (const key of nameKeys) {
    const name = byKey.get(key);
    if (typeof name === "string" && name !== "") return name;
  }
  return undefined;
}

/** What is not known is shown as such, with its reason. */
function unwrapped(value: unknown): unknown {
  if (typeof value !== "object" || value === null || !("known" in value)) return value;
  if (value.known === true && "value" in value) return value.value;
  return "detail" in value ? `not known: ${String(value.detail)}` : "not known";
}

/** Names come from strangers: anything that is not plain is quoted and escaped. */
function shown(value: unknown): string {
  if (typeof value !== "string") return String(value);
  if (/^[\w./@:+-][\w./@:+ -]*$/.test(value) && !/:(?: |$)| $/.test(value)) return value;
  return JSON.stringify(value).replaceAll(
    /[\u007f-\u009f\u2028-\u202e\u2066-\u2069\ufeff]/g,
    (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`,
  );
}
