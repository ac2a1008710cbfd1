/** Provider-format secrets in a text: a maintained detector for known tokens, and our own for keys, URLs and what it lacks. */
import type { Location, PathSegment } from "../finding/location.ts";
import type { SourceFile } from "../source/source-file.ts";
import type { Span } from "../source/span.ts";
import { tokenFormats } from "./formats.ts";
import { findJsonWebTokens } from "./json-web-token.ts";
import { isPlaceholder } from "./placeholder.ts";
import { findPrivateKeys } from "./private-key.ts";
import { publicPrefixLength } from "./public-prefix.ts";
import { findKnownTokens } from "./secretlint.ts";
import type { TokenMatch } from "./secretlint.ts";
import { findUrlPasswords } from "./url-passwords.ts";

export interface DetectedSecret {
  /** Exactly the secret's characters. */
  readonly at: Location;
  /** What it is, for people: `GitHub token`. */
  readonly kind: string;
  /** The same for programs, kebab-case: `github-token`, `private-key`, `url-password`. */
  readonly format: string;
}

/**
 * Every secret in the file's text, comments included, in order and without overlaps. Variables, templates, stand-ins, documented
 * examples and the credentials of local test services are left out. `pathAt` says in which YAML value an offset lies.
 */
export async function detectSecrets(
  file: SourceFile,
  pathAt: (offset: number) => readonly PathSegment[] = () => [],
): Promise<readonly DetectedSecret[]> {
  const { text } = file;
  const tokens = [...(await findKnownTokens(text)), ...findOwnTokens(text)].filter((match) => !isHarmless(text, match));
  return withoutOverlaps([...findKeys(text), ...tokens, ...findPasswords(text)]).map(({ start, end, kind, format }) => ({
    at: { file, span: { start, end }, path: pathAt(start) },
    kind,
    format,
  }));
}

function findOwnTokens(text: string): TokenMatch[] {
  const found: TokenMatch[] = [];
  for (const { pattern, literal, kind, format } of tokenFormats) {
    if (!text.includes(literal)) continue;
    for (const match of text.matchAll(pattern)) {
      const secret = match[1] ?? match[0];
      const end = match.index + match[0].length;
      found.push({ start: end - secret.length, end, kind, format });
    }
  }
  for (const span of findJsonWebTokens(text)) found.push({ ...span, kind: "JSON web token", format: "json-web-token" });
  return found;
}

function findKeys(text: string): TokenMatch[] {
  return findPrivateKeys(text).map((span) => ({ ...span, kind: "private key", format: "private-key" }));
}

function findPasswords(text: string): TokenMatch[] {
  return findUrlPasswords(text).map(({ start, end, scheme }) => ({
    start,
    end,
    kind: `password in a ${scheme} URL`,
    format: "url-password",
  }));
}

/** AWS ids of users, roles and policies look like key ids and give nothing away. */
const awsIdentity = /^(?:AGPA|AIDA|AROA|AIPA|ANPA|ANVA)[A-Z0-9]{16}$/;

/** npm passes settings to scripts in variables that look like its tokens, but for being of one case. */
const npmVariable = /^npm_(?:[a-z_]+[a-z0-9_]*|[A-Z_]+[A-Z0-9_]*)$/;

function isHarmless(text: string, match: Span): boolean {
  const secret = text.slice(match.start, match.end);
  if (awsIdentity.test(secret) || npmVariable.test(secret) || /example/i.test(secret)) return true;
  return isPlaceholder(secret.slice(publicPrefixLength(secret)));
}

/** Sorted by place; of two that overlap the one found first in `matches` order of kinds stays, longest first among equals. */
function withoutOverlaps(matches: readonly TokenMatch[]): readonly TokenMatch[] {
  const sorted = matches.toSorted((a, b) => a.start - b.start || b.end - a.end);
  const kept: TokenMatch[] = [];
  for (const match of sorted) {
    const last = kept.at(-1);
    if (last === undefined || match.start >= last.end) kept.push(match);
  }
  return kept;
}
