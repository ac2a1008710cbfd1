/**
 * Facts written out as a text, so that a finding about a setting stands on the very line that says it, as one about a configuration does.
 * The text looks like YAML; its path is no file's: `circleci:gh/acme/app`, `github:acme/app`.
 */
import type { Location, PathSegment } from "../finding/location.ts";
import type { SourceFile } from "../source/source-file.ts";
import type { Organization } from "./organization.ts";
import type { Project } from "./project.ts";
import type { GithubOrganization, Repository } from "./repository.ts";

export interface Sheet {
  readonly file: SourceFile;
  /**
   * The place of a fact, by its path through the object, without the `Fetched` around it: `at("settings", "disableSsh")`. What is not
   * there is shown at what it would be part of. In the path of the place, items of lists are called by their names, where they have
   * one, so that it stays the same when others come and go: `contexts.deploy.restrictions`.
   */
  at(...path: readonly PathSegment[]): Location;
}

export type SheetSubject = Organization | Project | GithubOrganization | Repository;

const sheets = new WeakMap<SheetSubject, Sheet>();

const shownAs = new WeakMap<SheetSubject, SheetSubject>();

/** The sheet of `copy` is that of `subject`. */
export function showAs(copy: SheetSubject, subject: SheetSubject): void {
  shownAs.set(copy, subject);
}

export function sheetOf(given: SheetSubject): Sheet {
  const subject = shownAs.get(given) ?? given;
  const existing = sheets.get(subject);
  if (existing !== undefined) return existing;
  const made = write(subject);
  sheets.set(subject, made);
  return made;
}

/** Path of the text of a subject, which need not be written for it. */
export function sheetPath(subject: SheetSubject): string {
  if ("slug" in subject) return `circleci:${subject.slug}`;
  // Of several hosts with the same names, one is GitHub itself.
  return `github:${subject.address.replace(/^github\.com\//, "")}`;
}

interface Writing {
  text: string;
  readonly spans: Map<string, Location["span"]>;
  /** Names of the items of lists. */
  readonly names: Map<string, string>;
}

/** Texts of files say nothing about a setting. */
const leftOut = new Set(["files"]);

function write(subject: SheetSubject): Sheet {
  const writing: Writing = { text: "", spans: new Map(), names: new Map() };
  for (const [key, value] of Object.entries(subject)) if (!leftOut.has(key)) writeEntry(writing, [key], value, "");
  const file: SourceFile = { path: sheetPath(subject), text: writing.text, isSheet: true };
  return {
    file,
    at(...path) {
      for (let length = path.length; length > 0; length -= 1) {
        const span = writing.spans.get(keyOf(path.slice(0, length)));
        if (span !== undefined) return { file, span, path: callByName(path.slice(0, length), writing) };
      }
      return { file, span: writing.spans.get(keyOf(["name"])) ?? { start: 0, end: file.text.indexOf("\n") }, path: [] };
    },
  };
}

/** The path of a fact with the items of lists called by their names. */
export function placePath(subject: SheetSubject, path: readonly PathSegment[]): readonly PathSegment[] {
  return sheetOf(subject).at(...path).path;
}

function callByName(path: readonly PathSegment[], { names }: Writing): readonly PathSegment[] {
  return path.map((segment, index) => names.get(keyOf(path.slice(0, index + 1))) ?? segment);
}

/** What tells an item from the others of its list, the first that it has. */
const nameKeys = [
  "fingerprint",
  "name",
  "login",
  "label",
  "nickname",
  "title",
  "app",
  "target",
  "origin",
  "value",
  "id",
] as const;

function nameOf(item: object): string | undefined {
  const byKey = new Map<string, unknown>(Object.entries(item));
  for (const key of nameKeys) {
    const name = byKey.get(key);
    if (typeof name === "string" && name !== "") return name;
  }
  return undefined;
}

function keyOf(path: readonly PathSegment[]): string {
  return JSON.stringify(path);
}

/** A mapping and a list are shown at their key, everything else at its value. */
function writeEntry(writing: Writing, path: readonly PathSegment[], wrapped: unknown, indentation: string): void {
  const value = unwrapped(wrapped);
  if (value === undefined) return;
  const start = writing.text.length + indentation.length;
  const key = String(path.at(-1));
  writing.text += `${indentation}${key}:`;
  if (typeof value !== "object" || value === null) {
    writing.text += " ";
    mark(writing, path, () => (writing.text += shown(value)));
    writing.text += "\n";
    return;
  }
  writing.spans.set(keyOf(path), { start, end: start + key.length });
  writeBranch(writing, path, value, indentation);
}

function writeBranch(writing: Writing, path: readonly PathSegment[], value: object, indentation: string): void {
  const entries = Array.isArray(value) ? [...(value as readonly unknown[]).entries()] : Object.entries(value);
  if (entries.length === 0) {
    writing.text += Array.isArray(value) ? " []\n" : " {}\n";
    return;
  }
  writing.text += "\n";
  for (const [key, item] of entries) {
    if (typeof key === "number") writeItem(writing, [...path, key], item, `${indentation}  `);
    else writeEntry(writing, [...path, key], item, `${indentation}  `);
  }
}

/** A list item is shown at its first line, which has its name where it has one. */
function writeItem(writing: Writing, path: readonly PathSegment[], item: unknown, indentation: string): void {
  const dash = writing.text.length + indentation.length;
  if (typeof item !== "object" || item === null) {
    writing.text += `${indentation}- `;
    mark(writing, path, () => (writing.text += shown(item)));
    writing.text += "\n";
    return;
  }
  const name = nameOf(item);
  if (name !== undefined) writing.names.set(keyOf(path), name);
  const entries = Object.entries(item).sort(([a], [b]) => Number(b === "name") - Number(a === "name"));
  for (const [key, value] of entries) writeEntry(writing, [...path, key], value, `${indentation}  `);
  writing.text = `${writing.text.slice(0, dash)}-${writing.text.slice(dash + 1)}`;
  const end = writing.text.indexOf("\n", dash);
  writing.spans.set(keyOf(path), { start: dash + 2, end: end === -1 ? writing.text.length : end });
}

function mark(writing: Writing, path: readonly PathSegment[], print: () => void): void {
  const start = writing.text.length;
  print();
  writing.spans.set(keyOf(path), { start, end: writing.text.length });
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
  if (/^[\w./@:+-][\w./@:+ -]*$/.test(value) && !/[: ]$/.test(value)) return value;
  return JSON.stringify(value).replaceAll(
    /[\u007f-\u009f\u2028-\u202e\u2066-\u2069\ufeff]/g,
    (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`,
  );
}
