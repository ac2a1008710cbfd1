/**
 * Facts written out as a text, so that a finding about a setting stands on the very line that says it, as one about a configuration does.
 * The text looks like YAML; its path is no file's: `circleci:gh/acme/app`, `github:acme/app`.
 */
import type { Location, PathSegment } from "../finding/location.ts";
import type { SourceFile } from "../source/source-file.ts";
import type { Organization } from "./organization.ts";
import type { Project } from "./project.ts";
import type { GithubOrganization, Repository } from "./repository.ts";
import { writeSheet } from "./write-sheet.ts";

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

/** Texts of files say nothing about a setting. */
const leftOut = new Set(["files"]);

function write(subject: SheetSubject): Sheet {
  const { text, spanOf, nameOf } = writeSheet(subject, leftOut);
  const file: SourceFile = { path: sheetPath(subject), text, isSheet: true };
  const callByName = (path: readonly PathSegment[]): readonly PathSegment[] =>
    path.map((segment, index) => nameOf(path.slice(0, index + 1)) ?? segment);
  return {
    file,
    at(...path) {
      for (let length = path.length; length > 0; length -= 1) {
        const known = path.slice(0, length);
        const span = spanOf(known);
        if (span !== undefined) return { file, span, path: callByName(known) };
      }
      return { file, span: spanOf(["name"]) ?? { start: 0, end: text.indexOf("\n") }, path: [] };
    },
  };
}

/** The path of a fact with the items of lists called by their names. */
export function placePath(subject: SheetSubject, path: readonly PathSegment[]): readonly PathSegment[] {
  return sheetOf(subject).at(...path).path;
}
