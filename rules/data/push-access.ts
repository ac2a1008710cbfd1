/** Who can get code into a job: those who push to the repository, and those whose forks are built. In words for messages. */
import { valueOf } from "../../src/snapshot/fetched.ts";
import type { ProjectFacts } from "../../src/snapshot/project-facts.ts";
import type { Repository } from "../../src/snapshot/repository.ts";
import { quote } from "../../src/source/quote.ts";
import { buildsForks } from "./fork-builds.ts";

export interface Pushers {
  readonly people: number;
  /** Of them, those who are no members of the organisation. */
  readonly outside: number;
  /** Teams whose members can push. */
  readonly teams: number;
}

/** Undefined when the code host did not say. */
export function pushersOf(repository: Repository | undefined): Pushers | undefined {
  const people = valueOf(repository?.collaborators);
  if (people === undefined) return undefined;
  const teams = (valueOf(repository?.teams) ?? []).filter(({ permission }) => permission !== "pull" && permission !== "triage");
  return { people: people.length, outside: people.filter(({ isOutside }) => isOutside).length, teams: teams.length };
}

/** To be followed by a verb: `` whoever can push to `acme/app`, 14 people, 2 of them outside collaborators, ``; without facts `whoever can push a branch`. */
export function pushersInWords(facts: Pick<ProjectFacts, "repository"> | undefined): string {
  const pushers = pushersOf(facts?.repository);
  if (pushers === undefined || facts?.repository === undefined) return "whoever can push a branch";
  const where = quote(facts.repository.address.slice(facts.repository.address.indexOf("/") + 1));
  return `whoever can push to ${where}, ${peopleInWords(pushers)},`;
}

/** `14 people, 2 of them outside collaborators`. */
export function peopleInWords({ people, outside }: Pick<Pushers, "people" | "outside">): string {
  const all = people === 1 ? "1 person" : `${people} people`;
  if (outside === 0) return all;
  if (outside === people) return people === 1 ? "an outside collaborator" : `${people} outside collaborators`;
  return `${all}, ${outside} of them ${outside === 1 ? "an outside collaborator" : "outside collaborators"}`;
}

/** `secrets`: pull requests from forks are built and get the secrets. Undefined when it is not known. */
export type ForkBuilds = "off" | "without-secrets" | "with-secrets";

export function forkBuildsOf(facts: Pick<ProjectFacts, "project"> | undefined): ForkBuilds | undefined {
  const builds = facts && buildsForks(facts);
  if (facts === undefined || builds === undefined) return undefined;
  if (!builds) return "off";
  const receive = valueOf(facts.project.settings)?.forksReceiveSecretEnvVars;
  if (receive === undefined) return undefined;
  return receive ? "with-secrets" : "without-secrets";
}

/** Who can open a pull request from a fork. */
export function forkersInWords(facts: Pick<ProjectFacts, "repository"> | undefined): string {
  return facts?.repository?.visibility === "public" ? "anybody who opens a pull request" : "whoever can fork the repository";
}
