/** Orbs that log in to a cloud. Sources: the orbs' own source at the versions that rules/data/oidc/orb-versions.ts names. */
import type { OrbReference } from "../../../src/config/config.ts";
import { wordsOf } from "../name-words.ts";
import { awsAuthOrbs, awsCli, reaches } from "../oidc/orb-versions.ts";
import type { CloudProvider } from "../oidc/use.ts";

interface CloudOrb {
  readonly provider: CloudProvider;
  /** Elements, with dashes, that log in by themselves: with a stored key unless they are told otherwise. */
  readonly logsIn: RegExp;
  /** Elements that use the login of a step before them, or else keys in the environment. */
  readonly needsLogin: RegExp;
}

const nothing = /^$/u;

function cloudOrb(provider: CloudProvider, logsIn: RegExp, needsLogin = nothing): CloudOrb {
  return { provider, logsIn, needsLogin };
}

/** By name, all in the namespace `circleci`. Those of AWS stopped to log in by themselves when they learnt to take the login as `auth`. */
const orbs: ReadonlyMap<string, CloudOrb> = new Map([
  ["aws-cli", cloudOrb("aws", /^(?:setup|configure)$/u)],
  ["aws-ecr", cloudOrb("aws", /^(?:ecr-login|build-and-push-image)$/u, /^(?:ecr-login|push-image|tag-image|create-repo)$/u)],
  ["aws-s3", cloudOrb("aws", /^(?:copy|sync)$/u, /^(?:copy|sync)$/u)],
  [
    "aws-ecs",
    cloudOrb("aws", /^(?:deploy-service-update|deploy-ecs-scheduled-task|update-task-definition)$/u, /^(?:update|run|deploy)-/u),
  ],
  ["aws-eks", cloudOrb("aws", nothing, /^(?:create|update|delete)-/u)],
  ["aws-code-deploy", cloudOrb("aws", nothing, /^(?:deploy|push)/u)],
  ["aws-elastic-beanstalk", cloudOrb("aws", nothing, /^deploy$/u)],
  ["aws-sam-serverless", cloudOrb("aws", nothing, /^deploy$/u)],
  ["gcp-cli", cloudOrb("gcp", /^(?:setup|initialize|.*-and-initialize-cli)$/u)],
  ["gcp-gcr", cloudOrb("gcp", /^(?:gcr-auth|build-and-push-image|add-image-tag)$/u, /^(?:push-image|tag-image)$/u)],
  ["gcp-gke", cloudOrb("gcp", nothing, /^(?:rollout-image|publish-and-rollout-image|(?:create|delete)-cluster)$/u)],
  ["gcp-cloud-run", cloudOrb("gcp", nothing, /^(?:init|deploy)$/u)],
  ["azure-cli", cloudOrb("azure", /^login-with-/u)],
  ["azure-acr", cloudOrb("azure", /^(?:acr-login|build-and-push-image)$/u)],
  ["azure-aks", cloudOrb("azure", nothing, /^(?:create|update|delete)-/u)],
]);

/** `namespace/name`; undefined for orbs that are no registry's. */
export function orbName({ source }: OrbReference): string | undefined {
  return source.kind === "registry" ? `${source.namespace}/${source.name}` : undefined;
}

export function orbVersion({ source }: OrbReference): string | undefined {
  return source.kind === "registry" ? source.version : undefined;
}

export interface CloudElement {
  readonly provider: CloudProvider;
  readonly does: "logs-in" | "needs-login" | "other";
}

/** What a command or job of a known orb has to do with logging in; undefined for other orbs. */
export function cloudElement(orb: OrbReference, element: string, isJob: boolean): CloudElement | undefined {
  const name = orbName(orb) ?? "";
  const known = name.startsWith("circleci/") ? orbs.get(name.slice("circleci/".length)) : undefined;
  if (known === undefined) return undefined;
  const { provider } = known;
  const plain = element.replaceAll("_", "-").toLowerCase();
  const logsIn = known.logsIn.test(plain) && !leavesLogin(name, orbVersion(orb)) && (isJob || !isEcs(name));
  if (logsIn) return { provider, does: "logs-in" };
  const needs = known.needsLogin.test(plain) || known.logsIn.test(plain);
  return { provider, does: needs ? "needs-login" : "other" };
}

function leavesLogin(name: string, version: string | undefined): boolean {
  const support = awsAuthOrbs.find((orb) => orb.name === name);
  return support !== undefined && reaches(version, support.minimum);
}

/** Only its jobs ever logged in; its commands build on a setup before them. */
function isEcs(name: string): boolean {
  return name === "circleci/aws-ecs";
}

/** Whether a role that is given to the element is assumed by OIDC. Before 3.1.0 aws-cli chained roles from stored keys. */
export function takesRole(orb: OrbReference, element: string): boolean {
  if (orbName(orb) !== awsCli.name) return true;
  return !/^role[-_]arn[-_]setup$/u.test(element) && reaches(orbVersion(orb), awsCli.minimum);
}

const providerWords: readonly (readonly [CloudProvider, ReadonlySet<string>])[] = [
  ["aws", new Set(["AWS", "ECR", "ECS", "EKS"])],
  ["gcp", new Set(["GCP", "GCR", "GKE", "GCLOUD", "GOOGLE"])],
  ["azure", new Set(["AZURE", "ACR", "AKS"])],
];

/** The cloud that an orb works with, by the catalogue or the words of its name. */
export function providerOf(orb: OrbReference, element: string): CloudProvider | undefined {
  const known = cloudElement(orb, element, false)?.provider;
  if (known !== undefined) return known;
  const words = wordsOf(`${(orbName(orb) ?? orb.alias).replaceAll("/", "-")}-${element}`);
  return providerWords.find(([, names]) => words.some((word) => names.has(word)))?.[0];
}
