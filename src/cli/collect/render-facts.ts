/** What `collect` has to say at its end: what there is, what is not known and who can change that, where it is kept. */
import type { Missing, Note } from "../../collect/snapshot/find-wanted.ts";
import type { GapGroup, GapTally } from "../../collect/snapshot/gap-tally.ts";
import type { Paint } from "../../report/pretty/paint.ts";
import { plural } from "../../report/tally.ts";
import { plain, quote } from "../../source/quote.ts";

export interface CollectedFacts {
  readonly tally: Pick<GapTally, "count" | "groups">;
  readonly missing: readonly Missing[];
  readonly notes: readonly Note[];
  /** As typed. */
  readonly output: string;
  readonly bytes: number;
  /** Something failed that may succeed later. */
  readonly mayResume: boolean;
}

const nouns: Readonly<Record<string, readonly [one: string, more: string]>> = {
  organizations: ["organisation", "organisations"],
  contexts: ["context", "contexts"],
  runners: ["runner class", "runner classes"],
  projects: ["project", "projects"],
  pipelines: ["pipeline", "pipelines"],
  githubOrganizations: ["owner at GitHub", "owners at GitHub"],
  repositories: ["repository", "repositories"],
  orbs: ["orb", "orbs"],
};

export function renderFacts(facts: CollectedFacts, paint: Paint): string {
  const { output, bytes, tally, mayResume } = facts;
  const counted = Object.keys(nouns)
    .filter((kind) => tally.count(kind) > 0 && !["pipelines", "githubOrganizations"].includes(kind))
    .map((kind) => countOf(kind, tally.count(kind)));
  const isEmpty = counted.length === 0;
  const first = isEmpty ? paint.bad("Nothing could be collected.") : `Collected ${listed(counted)}.`;
  const unknown = unknownLines(facts, paint);
  const size = bytes < 100_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
  return [
    first,
    ...(unknown.length === 0 ? [] : ["", paint.bold("Not known"), ...unknown]),
    ...(mayResume ? ["", "The same command with `--resume` asks again for what failed, and for nothing else."] : []),
    "",
    `Kept in ${quote(output, 200)} (${size}).${isEmpty ? "" : ` Audit with it: ${paint.code(`circleci-secaudit --snapshot ${plain(output, 200)}`)}`}`,
    "",
  ].join("\n");
}

function unknownLines({ missing, tally, notes }: CollectedFacts, paint: Paint): readonly string[] {
  const entry = (what: string, why: string): readonly string[] => [`  ${paint.bold(what)}`, `    ${plain(why, 600)}`];
  const absent = missing.map(({ name, why }) => entry(plain(name, 200), why.detail));
  const groups = tally
    .groups()
    .toSorted((a, b) => Number(a.reason === "skipped") - Number(b.reason === "skipped"))
    .map((group) => entry(describeGroup(group, tally), group.detail));
  const byText = new Map<string, string[]>();
  for (const { about, text } of notes) byText.set(text, [...(byText.get(text) ?? []), plain(about, 200)]);
  const others = [...byText].map(([text, about]) => entry(listed(about), text));
  return [...absent, ...groups, ...others].flat();
}

/** `API tokens of 12 of 14 projects`; facts of which equally many are not known are told together. */
function describeGroup({ kind, facts }: GapGroup, tally: Pick<GapTally, "count">): string {
  const byCount = new Map<number, string[]>();
  for (const [fact, count] of facts) byCount.set(count, [...(byCount.get(count) ?? []), wordsOf(fact)]);
  const total = tally.count(kind);
  return [...byCount]
    .map(([count, names]) => {
      return `${listed(names)} of ${count === total ? whole(kind, total) : `${count} of ${countOf(kind, total)}`}`;
    })
    .join("; ");
}

function whole(kind: string, count: number): string {
  const [one, more] = nouns[kind] ?? [kind, kind];
  return count === 1 ? `the ${one}` : count === 2 ? `both ${more}` : `all ${count} ${more}`;
}

function countOf(kind: string, count: number): string {
  const [one, more] = nouns[kind] ?? [kind, kind];
  return count === 1 ? plural(1, one) : `${count} ${more}`;
}

function listed(parts: readonly string[]): string {
  const last = parts.at(-1) ?? "";
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(", ")} and ${last}`;
}

const abbreviations = new Set(["oidc", "ssh", "api", "aws", "url", "otel"]);

/** `checkoutKeys` → `checkout keys`, `oidcClaims` → `OIDC claims`. */
function wordsOf(fact: string): string {
  return fact
    .split(/(?=[A-Z])/)
    .map((word) => (abbreviations.has(word.toLowerCase()) ? word.toUpperCase() : word.toLowerCase()))
    .join(" ");
}
