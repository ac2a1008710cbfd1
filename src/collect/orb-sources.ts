/** Orb sources at hand, for an audit: those of the repository, then those that were fetched. Never asks anybody. */
import type { FoundOrb, OrbLookup } from "../config/orb-lookup.ts";
import type { CoverageNote } from "../finding/report.ts";
import { quote } from "../source/quote.ts";
import { isUtf8 } from "node:buffer";
import path from "node:path";
import { readCached } from "./orb-cache.ts";
import type { OrbCache } from "./orb-cache.ts";
import { isExact, orbNameOf, shownOrb } from "./orb-name.ts";
import type { OrbName } from "./orb-name.ts";
import { readVendored, vendoredPath } from "./vendored-orbs.ts";
import { pathInReports } from "./repository.ts";

export interface OrbSourcesOptions {
  readonly cache: OrbCache;
  /** The `.circleci` folders of the one repository that is audited; absolute. None when there are several repositories. */
  readonly vendored: readonly string[];
  /** What paths in reports are relative to. */
  readonly root: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** So old may be what a floating version meant, in milliseconds. */
  readonly maxAge: number;
  /** Takes what there is to say of a source that may be out of date; once for each, however often it is looked up. */
  readonly tell: (note: CoverageNote) => void;
}

export function orbSources(given: OrbSourcesOptions): OrbLookup {
  const told = new Set<string | undefined>();
  const tell = (note: CoverageNote): void => {
    if (!told.has(note.source)) given.tell(note);
    told.add(note.source);
  };
  const options = { ...given, tell };
  return {
    find({ namespace, name, version }) {
      const orb = orbNameOf({ kind: "registry", namespace, name, version });
      return orb === undefined ? undefined : (fromRepository(orb, options) ?? fromCache(orb, options));
    },
  };
}

function fromRepository(orb: OrbName, { vendored, root }: OrbSourcesOptions): FoundOrb | undefined {
  for (const folder of vendored) {
    const file = readVendored(folder, orb);
    if (file.kind === "absent") continue;
    const shown = pathInReports(path.join(folder, vendoredPath(orb)), root);
    if (file.kind === "refused") return unusable(`${quote(shown, 200)} was not read: ${file.reason}.`);
    if (!isUtf8(file.bytes)) return unusable(`${quote(shown, 200)} is not UTF-8, so it was not used.`);
    return { source: { path: shown, text: file.bytes.toString("utf8") }, version: orb.version, from: "repository" };
  }
  return undefined;
}

function fromCache(orb: OrbName, { cache, now, maxAge, tell }: OrbSourcesOptions): FoundOrb | undefined {
  const cached = readCached(cache, orb);
  if (cached.kind === "damaged") {
    return unusable(
      `The orb ${quote(shownOrb(orb), 200)} was not used: ${cached.reason}. \`circleci-secaudit collect --orbs\` fetches it again.`,
    );
  }
  if (cached.kind !== "source") return undefined;
  const { version, text, fetchedAt } = cached;
  const isOld = !isExact(orb.version) && (fetchedAt > now || now - fetchedAt >= maxAge);
  if (isOld) {
    const reason =
      `checked as version ${version}, which it meant on ${new Date(fetchedAt).toISOString().slice(0, 10)}; it may mean another by now: ` +
      "`circleci-secaudit collect --orbs` asks again";
    tell({ source: `orb ${shownOrb(orb)}`, status: "unknown", reason });
  }
  return { source: { path: shownOrb(orb), text }, version, from: "cache" };
}

function unusable(message: string): FoundOrb {
  return { problem: { code: "unusable-orb-source", message, level: "error" } };
}
