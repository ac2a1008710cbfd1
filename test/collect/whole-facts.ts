/** All that the collectors can find out from the fake, cut into leaves that can be compared. */
import { memoryJournal } from "../../src/collect/run-journal.ts";
import { circleClient } from "../../src/collect/circleci/client.ts";
import { collectOrganization } from "../../src/collect/circleci/facts/organization.ts";
import { collectProject } from "../../src/collect/circleci/facts/project.ts";
import { githubClient } from "../../src/collect/github/client.ts";
import { collectGithubOrganization } from "../../src/collect/github/collect-organization.ts";
import { collectRepository } from "../../src/collect/github/collect-repository.ts";
import { githubHostOf } from "../../src/collect/github/host.ts";
import type { Journal, JournalEntry } from "../../src/collect/questions.ts";
import { circleTokens, githubTokens } from "../../scripts/fake-apis/options.ts";
import type { FakeApis } from "../../scripts/fake-apis/options.ts";
import { leakedSecret } from "../../scripts/fake-apis/github/repositories.ts";
import { canaries, idOf } from "../../scripts/fake-apis/world/identities.ts";

export interface Whole {
  readonly facts: object;
  /** Everything that would be on disk. */
  readonly written: string;
}

const acme = { slug: "gh/acme", id: idOf("organization", 1), name: "acme", vcs: "github" } as const;
const shop = {
  slug: "gh/acme/shop",
  id: idOf("project", 1),
  name: "shop",
  organization: "gh/acme",
  address: "github.com/acme/shop",
  defaultBranch: "main",
} as const;

/** A clock that pauses turn on, so that nothing waits, whatever the host says. */
function quickClock(): { readonly now: () => number; readonly pause: (milliseconds: number) => Promise<void> } {
  let skipped = 0;
  return {
    now: () => Date.now() + skipped,
    pause(milliseconds) {
      skipped += milliseconds;
      return Promise.resolve();
    },
  };
}

interface Options {
  /** Real time, against which nothing can be skipped. */
  readonly deadline?: number;
}

/** Also tells what would be on disk. */
function watchedJournal(): { readonly journal: Journal; readonly kept: readonly JournalEntry[] } {
  const [journal, kept] = [memoryJournal(), [] as JournalEntry[]];
  const keep = (entry: JournalEntry): void => {
    kept.push(entry);
    journal.keep(entry);
  };
  return { journal: { ...journal, keep }, kept };
}

export async function factsOfCircleci(fake: FakeApis, options: Options = {}): Promise<Whole> {
  const { journal, kept } = watchedJournal();
  const clock = quickClock();
  const client = circleClient({
    host: fake.circleci,
    installation: "cloud",
    token: circleTokens.admin,
    userAgent: "test",
    allowsPrivate: true,
    journal,
    ...clock,
    deadline: clock.now() + 3_600_000,
    firstPause: 100,
    ...options,
  });
  // Known already, so that all is asked even when these two are refused.
  const [owner, project] = await Promise.all([
    collectOrganization(client, acme),
    collectProject(client, shop, acme, { metrics: "whole" }),
  ]);
  const facts = { organization: owner, project };
  return { facts, written: JSON.stringify([facts, kept]) };
}

export async function factsOfGithub(fake: FakeApis, options: Options = {}): Promise<Whole> {
  const { journal, kept } = watchedJournal();
  const clock = quickClock();
  const host = githubHostOf(fake.github);
  if ("fault" in host) throw new Error(host.fault);
  const client = githubClient({
    host,
    token: githubTokens.owner,
    userAgent: "test",
    journal,
    ...clock,
    deadline: clock.now() + 36_000_000,
    pauseUnit: 0.1,
    ...options,
  });
  const [organization, repository] = await Promise.all([
    collectGithubOrganization(client, "acme"),
    collectRepository(client, "github.com/acme/shop", { secretsIn: () => Promise.resolve([]) }),
  ]);
  const facts = { organization, repository };
  return { facts, written: JSON.stringify([facts, kept]) };
}

export type Leaf = { readonly gap: string; readonly detail: string } | { readonly value: unknown };

/** Every answer in the facts by its path, those inside of others too. Times of asking are left out. */
export function leavesOf(facts: unknown, path = ""): Map<string, Leaf> {
  const leaves = new Map<string, Leaf>();
  const add = (value: unknown, at: string): void => {
    for (const [key, leaf] of leavesOf(value, at)) leaves.set(key, leaf);
  };
  if (typeof facts !== "object" || facts === null) return leaves;
  if ("known" in facts && "reason" in facts && "detail" in facts) {
    leaves.set(path, { gap: String(facts.reason), detail: String(facts.detail) });
  } else if ("known" in facts && "value" in facts) {
    leaves.set(path, { value: withoutAnswers(facts.value) });
    add(facts.value, path);
  } else {
    for (const [key, value] of Object.entries(facts)) add(value, `${path}/${nameOf(value) ?? key}`);
  }
  return leaves;
}

/** Without the marks that a fault may have put behind it. */
function nameOf(value: unknown): string | undefined {
  const isNamed = typeof value === "object" && value !== null && "name" in value && !("known" in value);
  return isNamed ? withoutMarks(String(value.name)) : undefined;
}

/** As it was before the fault `control-characters`; also where those have been made harmless. */
export function withoutMarks(text: string): string {
  return text.replace(/[^\]]\]0;owned.*$/su, "");
}

/** What is an answer of its own is a leaf of its own. */
function withoutAnswers(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_, item: unknown) =>
      typeof item === "object" && item !== null && "known" in item ? "its own" : item,
    ),
  );
}

export const forbidden: readonly string[] = [
  ...Object.values(canaries),
  ...Object.values(circleTokens),
  ...Object.values(githubTokens),
  leakedSecret,
];

/** What must be in nothing that is written, and is. */
export function leaksIn(text: string): readonly string[] {
  return forbidden.filter((secret) => text.includes(secret));
}
