/** One entry of a branch or tag filter as what a provider can compare with the claim `vcs-ref`. */
import type { RefPattern } from "../../../src/rule/migration.ts";

const prefixes = { branch: "refs/heads/", tag: "refs/tags/" } as const;

/** One for each alternative. Undefined for what cannot be told: a parameter, a pattern too long, characters that no ref has. */
export function refPatterns(kind: RefPattern["kind"], source: string): readonly RefPattern[] | undefined {
  if (source.includes("<<") || source.length > 200) return undefined;
  const isRegex = source.length > 1 && source.startsWith("/") && source.endsWith("/");
  if (!isRegex) return list(byName(kind, source));
  const inner = source
    .slice(1, -1)
    .replace(/^\^/u, "")
    .replace(/(?<!\\)\$$/u, "")
    .replaceAll("\\/", "/");
  const choices = inner.replace(/^\((?:\?:)?([^()]*)\)$/u, "$1");
  // `^a|b$` means something else, and brackets may belong to a part of a choice only.
  if (!choices.includes("|") || /[()^$]/u.test(choices)) return list(byRegex(kind, source, inner));
  const refs = choices.split("|").map((choice) => byRegex(kind, source, choice));
  return refs.every((ref) => ref !== undefined) ? refs : undefined;
}

function list(ref: RefPattern | undefined): readonly RefPattern[] | undefined {
  return ref && [ref];
}

function byName(kind: RefPattern["kind"], name: string): RefPattern | undefined {
  if (!/^[\w./@+-]+$/u.test(name)) return undefined;
  const ref = prefixes[kind] + name;
  return { kind, source: name, exact: ref, glob: ref, isWider: false, regex: `^${escaped(ref)}$` };
}

function byRegex(kind: RefPattern["kind"], source: string, inner: string): RefPattern | undefined {
  // What else may stand there could end a string, or begin something, in the language of a provider.
  if (!/^[\w .*+?()[\]|{}^\\/,:@-]+$/u.test(inner)) return undefined;
  const literal = literalOf(inner);
  if (literal !== undefined) {
    const exact = byName(kind, literal);
    return exact && { ...exact, source };
  }
  const prefix = prefixes[kind];
  const { text, isWider } = globOf(inner);
  const group = inner.includes("|") ? `(?:${inner})` : inner;
  return { kind, source, exact: undefined, glob: prefix + text, isWider, regex: `^${escaped(prefix)}${group}$` };
}

/** `main` and `release\/1\.2`, which are names for all that they are written as patterns. */
function literalOf(inner: string): string | undefined {
  return /^(?:[\w/@-]|\\[.-])+$/u.test(inner) ? inner.replaceAll("\\", "") : undefined;
}

interface Glob {
  readonly text: string;
  readonly isWider: boolean;
}

/** The literal beginning and `*`; the rest too where nothing but `.*` stands between literal texts. */
function globOf(inner: string): Glob {
  const parts = inner.includes("|") ? [] : inner.split(/(\.\*|\.\+)/u);
  const literals = parts.map((part, index) => (index % 2 === 1 ? "*" : part === "" ? "" : literalOf(part)));
  if (parts.length > 0 && literals.every((part) => part !== undefined)) {
    return { text: literals.join(""), isWider: inner.includes(".+") };
  }
  // A character that a repetition follows is not certain to be there.
  const start = inner.includes("|") ? "" : (/^(?:[\w/@-]|\\[.-])*(?![*?{+])/u.exec(inner)?.[0] ?? "");
  return { text: `${start.replaceAll("\\", "")}*`, isWider: true };
}

function escaped(text: string): string {
  return text.replaceAll(/[.+]/gu, String.raw`\$&`);
}
