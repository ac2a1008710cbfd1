/** Sentences that the rules on settings share. */
import type { Organization } from "../../src/snapshot/organization.ts";
import type { ProjectFacts } from "../../src/snapshot/project-facts.ts";
import type { Project } from "../../src/snapshot/project.ts";
import { quote } from "../../src/source/quote.ts";
import { namesInWords } from "../data/context-secrets.ts";
import { peopleInWords, pushersOf } from "../data/push-access.ts";

export { capitalised } from "../../src/source/in-words.ts";

/** `1 key`, `3 keys`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** `the context`, `the contexts`. */
export function numbered(noun: string, names: readonly string[]): string {
  return `the ${noun}${names.length === 1 ? "" : "s"} ${namesInWords(names)}`;
}

/** Ids say nothing to a reader: projects of standalone organisations go by their names. */
export function projectName({ slug, name }: Project): string {
  return quote(slug.startsWith("circleci/") ? name : slug);
}

/** Of standalone organisations the name, as of their projects. */
export function organizationName({ slug, name }: Organization): string {
  return quote(slug.startsWith("circleci/") ? name : slug);
}

/** `` `acme/app` ``: where the code of a project is, without the host. */
export function repositoryName({ repository, project }: Pick<ProjectFacts, "repository" | "project">): string {
  const address = repository?.address ?? project.address;
  return address === undefined ? `the repository of ${projectName(project)}` : quote(address.slice(address.indexOf("/") + 1));
}

/** `` anyone who can push to `acme/app` (12 people, 3 of them outside collaborators) ``, as far as that is known. */
export function anyoneWhoPushes(facts: ProjectFacts): string {
  return `anyone who can push to ${repositoryName(facts)}${headcount(facts)}`;
}

function headcount({ repository }: ProjectFacts): string {
  const pushers = pushersOf(repository);
  return pushers === undefined || pushers.people === 0 ? "" : ` (${peopleInWords(pushers)})`;
}

/** Who can open a pull request from a fork. */
export function forkOwners({ repository }: Pick<ProjectFacts, "repository">): string {
  if (repository?.visibility === "public") return "anyone on the internet";
  if (repository?.allowsForking === false) return "whoever has a fork from before forking was turned off";
  return repository?.visibility === "internal"
    ? "any member of the enterprise"
    : "anyone who can read the repository and fork it";
}
