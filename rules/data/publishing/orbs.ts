/** What commands and jobs of orbs publish or deploy. Source: the orbs' own code, current and former names of their elements. */
import type { OrbReference, OrbSource } from "../../../src/config/config.ts";
import type { Argument } from "../../../src/expand/plan.ts";
import { assumedText, knownText } from "../../../src/expand/text.ts";
import { orbElementEffect } from "./names.ts";
import type { Effect } from "./publisher.ts";

const image: Effect = { kind: "image", does: "pushes a container image" };
const files: Effect = { kind: "files", does: "uploads files to a bucket" };
const deployment: Effect = { kind: "deployment", does: "deploys" };
const infrastructure: Effect = { kind: "infrastructure", does: "changes infrastructure" };
const aPackage: Effect = { kind: "package", does: "publishes a package" };
const release: Effect = { kind: "release", does: "publishes a release" };
const anOrb: Effect = { kind: "package", does: "publishes an orb" };

interface KnownOrb {
  /** Matches the names, with dashes, of the elements that publish; the other elements of the orb do not. */
  readonly elements: RegExp;
  readonly effect: Effect;
}

const known = new Map<string, KnownOrb>(
  (
    [
      ["circleci/docker", image, /^(?:push|publish)$/u],
      ["circleci/aws-ecr", image, /^(?:build-and-)?push-image$|^tag-image$/u],
      ["circleci/gcp-gcr", image, /^(?:build-and-)?push-image$/u],
      ["circleci/azure-acr", image, /^(?:build-and-)?push-image$/u],
      ["circleci/aws-s3", files, /^(?:sync|copy)$/u],
      [
        "circleci/aws-ecs",
        deployment,
        /^(?:deploy-service-update|update-service|update-task-definition|deploy-ecs-scheduled-task)$/u,
      ],
      ["circleci/aws-eks", deployment, /^(?:create|update|delete)-(?:cluster|nodegroup|container-image|service)$/u],
      ["circleci/aws-code-deploy", deployment, /^(?:deploy|deploy-bundle|push-bundle)$/u],
      ["circleci/aws-elastic-beanstalk", deployment, /^deploy$/u],
      ["circleci/aws-sam-serverless", deployment, /^deploy$/u],
      ["circleci/gcp-gke", deployment, /rollout-image$/u],
      ["circleci/gcp-cloud-run", deployment, /^deploy$/u],
      ["circleci/kubernetes", deployment, /^(?:create-or-update-resource|update-container-image|delete-resource|rollback)$/u],
      ["circleci/helm", deployment, /^(?:install|upgrade|delete)-helm-chart$/u],
      ["circleci/heroku", deployment, /^(?:deploy-via-git|push-docker-image|release-docker-image)$/u],
      ["circleci/terraform", infrastructure, /^(?:apply|destroy)$/u],
      ["ovotech/terraform", infrastructure, /^(?:apply|destroy|publish-module)$/u],
      ["ovotech/terraform-v2", infrastructure, /^(?:apply|destroy|publish-module)$/u],
      ["pulumi/pulumi", infrastructure, /^(?:update|destroy)$/u],
      ["circleci/orb-tools", anOrb, /^(?:publish|increment|dev-promote-prod.*|promote-orb)$/u],
      ["circleci/github-cli", release, /^release$/u],
      ["circleci/artifactory", aPackage, /^(?:upload|docker-publish)$/u],
    ] as const
  ).map(([orb, effect, elements]) => [orb, { effect, elements }]),
);

/** Parameters that, when false, leave a build without its push. */
const switches = ["push-image", "push", "deploy", "publish", "image-push"];

/** What `orb/name` with these arguments publishes or deploys, as far as documented orbs and, for others, names tell. */
export function orbPublication(
  orb: OrbReference,
  name: string,
  args: ReadonlyMap<string, Argument>,
): (Effect & { readonly evidence: "command" | "name" }) | undefined {
  const element = name.replaceAll("_", "-").toLowerCase();
  const { source } = orb;
  const entry = source.kind === "registry" ? known.get(`${source.namespace}/${source.name}`) : undefined;
  const effect = entry === undefined ? orbElementEffect(element) : entry.elements.test(element) ? entry.effect : undefined;
  if (effect === undefined || isSwitchedOff(args) || (effect === anOrb && isDevelopment(element, source, args))) return undefined;
  if ((element === "sync" || element === "copy") && !copiesOut(args)) return undefined;
  return { ...effect, evidence: entry === undefined ? "name" : "command" };
}

/** A development version, which only lasts for a while: what orb-tools publishes from version 11 on unless told otherwise. */
function isDevelopment(element: string, source: OrbSource, args: ReadonlyMap<string, Argument>): boolean {
  if (element !== "publish" || source.kind !== "registry") return false;
  const given = [...args.values()].map(({ name, text }) => ({
    name: name.replaceAll("-", "_"),
    text: text && assumedText(text),
  }));
  if (given.some(({ name, text }) => name === "orb_ref" && text?.includes("@dev:") === true)) return true;
  if (/^(?:[0-9]|10)(?:\.|$)/u.test(source.version ?? "")) return false;
  const type = given.find(({ name }) => name === "pub_type");
  return type === undefined || type.text === "dev";
}

function isSwitchedOff(args: ReadonlyMap<string, Argument>): boolean {
  return [...args.values()].some(({ name, text }) => {
    const value = text && knownText(text);
    const parameter = name.replaceAll("_", "-");
    return (value === "false" && switches.includes(parameter)) || (value === "true" && parameter === "dry-run");
  });
}

/** aws-s3: from this machine, or from a bucket, into a bucket. */
function copiesOut(args: ReadonlyMap<string, Argument>): boolean {
  const at = (name: string): string | undefined => {
    const text = args.get(name)?.text;
    return text && assumedText(text);
  };
  const to = at("to");
  return to === undefined || to.startsWith("s3://") || (/^["']?[$<]/u.test(to) && at("from")?.startsWith("s3://") !== true);
}
