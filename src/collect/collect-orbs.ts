/** Brings the sources of orbs into the cache: those that are wanted, and those that their sources import. */
import pLimit from "p-limit";
import { isAboutHost } from "./circleci/api-fault.ts";
import type { ApiFault } from "./circleci/api-fault.ts";
import type { OrbAnswer } from "./circleci/orb-version.ts";
import { keepAbsence, keepSource, readCached } from "./orb-cache.ts";
import type { CacheAnswer, OrbCache } from "./orb-cache.ts";
import { importsOf } from "./orb-imports.ts";
import { isExact, shownOrb } from "./orb-name.ts";
import type { OrbName } from "./orb-name.ts";
import { readVendored, writeVendored } from "./vendored-orbs.ts";

export interface CollectOrbsRequest {
  readonly wanted: readonly OrbName[];
  readonly cache: OrbCache;
  /** The `.circleci` folders in which repositories may keep sources themselves; absolute. */
  readonly vendored: readonly string[];
  /** The one into which every source is copied. */
  readonly vendorInto: string | undefined;
  /** So old may be what a floating version meant, in milliseconds. */
  readonly maxAge: number;
  readonly hasToken: boolean;
  readonly now: () => number;
  readonly ask: (orb: OrbName) => Promise<OrbAnswer>;
  /** Called when another orb is done; `known` grows while imports are found. */
  readonly progress: (done: number, known: number) => void;
}

export interface CollectedOrb {
  readonly orb: OrbName;
  readonly from: "registry" | "cache" | "repository" | "nowhere";
  /** The exact version, where one is known. */
  readonly version: string | undefined;
  /** What came of copying it into the repository. */
  readonly copied: "new" | "changed" | "same" | undefined;
  /** Why it could not be had, kept or copied; a sentence without its full stop. */
  readonly fault: string | undefined;
}

const atOnce = 6;
/** An orb that imports so many others wants to keep us busy. */
const mostOrbs = 500;
/** That there is no such orb is believed so long: somebody may be about to publish it. */
export const longestAbsence = 10 * 60 * 1000;

/** In the order in which they were found: what is wanted first. Never rejects. */
export async function collectOrbs(request: CollectOrbsRequest): Promise<readonly CollectedOrb[]> {
  const limit = pLimit(atOnce);
  const results: Promise<CollectedOrb>[] = [];
  const seen = new Set<string>();
  const state: State = { request, hostFault: undefined };
  let done = 0;
  let tooMany: OrbName | undefined;
  const add = (orb: OrbName): void => {
    if (seen.has(shownOrb(orb))) return;
    if (seen.size >= mostOrbs) {
      tooMany ??= orb;
      return;
    }
    seen.add(shownOrb(orb));
    results.push(
      limit(async () => {
        const { text, ...result } = await collectOne(orb, state);
        for (const imported of text === undefined ? [] : await importsOf(orb, text)) add(imported);
        done += 1;
        request.progress(done, seen.size);
        return result;
      }),
    );
  };
  request.wanted.forEach(add);
  const collected: CollectedOrb[] = [];
  // More are added while these are waited for.
  for (let index = 0; index < results.length; index += 1) {
    const result = await results[index];
    if (result !== undefined) collected.push(result);
  }
  if (tooMany !== undefined) {
    const fault = `this and others were left out, since ${mostOrbs} orbs are the most that are fetched`;
    collected.push({ orb: tooMany, from: "nowhere", version: undefined, copied: undefined, fault });
  }
  return collected;
}

interface State {
  readonly request: CollectOrbsRequest;
  /** Set when the host is out of reach or refuses us: then the others are not asked for. */
  hostFault: ApiFault | undefined;
}

interface Collected extends CollectedOrb {
  readonly text: string | undefined;
}

