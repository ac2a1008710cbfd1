import type { RelatedLocation } from "../../src/finding/location.ts";
import { defineSettingsRule } from "../../src/rule/rule.ts";
import type { ProjectAudit } from "../../src/rule/settings-audit.ts";
import { accessOf } from "../../src/snapshot/context-access.ts";
import { valueOf } from "../../src/snapshot/fetched.ts";
import type { Context, Organization } from "../../src/snapshot/organization.ts";
import type { Project } from "../../src/snapshot/project.ts";
import { sheetOf } from "../../src/snapshot/sheet.ts";
import { quote } from "../../src/source/quote.ts";
import { namesInWords, secretNamesIn } from "../data/context-secrets.ts";
import { contextUses } from "./used-contexts.ts";
import { capitalised, counted, numbered, repositoryName } from "./wording.ts";

export const outsideCollaboratorCanRunContexts = defineSettingsRule({
  meta: {
    id: "outside-collaborator-can-run-contexts",
    title: "Outsiders can use contexts",
    summary: "Somebody outside the organisation can push to the repository, and contexts with secrets are open to all.",
    rationale:
      "Whoever pushes a branch chooses the configuration that runs there, and it may name any context that is open to all, also one that no job of the project has ever taken. " +
      "Someone who was given write access to one repository, often for a while and from an account that nobody here manages, then reads secrets of the whole organisation.",
    remediation:
      "Restrict each of these contexts to a security group or an expression under Organization Settings, Contexts: groups keep out everybody who is not in them. " +
      "Take write access from collaborators who do not need it; a fork and a pull request do for a contribution.",
    limits: "Whether somebody counts as a member in CircleCI is judged by the GitHub organisation.",
    severity: "high",
    confidence: "high",
    profile: "regular",
    data: "snapshot",
    tags: { owasp: ["CICD-SEC-2", "CICD-SEC-5"], cwe: ["CWE-284", "CWE-732"] },
    references: [
      { title: "CircleCI: restricting a context", url: "https://circleci.com/docs/guides/security/contexts/#restrict-a-context" },
      {
        title: "GitHub: outside collaborators",
        url: "https://docs.github.com/en/organizations/managing-user-access-to-your-organizations-repositories/managing-outside-collaborators/adding-outside-collaborators-to-repositories-in-your-organization",
      },
    ],
    since: "0.3.0",
  },
  *checkProject(audit) {
    const { repository } = audit;
    if (repository === undefined || repository.isArchived) return;
    const people = valueOf(repository.collaborators) ?? [];
    const outside = people.flatMap((person, index) => (person.isOutside ? [{ person, index }] : []));
    const contexts = outside.length === 0 ? [] : openContexts(audit);
    if (contexts.length === 0) return;
    const sheet = sheetOf(repository);
    const who = numbered(
      "outside collaborator",
      outside.map(({ person }) => person.login),
    );
    yield {
      at: sheet.at("collaborators"),
      message:
        `${capitalised(who)} can push to ${repositoryName(audit)}, and ${inWords(contexts)}: ` +
        `a branch with a changed configuration prints ${contexts.length === 1 ? "its" : "their"} secrets.`,
      related: [
        ...contexts.slice(0, mostShown).map(({ at, name, secrets }): RelatedLocation => ({
          ...at,
          label: `${quote(name)} is open to them${withCount(secrets)}`,
        })),
        ...outside.slice(0, mostShown).map(({ person, index }): RelatedLocation => ({
          ...sheet.at("collaborators", index, "login"),
          label: `${quote(person.login)} can push`,
        })),
      ],
    };
  },
});

/** Nobody reads more of either, and an organisation may have hundreds. */
const mostShown = 10;

interface OpenContext {
  readonly name: string;
  readonly at: ReturnType<ReturnType<typeof sheetOf>["at"]>;
  /** How many; undefined when it is not known. */
  readonly secrets: number | undefined;
  readonly isTaken: boolean;
}

/** Those that the project's jobs take come first, then those with most secrets. */
function openContexts({ project, organization, audits, policy }: ProjectAudit): readonly OpenContext[] {
  if (organization === undefined) return [];
  const taken = contextUses(audits);
  return (valueOf(organization.contexts) ?? [])
    .flatMap((context, index): readonly OpenContext[] => {
      const secrets = isOpenTo(project, context, organization) ? secretNamesIn(context.variables, policy)?.length : 0;
      if (secrets === 0) return [];
      const at = sheetOf(organization).at("contexts", index, "name");
      return [{ name: context.name, at, secrets, isTaken: taken.has(context.name) }];
    })
    .sort((a, b) => Number(b.isTaken) - Number(a.isTaken) || (b.secrets ?? 0) - (a.secrets ?? 0));
}

/** To all members from every project, or from a list of projects that holds this one. */
function isOpenTo({ id }: Project, context: Context, organization: Organization): boolean {
  const access = accessOf(context, organization);
  if (access.kind === "all-members") return true;
  const isForAll =
    valueOf(context.restrictions)?.some(({ type, value }) => type === "group" && value === organization.id) === true;
  return (
    access.kind === "narrowed" &&
    isForAll &&
    access.by.every(({ type }) => type === "project") &&
    access.by.some(({ value }) => value === id)
  );
}

function withCount(secrets: number | undefined): string {
  return secrets === undefined ? "" : ` and holds ${counted(secrets, "secret")}`;
}

function inWords(contexts: readonly OpenContext[]): string {
  const names = contexts.map(({ name }) => name);
  const taken = contexts.filter(({ isTaken }) => isTaken).map(({ name }) => name);
  const own =
    taken.length === 0
      ? ""
      : taken.length === names.length
        ? ", which its jobs take,"
        : ` (its jobs take ${namesInWords(taken)})`;
  return `${numbered("context", names)}${own} ${names.length === 1 ? "is" : "are"} open to everybody who can`;
}
