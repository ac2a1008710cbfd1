/**
 * Fingerprints that survive edits elsewhere in the file. They are made from the rule, the file's path, the place in the YAML without
 * indices, and the first line of the text that the finding points at, secrets masked, so that they give none away. Findings
 * that agree in all of this are told apart by their order. Lines, columns and indices play no part; a change to the text
 * itself, to the names of jobs, commands and steps around it, or to the file's path makes another finding of it.
 */
import type { Finding } from "../finding/finding.ts";
import type { Location } from "../finding/location.ts";
import type { Draft } from "./draft.ts";
import { sha256 } from "./sha256.ts";

/** Enough to tell texts apart, and a bound on the work for one that is a whole file on one line. */
const longestSubject = 200;

/** The first line of the text at a place, with white space made even. */
export function subjectOf({ file, span }: Location): string {
  const start = file.text.slice(span.start, Math.min(span.end, span.start + 4 * longestSubject)).trimStart();
  const line = /^.*/.exec(start)?.[0] ?? "";
  return line.replace(/\s+/g, " ").trim().slice(0, longestSubject);
}

/** Findings with their fingerprints, in the order of the drafts, which must be that of their places. */
export function withFingerprints(drafts: readonly Draft[]): readonly Finding[] {
  const seen = new Map<string, number>();
  return drafts.map(({ aside, ...finding }) => {
    const key = JSON.stringify([finding.ruleId, finding.location.file.path, aside.place, aside.subject]);
    const ordinal = seen.get(key) ?? 0;
    seen.set(key, ordinal + 1);
    return { ...finding, fingerprint: sha256(`${key}${String(ordinal)}`).slice(0, 32) };
  });
}
