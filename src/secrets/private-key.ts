/** Private keys in PEM armour: on many lines, indented in YAML, or on one line with `\n` written out. */
import type { Span } from "../source/span.ts";

const armour = /-----BEGIN (?:[A-Z0-9]{1,12} ){0,2}PRIVATE KEY(?: BLOCK)?-----/g;
const closing = /-----END (?:[A-Z0-9]{1,12} ){0,2}PRIVATE KEY(?: BLOCK)?-----/g;
/** The longest key body that is looked at: an RSA key of 16384 bits, indented, stays below it. */
const longestBody = 20_000;
/** An Ed25519 key is the shortest in use, 64 base64 characters. */
const shortestBody = 60;

/** Spans from `-----BEGIN` to the end of `-----END … -----`, of keys whose body is base64 and no stand-in. */
export function findPrivateKeys(text: string): readonly Span[] {
  const found: Span[] = [];
  for (const opening of text.matchAll(armour)) {
    const bodyStart = opening.index + opening[0].length;
    const window = text.slice(bodyStart, bodyStart + longestBody);
    const next = window.indexOf("-----");
    closing.lastIndex = 0;
    const end = next === -1 ? null : closing.exec(window.slice(next, next + 60));
    if (end?.index !== 0 || !isKeyBody(window.slice(0, next))) continue;
    found.push({ start: opening.index, end: bodyStart + next + end[0].length });
  }
  return found;
}

/** Header lines (`Proc-Type: …`), line breaks in any spelling, quotes and string joins around the lines are left out. */
function isKeyBody(body: string): boolean {
  const lines = body.split(/(?<!\\)\\{1,4}[nr]|[\r\n]/).map(withoutQuotes);
  const content = lines.filter((line) => !/^[A-Za-z-]{3,20}: /.test(line)).join("");
  return content.length >= shortestBody && /^[A-Za-z0-9+/]+={0,6}[A-Za-z0-9+/]{0,6}$/.test(content) && new Set(content).size > 16;
}

function withoutQuotes(line: string): string {
  return line
    .trim()
    .replace(/^["'+ ]{1,6}/, "")
    .replace(/["'+,\\ ]{1,6}$/, "")
    .trim();
}
