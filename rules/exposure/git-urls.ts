/** Where git keeps the URLs that it is given, with the tokens in them. */
import type { CommandFact, Word } from "../../src/shell/facts.ts";
import { urlCredentialsIn } from "../data/url-credentials.ts";
import { wordText } from "../data/word-text.ts";

export interface KeptUrl {
  readonly url: Word;
  /** The settings that it is written to, as a path in a script. */
  readonly file: Word;
}

/** `git remote set-url origin https://$TOKEN@…`, `git clone https://$TOKEN@…`, `git config url."https://$TOKEN@…".insteadOf …`. */
export function keptUrlOf({ name, args, place, span }: CommandFact): KeptUrl | undefined {
  if (name !== "git" || place !== "job") return undefined;
  const at = args.findIndex((word) => urlCredentialsIn(word).length > 0);
  const url = args[at];
  const file = url && settingsOf(args, url, args[at + 1]);
  if (url === undefined || file === undefined) return undefined;
  return { url, file: { span, parts: [], literal: file } };
}

/** Undefined for commands that do not keep it, and behind `-C`, which leads elsewhere. */
function settingsOf([verb, second, ...rest]: readonly Word[], url: Word, next: Word | undefined): string | undefined {
  switch (verb?.literal) {
    case "remote":
      return second?.literal === "add" || second?.literal === "set-url" ? ".git/config" : undefined;
    case "config":
      return [second, ...rest].some((word) => word?.literal === "--global") ? "~/.gitconfig" : ".git/config";
    case "clone": {
      const folder = next === undefined || wordText(next).startsWith("-") ? folderOf(wordText(url)) : next.literal;
      return folder === undefined ? undefined : `${folder}/.git/config`;
    }
    default:
      return undefined;
  }
}

function folderOf(url: string): string | undefined {
  return /([\w.-]+?)(?:\.git)?\/?$/u.exec(url)?.[1];
}
