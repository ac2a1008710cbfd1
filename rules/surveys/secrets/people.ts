/** Who can reach what is stored, in words. */
import { accessOf, contextNamed } from "../../../src/snapshot/context-access.ts";
import type { Restriction } from "../../../src/snapshot/organization.ts";
import type { ProjectFacts } from "../../../src/snapshot/project-facts.ts";
import { quote } from "../../../src/source/quote.ts";
import { namesInWords } from "../../data/context-secrets.ts";
import { forkBuildsOf } from "../../data/push-access.ts";
import { anyoneWhoPushes, counted, forkOwners } from "../../settings/wording.ts";

/** Of the project's variables and keys: whoever can change a job on a branch. */
export function peopleOfProject(facts: ProjectFacts): string {
  const forks = forkBuildsOf(facts) === "with-secrets" ? `${forkOwners(facts)}, by a pull request; ` : "";
  return `${forks}${anyoneWhoPushes(facts)}`;
}

/** Undefined when it is not known how the context is restricted. */
export function peopleOfContext(name: string, facts: ProjectFacts): string | undefined {
  const { organization, project } = facts;
  const context = contextNamed(name, organization);
  if (context === undefined || organization === undefined) return undefined;
  const access = accessOf(context, organization);
  switch (access.kind) {
    case "all-members":
      return "every member of the organisation, in any project";
    case "narrowed":
      return narrowed(access.by, project.id, anyoneWhoPushes(facts));
    case "groups": {
      const groups = `members of ${namesInWords(access.groups.map((group) => group.name ?? group.value))}`;
      return access.by.length === 0 ? `${groups}, in any project` : `${groups}, ${conditions(access.by)}`;
    }
    case "no-group":
      return "administrators alone or every member: the API does not tell which";
    case "unknown":
      return undefined;
  }
}

/** An expression says which runs get it; whoever can push may bring such a run about. */
function narrowed(by: readonly Restriction[], project: string, pushers: string): string {
  const projects = by.filter(({ type }) => type === "project");
  const isOwn = projects.length === 1 && projects[0]?.value === project && by.length === 1;
  return isOwn ? `${pushers}: it is for this project alone` : `every member of the organisation, ${conditions(by)}`;
}

function conditions(by: readonly Restriction[]): string {
  const projects = by.filter(({ type }) => type === "project").map(({ name, value }) => name ?? value);
  const expressions = by.filter(({ type }) => type === "expression").map(({ value }) => `where ${quote(value, 120)} holds`);
  const where = projects.length > 3 ? `in ${counted(projects.length, "project")}` : `in ${namesInWords(projects)}`;
  return [...(projects.length === 0 ? [] : [where]), ...expressions].join(" and ");
}

/** Of what is written in a file of the repository. */
export function peopleOfRepository(facts: ProjectFacts | undefined): string {
  return facts?.repository?.visibility === "public" ? "anyone on the internet" : "whoever can read the repository or its history";
}
