/** Keys that a script fetches from a URL and gives to a package manager. Sources: the manual pages of apt-key, apt-secure, gpg, rpm, apk. */
import type { CommandFact, ScriptFacts, Word } from "../../src/shell/facts.ts";
import { pipelineAfter } from "../../src/shell/sinks.ts";
import type { Span } from "../../src/source/span.ts";
import { integrityCheck } from "../data/integrity-checks.ts";
import { downloadsOf } from "../data/tools/download-use.ts";
import { wordText } from "../data/word-text.ts";

export interface TrustedKey {
  readonly url: { readonly word: Word; readonly text: string };
  /** "added to apt's keys", to follow "is". */
  readonly how: string;
  /** The command that trusts it, when that is another one. */
  readonly by: Span | undefined;
}

/** Folders whose files a package manager takes for keys. */
const keyFolders = /(?:^|\/)(?:trusted\.gpg\.d|apt\/keyrings|share\/keyrings|apk\/keys|rpm-gpg|pacman\.d\/gnupg)\/?/u;

export function trustedKeysOf(facts: ScriptFacts): readonly TrustedKey[] {
  const found: TrustedKey[] = [];
  const saved: { readonly file: string; readonly url: TrustedKey["url"] }[] = [];
  let lookedAt = false;
  for (const command of facts.commands) {
    if (command.place === "remote") continue;
    lookedAt ||= looksAtKey(command);
    const use = downloadsOf(command);
    const url = use?.urls[0];
    if (use === undefined || url === undefined) {
      found.push(...trustedBy(command, saved));
      continue;
    }
    const file = use.file?.name ?? fileOf(command);
    if (file !== undefined && keyFolders.test(file)) found.push({ url, how: trustedAs(file), by: undefined });
    else if (file !== undefined) saved.push({ file, url });
    else found.push(...trustedInPipe(command, url));
  }
  return lookedAt ? [] : found;
}

/** A look at fingerprints, or a check of the downloaded file, anywhere in the step. */
function looksAtKey(command: CommandFact): boolean {
  if (integrityCheck(command) === "checksum") return true;
  if (command.name !== "gpg" && command.name !== "gpg2" && command.name !== "apt-key") return false;
  const words = command.args.map((word) => word.literal ?? "");
  return words.some(
    (word) =>
      ["--show-keys", "--fingerprint", "--with-fingerprint", "--with-colons", "finger", "fingerprint"].includes(word) ||
      word.includes("show-only"),
  );
}

function fileOf(command: CommandFact): string | undefined {
  return command.output.kind === "file" ? wordText(command.output.target) : undefined;
}

/** `curl … | sudo apt-key add -`, `… | gpg --dearmor -o /usr/share/keyrings/x.gpg`, `… | sudo tee /etc/apt/trusted.gpg.d/x.asc`. */
function* trustedInPipe(download: CommandFact, url: TrustedKey["url"]): Iterable<TrustedKey> {
  for (const next of pipelineAfter(download)) {
    const how = trustOf(next, true);
    if (how === undefined) continue;
    yield { url, how, by: next.span };
    return;
  }
  // `gpg --import <(curl …)`, `rpm --import <(…)`.
  const taker = download.substitutedInto;
  const how = taker !== undefined && "words" in taker ? trustOf(taker, true) : undefined;
  if (taker !== undefined && how !== undefined) yield { url, how, by: taker.span };
}

/** `apt-key add key.asc` of a file that was fetched before, `rpm --import https://…`, `apt-key adv --fetch-keys https://…`. */
function* trustedBy(
  command: CommandFact,
  saved: readonly { readonly file: string; readonly url: TrustedKey["url"] }[],
): Iterable<TrustedKey> {
  const how = trustOf(command, false);
  if (how === undefined) return;
  for (const word of command.args) {
    const text = wordText(word);
    if (/^https?:\/\//u.test(text)) yield { url: { word, text }, how, by: undefined };
    const known = text === "" ? undefined : saved.findLast(({ file }) => lastSegment(file) === lastSegment(text));
    if (known !== undefined) yield { url: known.url, how, by: command.span };
  }
}

/** What a command makes of a key it is given, to follow "is"; undefined when it trusts none. */
function trustOf(command: CommandFact, piped: boolean): string | undefined {
  const { name, args } = command;
  const has = (...wanted: readonly string[]): boolean => args.some(({ literal = "" }) => wanted.includes(literal));
  if (name === "apt-key") return has("add", "--fetch-keys") ? "added to apt's keys" : undefined;
  if (name === "rpm" || name === "rpmkeys") return has("--import") ? "added to rpm's keys" : undefined;
  if (name === "pacman-key") return has("-a", "--add") ? "added to pacman's keys" : undefined;
  if (name === "gpg" || name === "gpg2") return trustOfGpg(command, has, piped);
  const target = ["tee", "cp", "mv", "install"].includes(name ?? "") ? wordText(args.at(-1) ?? noWord) : fileOf(command);
  return target !== undefined && keyFolders.test(target) ? trustedAs(target) : undefined;
}

const noWord: Word = { span: { start: 0, end: 0 }, parts: [], literal: "" };

function trustOfGpg(command: CommandFact, has: (...wanted: readonly string[]) => boolean, piped: boolean): string | undefined {
  if (has("--fetch-keys")) return "imported by gpg";
  if (has("--import")) return "imported by gpg";
  if (!has("--dearmor", "--dearmour")) return undefined;
  const targets = [...command.args.map(wordText), fileOf(command) ?? ""];
  const own = targets.find((text) => keyFolders.test(text) && text.includes("."));
  const after = piped ? pipelineAfter(command).flatMap((next) => [...next.args.map(wordText), fileOf(next) ?? ""]) : [];
  const target = own ?? after.find((text) => keyFolders.test(text));
  return target === undefined ? undefined : trustedAs(target);
}

function trustedAs(file: string): string {
  if (file.includes("apk/keys")) return "added to apk's keys";
  return file.includes("rpm") ? "added to rpm's keys" : "added to apt's keys";
}

function lastSegment(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
