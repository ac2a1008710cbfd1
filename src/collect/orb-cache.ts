/**
 * Orb sources that were fetched, in one folder. `sources/` holds each text under its SHA-256; `index/` says for each reference which text
 * it means, or that there is none. A text that does not have its hash any more is refused.
 */
import { createHash } from "node:crypto";
import { isUtf8 } from "node:buffer";
import { isRecord, parseJson, stringIn } from "./json.ts";
import { isExact, largestOrb, shownOrb } from "./orb-name.ts";
import type { OrbName } from "./orb-name.ts";
import { readInner, writeInner } from "./safe-files.ts";
import type { InnerPath } from "./safe-files.ts";

export interface OrbCache {
  /** Absolute. */
  readonly folder: string;
  /** The installation that the orbs are from: the same name may mean another orb elsewhere. */
  readonly host: string;
}

export interface CachedSource {
  readonly kind: "source";
  readonly text: string;
  /** The exact version that the reference meant then. */
  readonly version: string;
  /** Milliseconds since 1970. */
  readonly fetchedAt: number;
}

export interface CachedAbsence {
  readonly kind: "absence";
  readonly what: "orb" | "version";
  /** A token was sent along, which may see more. */
  readonly withToken: boolean;
  readonly fetchedAt: number;
}

export type CacheAnswer =
  | CachedSource
  | CachedAbsence
  | { readonly kind: "nothing" }
  /** `reason` is a sentence without its full stop. */
  | { readonly kind: "damaged"; readonly reason: string };

const largestEntry = 4096;
const format = 1;

/** What the cache knows of a reference, however old. */
export function readCached(cache: OrbCache, orb: OrbName): CacheAnswer {
  const file = readInner(indexPlace(cache, orb), largestEntry);
  if (file.kind === "absent") return { kind: "nothing" };
  if (file.kind === "refused") return damaged(`its entry in the cache cannot be used: ${file.reason}`);
  const entry = parseEntry(file.bytes.toString("utf8"), cache, orb);
  if (entry === undefined) return damaged("its entry in the cache is damaged");
  if ("what" in entry) return entry;
  const source = readInner(sourcePlace(cache, entry.sha256), largestOrb);
  if (source.kind === "absent") return { kind: "nothing" };
  if (source.kind === "refused") return damaged(`its source in the cache cannot be used: ${source.reason}`);
  const isIntact = sha256(source.bytes) === entry.sha256 && isUtf8(source.bytes);
  if (!isIntact) return damaged("its source in the cache is not the one that was fetched: the checksum differs");
  return { kind: "source", text: source.bytes.toString("utf8"), version: entry.version, fetchedAt: entry.fetchedAt };
}

/**
 * Keeps a source, under its exact version too.
 * @returns why it could not be kept, or undefined
 */
export function keepSource(cache: OrbCache, orb: OrbName, source: Omit<CachedSource, "kind">): string | undefined {
  const hash = sha256(source.text);
  const content = { version: source.version, sha256: hash, fetchedAt: new Date(source.fetchedAt).toISOString() };
  // The text first: an entry never names a text that is not there yet.
  return (
    writeInner(sourcePlace(cache, hash), source.text) ??
    keepEntry(cache, orb, content) ??
    (isExact(orb.version) ? undefined : keepEntry(cache, { ...orb, version: source.version }, content))
  );
}

/** @returns why it could not be kept, or undefined */
export function keepAbsence(cache: OrbCache, orb: OrbName, absence: Omit<CachedAbsence, "kind">): string | undefined {
  const { what, withToken, fetchedAt } = absence;
  return keepEntry(cache, orb, { absent: what, withToken, fetchedAt: new Date(fetchedAt).toISOString() });
}

function keepEntry(cache: OrbCache, orb: OrbName, content: object): string | undefined {
  const entry = { format, orb: shownOrb(orb), host: cache.host, ...content };
  return writeInner(indexPlace(cache, orb), `${JSON.stringify(entry, undefined, 2)}\n`);
}

function damaged(reason: string): CacheAnswer {
  return { kind: "damaged", reason };
}

/** Names of files are hashes, so that no name in a configuration can lead anywhere. */
function indexPlace({ folder, host }: OrbCache, orb: OrbName): InnerPath {
  return { top: folder, names: ["index", `${sha256(`${host} ${shownOrb(orb)}`)}.json`] };
}

function sourcePlace({ folder }: OrbCache, hash: string): InnerPath {
  return { top: folder, names: ["sources", `${hash}.yml`] };
}

function sha256(content: string | Buffer): string {
  return createHash("sha256").update(content).digest("hex");
}

interface SourceEntry {
  readonly version: string;
  readonly sha256: string;
  readonly fetchedAt: number;
}

/** Undefined when it is not what `keepEntry` writes, for this reference. */
function parseEntry(text: string, cache: OrbCache, orb: OrbName): SourceEntry | CachedAbsence | undefined {
  const entry = parseJson(text);
  if (!isRecord(entry) || entry["format"] !== format) return undefined;
  if (entry["orb"] !== shownOrb(orb) || entry["host"] !== cache.host) return undefined;
  const fetchedAt = Date.parse(stringIn(entry, "fetchedAt") ?? "");
  if (Number.isNaN(fetchedAt)) return undefined;
  const { absent: what, withToken } = entry;
  if (what === "orb" || what === "version") return { kind: "absence", what, withToken: withToken === true, fetchedAt };
  const version = stringIn(entry, "version") ?? "";
  const hash = stringIn(entry, "sha256") ?? "";
  if (!isExact(version) && version !== orb.version) return undefined;
  return /^[0-9a-f]{64}$/.test(hash) ? { version, sha256: hash, fetchedAt } : undefined;
}
