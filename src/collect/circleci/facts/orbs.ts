/** What the registry says of the orbs that configurations name: one question a reference. Their sources are fetched elsewhere. */
import pLimit from "p-limit";
import { gap, known } from "../../../snapshot/fetched.ts";
import type { Fetched } from "../../../snapshot/fetched.ts";
import type { OrbDetails, OrbFacts } from "../../../snapshot/snapshot.ts";
import { isRecord, recordIn } from "../../json.ts";
import { isExact, orbNameOf } from "../../orb-name.ts";
import { keyOf } from "../../journal.ts";
import type { Journal, JournalEntry } from "../../questions.ts";
import { gapOf } from "../api-fault.ts";
import type { ApiAnswer } from "../graphql.ts";
import { textIn, timeIn } from "./fields.ts";
import type { Body } from "./fields.ts";

export interface OrbQuestions {
  /** Scheme and host. */
  readonly host: string;
  /** Asks the GraphQL API of that host; never rejects. */
  readonly ask: (query: string, variables: Readonly<Record<string, string>>) => Promise<ApiAnswer>;
  readonly journal: Journal;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

const atOnce = 6;

const query =
  "query($version: String!, $orb: String!) { orbVersion(orbVersionRef: $version) { version createdAt } orb(name: $orb) { versions(count: 1) { version } } }";

/** In the order of the references, none twice. Never rejects. */
export async function collectOrbFacts(references: readonly string[], questions: OrbQuestions): Promise<readonly OrbFacts[]> {
  const limit = pLimit(atOnce);
  return Promise.all(
    [...new Set(references)].map(async (reference) => ({
      reference,
      details: await limit(() => detailsOf(reference, questions)),
    })),
  );
}

async function detailsOf(reference: string, { host, ask, journal, now }: OrbQuestions): Promise<Fetched<OrbDetails>> {
  const [, namespace = "", name = "", version] = /^([^/@]*)\/([^/@]*)(?:@([^@]*))?$/.exec(reference) ?? [];
  const orb = orbNameOf({ kind: "registry", namespace, name, version });
  if (orb === undefined) return gap("failed", "it is no name of an orb in the registry");
  const key = keyOf("circleci", `${host}/graphql-unstable orb ${reference}`);
  const kept = journal.current(key);
  if (kept !== undefined) return fetchedOf(kept);
  const at = new Date(now()).toISOString();
  const answer = await ask(query, { version: `${namespace}/${name}@${orb.version}`, orb: `${namespace}/${name}` });
  if ("fault" in answer) return gapOf(answer.fault);
  const entry: JournalEntry = { key, at, answer: readOrb(answer.data) };
  journal.keep(entry);
  return fetchedOf(entry);
}

function fetchedOf({ at, answer }: JournalEntry): Fetched<OrbDetails> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the journal gives back what `readOrb` made
  return "gap" in answer ? answer.gap : known(answer.value as OrbDetails, at);
}

/** What is not there and what the token may not see are answered alike: with null. */
export function readOrb(data: Body): JournalEntry["answer"] {
  const [found, orb] = [recordIn(data, "orbVersion"), recordIn(data, "orb")];
  const latest = latestIn(orb);
  if (found === undefined) {
    const newest = latest === undefined ? "" : `; its newest is ${latest}`;
    const what = orb === undefined ? "no such orb, or none that the token may see" : `no such version of the orb${newest}`;
    return { gap: gap("not-found", `the registry has ${what}`) };
  }
  const version = versionIn(found);
  if (version === undefined) return { gap: gap("failed", "the registry's answer holds no version") };
  const createdAt = timeIn(found, "createdAt");
  return { value: { version, ...(createdAt === undefined ? {} : { createdAt }), ...(latest === undefined ? {} : { latest }) } };
}

function latestIn(orb: Body | undefined): string | undefined {
  const versions = orb?.["versions"];
  const [first] = Array.isArray(versions) ? (versions as readonly unknown[]) : [];
  return isRecord(first) ? versionIn(first) : undefined;
}

function versionIn(record: Body): string | undefined {
  const version = textIn(record, "version");
  return version !== undefined && (isExact(version) || /^dev:[\w.-]{1,100}$/.test(version)) ? version : undefined;
}
