/** What `circleci setup` has written into the account's own folder: a token, and the one host that it is for. */
import { readFileSync, statSync } from "node:fs";
import { cloudHost, hostOf } from "../../collect/circleci/host.ts";
import { circleciCliFile } from "../tokens.ts";

export interface CircleciCliSettings {
  readonly token: string;
  readonly host: string;
}

const largest = 64 * 1024;

/** Undefined when there is none, or it holds no token that could be sent. */
export function circleciCliSettings(): CircleciCliSettings | undefined {
  try {
    const file = circleciCliFile();
    const stats = statSync(file);
    return stats.isFile() && stats.size <= largest ? settingsIn(readFileSync(file, "utf8")) : undefined;
  } catch {
    return undefined;
  }
}

/** The file is flat: one `key: value` a line. */
export function settingsIn(text: string): CircleciCliSettings | undefined {
  const valueOf = (key: string): string | undefined =>
    new RegExp(`^${key}:[ \\t]*(?:"([^"\\n]{1,500})"|'([^'\\n]{1,500})'|([^\\s"'#]{1,500}))[ \\t]*(?:#.*)?\\r?$`, "m")
      .exec(text)
      ?.slice(1)
      .find(Boolean);
  const token = valueOf("token");
  if (token === undefined || !/^[\x21-\x7e]+$/.test(token)) return undefined;
  const answer = hostOf(valueOf("host") ?? cloudHost);
  return "host" in answer ? { token, host: answer.host } : undefined;
}
