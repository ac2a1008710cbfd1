/** Copies of the audited files in which secrets are hidden, for everything that quotes from them. */
import type { Finding } from "../finding/finding.ts";
import type { Fix } from "../finding/fix.ts";
import type { Location } from "../finding/location.ts";
import type { SourceFile } from "../source/source-file.ts";
import type { Span } from "../source/span.ts";
import { formsAt } from "./mask-outcome.ts";
import { maskerOf, maskSecret } from "./masker.ts";
import { contentSpan } from "./secret-forms.ts";

/** Moves a location to the copy of its file; offsets stay what they are. */
export type Relocate = <L extends Location>(location: L) => L;

/** `secrets`: every secret of the run. One that is known in a file is hidden wherever it occurs there. */
export function relocator(secrets: readonly Location[]): Relocate {
  const byPath = new Map<string, Location[]>();
  for (const secret of secrets) {
    const known = byPath.get(secret.file.path);
    if (known === undefined) byPath.set(secret.file.path, [secret]);
    else known.push(secret);
  }
  const copies = new Map<SourceFile, SourceFile>();
  return (location) => {
    const inFile = byPath.get(location.file.path);
    if (inFile === undefined) return location;
    let copy = copies.get(location.file);
    if (copy === undefined) copies.set(location.file, (copy = maskedCopy(location.file, inFile)));
    return { ...location, file: copy };
  };
}

export function relocateFinding<F extends Finding>(finding: F, relocate: Relocate): F {
  return {
    ...finding,
    location: relocate(finding.location),
    related: finding.related.map(relocate),
    trace: finding.trace.map(relocate),
    ...(finding.fixes === undefined ? {} : { fixes: finding.fixes.map((fix) => relocateFix(fix, relocate)) }),
  };
}

function relocateFix(fix: Fix, relocate: Relocate): Fix {
  return { ...fix, edits: fix.edits.map((edit) => ({ ...edit, at: relocate(edit.at) })) };
}

export function relocateOptional<T extends { readonly location?: Location }>(item: T, relocate: Relocate): T {
  return item.location === undefined ? item : { ...item, location: relocate(item.location) };
}

function maskedCopy(file: SourceFile, secrets: readonly Location[]): SourceFile {
  const spans = secrets.filter((secret) => secret.file === file).map(contentOf);
  let text = "";
  for (const { start, end } of spans.toSorted((a, b) => a.start - b.start)) {
    if (end <= text.length) continue;
    text += file.text.slice(text.length, Math.max(start, text.length));
    text += maskSecret(file.text.slice(text.length, end));
  }
  // Every piece is as long as what it stands for, so that the length of `text` is an offset in the file.
  text += file.text.slice(text.length);
  return { ...file, text: maskerOf(formsAt(secrets))(text) };
}

function contentOf({ file, span }: Location): Span {
  const { start, end } = contentSpan(file.text.slice(span.start, span.end));
  return { start: span.start + start, end: span.start + end };
}
