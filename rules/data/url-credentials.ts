/** Variables in the user part of URLs: `https://user:$TOKEN@host/…`. */
import type { VariablePart, Word, WordPart } from "../../src/shell/facts.ts";
import { wordSet } from "./options.ts";

/** Programs that keep the URLs they are given, in `.git/config`, in settings or in what they say. */
const keepers = wordSet("git hub pip pip3 pipx npm yarn pnpm uv poetry pdm pipenv go");

export function keepsUrls(program: string | undefined): boolean {
  return program !== undefined && keepers.has(program);
}

export interface UrlCredential {
  /** The last variable or substitution in front of the `@`. */
  readonly part: WordPart;
  /** It stands behind a colon or a user name; alone it may be a mere user name. */
  readonly isPassword: boolean;
  /** As far as it is known. */
  readonly host: string;
}

/** The credentials of the http URLs in a word, one for each. A URL with a user part that is all literal has none. */
export function urlCredentialsIn({ parts }: Word): readonly UrlCredential[] {
  const found: UrlCredential[] = [];
  let inside: { part: WordPart | undefined; isPassword: boolean } | undefined;
  for (const part of parts) {
    if (part.kind !== "literal") {
      if (inside !== undefined) inside.part = part;
      continue;
    }
    let text = part.text;
    const host = inside?.part === undefined ? undefined : /^[^\s/@]*@([^\s/:"']*)/u.exec(text);
    if (host !== null && host !== undefined && inside?.part !== undefined) {
      found.push({ part: inside.part, isPassword: inside.isPassword, host: host[1] ?? "" });
      text = text.slice(host[0].length);
      inside = undefined;
    } else if (inside !== undefined && /[\s/@]/u.test(text)) {
      inside = undefined;
    } else if (inside !== undefined && text.includes(":")) {
      inside.isPassword = true;
    }
    const begin = /https?:\/\/([^\s/@]*)$/u.exec(text);
    if (begin !== null) inside = { part: undefined, isPassword: begin[1]?.includes(":") === true };
  }
  return found;
}

/** The variable, when it carries its value there. */
export function variableOf({ part }: UrlCredential): VariablePart | undefined {
  return part.kind === "variable" && !part.elsewhere && part.yields === "value" ? part : undefined;
}
