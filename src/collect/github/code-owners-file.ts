/** Reads CODEOWNERS as GitHub documents it: patterns like those of `.gitignore`, without `!` and `[ ]`, and the last that fits wins. */
import { compileGlob } from "../../source/glob.ts";

/** GitHub does not read larger files. */
const largest = 3 * 1024 * 1024;

/** Owners of a file, as written; e-mail addresses are not repeated. None when nobody owns it. */
export function ownersOf(text: string, path: string): readonly string[] {
  if (text.length > largest) return [];
  const lines = text.split(/\r?\n/);
  for (let index = lines.length - 1; index >= 0; index -= 1) {
    const entry = parseLine(lines[index] ?? "");
    if (entry !== undefined && matches(entry.pattern, path)) return entry.owners.map(shown);
  }
  return [];
}

interface Entry {
  readonly pattern: string;
  readonly owners: readonly string[];
}

const owner = /^@[\w-]+(?:\/[\w.-]+)?$|^[^@\s]+@[^@\s]+$/;

/** Undefined for empty lines, comments, and lines with a mistake, which GitHub skips. */
function parseLine(line: string): Entry | undefined {
  // A space in a path is written with a backslash before it.
  const words = line.match(/(?:\\.|[^\s\\])+|\\/g) ?? [];
  const comment = words.findIndex((word) => word.startsWith("#"));
  const [pattern, ...owners] = comment === -1 ? words : words.slice(0, comment);
  if (pattern === undefined || pattern.startsWith("!") || pattern.includes("[") || pattern.startsWith("\\#")) return undefined;
  return owners.every((word) => owner.test(word)) ? { pattern: pattern.replaceAll(/\\(.)/g, "$1"), owners } : undefined;
}

/** The pattern of a folder stands for everything in it; `docs/*` for what lies in the folder itself only. */
function matches(pattern: string, path: string): boolean {
  const isFolder = pattern.endsWith("/");
  // `**` may stand for no folder at all, but then nothing is left to be one.
  const bare = pattern
    .replace(/^\//, "")
    .replace(/\*\*\/$/, "**/*/")
    .replace(/\/$/, "");
  const isAnchored = pattern.startsWith("/") || bare.includes("/");
  const rooted = isAnchored ? bare : `**/${bare}`;
  if (!isFolder && compileGlob(rooted)(path)) return true;
  const isOfOneFolder = !isFolder && isAnchored && /(?:^|\/)\*$/.test(bare);
  return !isOfOneFolder && compileGlob(`${rooted}/**/*`)(path);
}

function shown(word: string): string {
  return word.startsWith("@") ? word : "(an e-mail address)";
}
