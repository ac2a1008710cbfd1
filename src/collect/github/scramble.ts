/**
 * Copies of configurations that hold no secret, yet read as the originals do: each secret gives way to random characters of the same
 * kinds, so that rules find it at the same place. What a kind of token always begins with is kept.
 */
import type { SourceFile } from "../../source/source-file.ts";
import type { Span } from "../../source/span.ts";
import { disguise } from "./disguise.ts";

/** Without quotes around it. */
export interface FoundSecret extends Span {
  /** Some rule says so; others are only hidden. */
  readonly isReported: boolean;
}

/** The secrets in a configuration; undefined for a file that is no configuration. */
export type SecretsIn = (file: SourceFile) => Promise<readonly FoundSecret[] | undefined>;

/** A chance arrangement may look like a stand-in, or like no secret at all. */
const mostAttempts = 8;

/** Undefined for a file that is no configuration. Line breaks and all positions stay. */
export async function scramble(file: SourceFile, secretsIn: SecretsIn): Promise<string | undefined> {
  const found = await secretsIn(file);
  if (found === undefined || found.length === 0) return found === undefined ? undefined : file.text;
  let spans = withRepetitions(file.text, found);
  let copy = "";
  for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
    copy = replaced(file.text, spans);
    const again = (await secretsIn({ ...file, text: copy })) ?? [];
    const missed = again.filter((span) => !spans.some((known) => known.start <= span.start && span.end <= known.end));
    if (missed.length > 0) spans = withRepetitions(file.text, [...spans, ...missed]);
    else if (reportedIn(found) === reportedIn(again)) return copy;
  }
  return replaced(file.text, spans);
}

function reportedIn(found: readonly FoundSecret[]): string {
  return found.flatMap(({ start, end, isReported }) => (isReported ? [`${start}-${end}`] : [])).join(" ");
}

/** One that is no mere word is replaced wherever it stands, in comments too. In order, without overlaps. */
function withRepetitions(text: string, found: readonly Span[]): readonly Span[] {
  const spans = [...found];
  for (const secret of new Set(found.map(({ start, end }) => text.slice(start, end)))) {
    if (isWord(secret)) continue;
    for (let at = text.indexOf(secret); at !== -1; at = text.indexOf(secret, at + secret.length)) {
      spans.push({ start: at, end: at + secret.length });
    }
  }
  const apart: Span[] = [];
  for (const { start, end } of spans.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const free = Math.max(start, apart.at(-1)?.end ?? 0);
    if (free < end) apart.push({ start: free, end });
  }
  return apart;
}

function isWord(secret: string): boolean {
  return secret.length < 8 || !/\d/.test(secret) || !/[a-z]/i.test(secret);
}

/** Equal secrets stay equal. */
function replaced(text: string, spans: readonly Span[]): string {
  const disguises = new Map<string, string>();
  let copy = "";
  for (const { start, end } of spans) {
    const secret = text.slice(start, end);
    const known = disguises.get(secret) ?? disguise(secret);
    disguises.set(secret, known);
    copy += text.slice(copy.length, start) + known;
  }
  return copy + text.slice(copy.length);
}
