/** Uses put together by the credential that they are of: one provider, one home, names that belong together. */
import type { JobRun } from "../../../src/expand/plan.ts";
import { wordsOf } from "../../data/name-words.ts";
import { wordSet } from "../../data/options.ts";
import { homeKey, homeOf, type Home } from "./home.ts";
import type { Sighting } from "./sighting.ts";

export interface Credential {
  /** The same from one review to the next. */
  readonly key: string;
  readonly provider: string;
  readonly home: Home;
  /** What sets it apart from others of its provider and home: `STAGING` of `STAGING_AWS_SECRET_ACCESS_KEY`. */
  readonly family: string;
  /** Sorted. */
  readonly names: readonly string[];
  readonly sightings: readonly Sighting[];
}

/** A name that the APIs say is stored, for which no use need be seen. */
export interface StoredName {
  readonly provider: string;
  readonly home: Home;
  readonly name: string;
}

interface Growing extends Credential {
  readonly found: Set<string>;
  readonly sightings: Sighting[];
}

export interface Seen {
  readonly sightings: readonly Sighting[];
  /** Uses that count only beside others of the same credential. */
  readonly likely?: readonly Sighting[];
  readonly stored?: readonly StoredName[];
}

export function credentialsOf({ sightings, likely = [], stored = [] }: Seen): readonly Credential[] {
  const groups = new Map<string, Growing>();
  const groupOf = (provider: string, home: Home, family: string): Growing => {
    const key = keyOf(provider, home, family);
    const known = groups.get(key);
    if (known !== undefined) return known;
    const made = { key, provider, home, family, names: [], found: new Set<string>(), sightings: [] };
    groups.set(key, made);
    return made;
  };
  for (const { provider, home, name } of stored) groupOf(provider, home, familyOf(name)).found.add(name);
  for (const sighting of named(sightings)) {
    for (const [family, names] of familiesOf(sighting.names)) {
      const group = groupOf(sighting.provider, homeOf({ ...sighting, names }), family);
      for (const name of names) group.found.add(name);
      group.sightings.push(sighting);
    }
  }
  for (const sighting of likely)
    groups.get(keyOf(sighting.provider, homeOf(sighting), familyOf(sighting.names.join("_"))))?.sightings.push(sighting);
  return [...groups]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, { found, ...group }]) => ({ ...group, names: [...found].sort() }));
}

/** A login that names no variable is with the one credential that the job names beside it. */
function named(sightings: readonly Sighting[]): readonly Sighting[] {
  const beside = new Map<JobRun, Map<string, Set<string>>>();
  for (const { run, provider, names } of sightings) {
    const ofRun = beside.get(run) ?? new Map<string, Set<string>>();
    beside.set(run, ofRun.set(provider, new Set([...(ofRun.get(provider) ?? []), ...names])));
  }
  return sightings.flatMap((sighting) => {
    const names = [...(beside.get(sighting.run)?.get(sighting.provider) ?? [])];
    if (sighting.names.length === 0) return new Set(names.map(familyOf)).size === 1 ? { ...sighting, names } : sighting;
    // The id of a key is told with the key.
    const isAlone =
      !sighting.names.every(isId) || !names.some((name) => !isId(name) && familyOf(name) === familyOf(sighting.names[0] ?? ""));
    return isAlone ? sighting : [];
  });
}

function isId(name: string): boolean {
  return name.includes("ACCESS_KEY_ID");
}

function keyOf(provider: string, home: Home, family: string): string {
  return [provider, homeKey(home), family].join("\n");
}

function familiesOf(names: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const families = new Map<string, string[]>();
  for (const name of names) {
    const family = familyOf(name);
    const known = families.get(family);
    if (known === undefined) families.set(family, [name]);
    else known.push(name);
  }
  return families.size === 0 ? new Map([["", []]]) : families;
}

/** What names of credentials are made of, whoever they belong to. */
const common = wordSet(
  "AWS AZURE ARM GCP GCLOUD GOOGLE CLOUD CLOUDSDK NPM NODE PYPI TWINE VAULT PULUMI " +
    "ACCESS SECRET KEY KEYS ID SP TENANT CLIENT SUBSCRIPTION TOKEN AUTH PASSWORD PASS USERNAME USER ACCOUNT SERVICE SA JSON " +
    "CREDENTIALS CREDENTIAL CREDS APPLICATION APP FILE KEYFILE BASE64 ROLE API PUBLISH",
);

function familyOf(name: string): string {
  return wordsOf(name)
    .filter((word) => !common.has(word))
    .join("_");
}
