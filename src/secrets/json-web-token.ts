/** Signed JSON web tokens that stand in a text, without the ones that documentation shows. */
import type { Span } from "../source/span.ts";

const token = /(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{10,2000}\.(eyJ[A-Za-z0-9_-]{10,4000})\.[A-Za-z0-9_-]{20,1000}/g;

/** `1234567890` is the subject of the token that jwt.io shows; Supabase publishes its demo keys, and `anon` keys are public by design. */
const publicClaims: readonly (readonly [string, string])[] = [
  ["sub", "1234567890"],
  ["iss", "supabase-demo"],
  ["role", "anon"],
];

export function findJsonWebTokens(text: string): readonly Span[] {
  const found: Span[] = [];
  for (const match of text.matchAll(token)) {
    const claims = claimsOf(match[1] ?? "");
    if (claims === undefined || publicClaims.some(([name, value]) => claims[name] === value)) continue;
    found.push({ start: match.index, end: match.index + match[0].length });
  }
  return found;
}

function claimsOf(part: string): Record<string, unknown> | undefined {
  try {
    const claims: unknown = JSON.parse(atob(part.replace(/-/g, "+").replace(/_/g, "/")));
    return typeof claims === "object" && claims !== null ? { ...claims } : undefined;
  } catch {
    return undefined;
  }
}