async function collectOne(orb: OrbName, state: State): Promise<Collected> {
  const { vendored, vendorInto, cache, maxAge, hasToken, now } = state.request;
  const base = { orb, version: undefined, copied: undefined, fault: undefined };
  if (vendorInto === undefined) {
    const own = ownSource(vendored, orb);
    if (own !== undefined) return { ...base, from: "repository", text: own };
  }
  const cached = readCached(cache, orb);
  if (cached.kind === "source" && isFresh(cached.fetchedAt, isExact(orb.version) ? Number.POSITIVE_INFINITY : maxAge, now())) {
    return copy({ ...base, from: "cache", version: cached.version, text: cached.text }, vendorInto);
  }
  if (isBelieved(cached, hasToken, Math.min(maxAge, longestAbsence), now())) {
    return { ...base, from: "nowhere", text: undefined, fault: absenceReason(orb, cached.what, undefined, hasToken) };
  }
  return copy(await fromRegistry(orb, state), vendorInto);
}

function ownSource(vendored: readonly string[], orb: OrbName): string | undefined {
  for (const folder of vendored) {
    const file = readVendored(folder, orb);
    if (file.kind === "bytes") return file.bytes.toString("utf8");
  }
  return undefined;
}

/** A time in the future is a clock that was wrong, or a lie. */
function isFresh(fetchedAt: number, maxAge: number, now: number): boolean {
  return maxAge === Number.POSITIVE_INFINITY || (fetchedAt <= now && now - fetchedAt < maxAge);
}

type Absence = Extract<CacheAnswer, { kind: "absence" }>;

/** What nobody could see without a token may be there with one. */
function isBelieved(cached: CacheAnswer, hasToken: boolean, maxAge: number, now: number): cached is Absence {
  return cached.kind === "absence" && cached.withToken === hasToken && isFresh(cached.fetchedAt, maxAge, now);
}

async function fromRegistry(orb: OrbName, state: State): Promise<Collected> {
  const { cache, hasToken, now, ask } = state.request;
  const nowhere = { orb, from: "nowhere", version: undefined, copied: undefined, text: undefined } as const;
  if (state.hostFault !== undefined) return { ...nowhere, fault: state.hostFault.reason };
  const answer = await ask(orb);
  switch (answer.kind) {
    case "fault":
      if (isAboutHost(answer.fault)) state.hostFault = answer.fault;
      return { ...nowhere, fault: answer.fault.reason };
    case "absence":
      keepAbsence(cache, orb, { what: answer.what, withToken: hasToken, fetchedAt: now() });
      return { ...nowhere, fault: absenceReason(orb, answer.what, answer.newest, hasToken) };
    case "source": {
      const { version, text } = answer;
      const kept = keepSource(cache, orb, { text, version, fetchedAt: now() });
      const fault = kept === undefined ? undefined : `it was fetched but could not be kept in the cache: ${kept}`;
      return { orb, from: "registry", version, copied: undefined, text, fault };
    }
  }
}

function absenceReason(orb: OrbName, what: "orb" | "version", newest: string | undefined, hasToken: boolean): string {
  if (what === "version") return `the orb has no such version${newest === undefined ? "" : `; the newest is ${newest}`}`;
  return hasToken
    ? `there is no orb \`${orb.namespace}/${orb.name}\`, or it is private and the token is not of its organisation`
    : `there is no public orb \`${orb.namespace}/${orb.name}\`; if it is private, set \`CIRCLE_TOKEN\` to a token of its organisation`;
}

/** A file that says something else about an exact version is left alone: one of the two is not what was published. */
function copy(result: Collected, into: string | undefined): Collected {
  const { orb, text } = result;
  if (into === undefined || text === undefined) return result;
  const there = readVendored(into, orb);
  if (there.kind === "refused") return { ...result, fault: `the file in the repository cannot be used: ${there.reason}` };
  const own = there.kind === "bytes" ? there.bytes.toString("utf8") : undefined;
  if (own === text) return { ...result, copied: "same" };
  if (own !== undefined && isExact(orb.version)) {
    return {
      ...result,
      fault: "the file in the repository is not what the registry has, and was left as it is: look at it, or delete it",
    };
  }
  const fault = writeVendored(into, orb, text);
  if (fault !== undefined) return { ...result, fault: `it could not be written into the repository: ${fault}` };
  return { ...result, copied: own === undefined ? "new" : "changed" };
}
