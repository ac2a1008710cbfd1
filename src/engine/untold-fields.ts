/**
 * Fields that an answer tells to some tokens and leaves out for others. What is left out is as little known as an answer that never came,
 * and must not pass for a setting that is as it should be.
 */
import { gap } from "../snapshot/fetched.ts";
import type { Organization, OrganizationSettings } from "../snapshot/organization.ts";
import type { ProjectSettings } from "../snapshot/project.ts";
import type { BranchGuards, GithubOrganizationSettings, SecretScanning } from "../snapshot/repository.ts";
import type { SheetSubject } from "../snapshot/sheet.ts";

export const untold = gap("forbidden", "the answer leaves it out, which happens where the token may not be told");

const ofForks: readonly (keyof ProjectSettings)[] = ["buildForkPrs", "forksReceiveSecretEnvVars"];
const ofProject: readonly (keyof ProjectSettings)[] = [
  ...(["disableSsh", "oss", "writeSettingsRequiresAdmin", "allowsUnversionedConfig"] as const),
];
const ofOrganization: readonly (keyof OrganizationSettings)[] = [
  ...(["allowsUncertifiedOrbs", "allowsUnversionedConfig", "disablesUserCheckoutKeys"] as const),
];
const ofGithub: readonly (keyof GithubOrganizationSettings)[] = ["requiresTwoFactor"];
const ofBranch: readonly (keyof BranchGuards)[] = [
  ...(["requiresPullRequest", "requiredApprovals", "requiresCodeOwnerReview", "requiredChecks", "allowsForcePushes"] as const),
];
const ofScanning: readonly (keyof SecretScanning)[] = ["isEnabled", "hasPushProtection"];

/** The fields of an answer about a subject that matter to rules and are not there. */
export function untoldIn(subject: SheetSubject, name: string, value: object): readonly string[] {
  return fieldsOf(subject, name).filter((field) => !Object.hasOwn(value, field) || Reflect.get(value, field) === undefined);
}

function fieldsOf(subject: SheetSubject, name: string): readonly string[] {
  if (name === "branchGuards") return ofBranch;
  if (name === "secretScanning") return ofScanning;
  if (name !== "settings") return [];
  // Forks start no pipelines of standalone projects, so nothing is missing there.
  if ("organization" in subject) return subject.slug.startsWith("circleci/") ? ofProject : [...ofProject, ...ofForks];
  return isOfCircleci(subject) ? ofOrganization : ofGithub;
}

function isOfCircleci(subject: SheetSubject): subject is Organization {
  return "contexts" in subject;
}
