/** The inventory of a review: what each job run is made of and reaches, and the orbs. */
import { orbsOf } from "../../src/config/orbs-of.ts";
import type { OrbReference } from "../../src/config/config.ts";
import type { DockerImage, JobRun } from "../../src/expand/plan.ts";
import { assumedText, type Text } from "../../src/expand/text.ts";
import type { Audit } from "../../src/rule/audit.ts";
import type {
  CloudLogin,
  ImagePin,
  ImageProfile,
  Inventory,
  OrbProfile,
  PublishProfile,
  RunProfile,
} from "../../src/rule/inventory.ts";
import type { Scene } from "../../src/rule/scene.ts";
import { locationOf } from "../../src/yaml/node.ts";
import { cloudLoginsIn } from "../credentials/cloud/stored.ts";
import { roleUsesOf } from "../credentials/oidc/role-uses.ts";
import { isFloatingTag, isPinningDigest, parseImage } from "../data/images.ts";
import type { ImageReference } from "../data/images.ts";
import { isFloatingMachineImage } from "../data/machine-images.ts";
import type { CloudProvider } from "../data/oidc/use.ts";
import { pinOf } from "../data/orb-versions.ts";
import { publicationsOf } from "../data/publishing.ts";
import { scriptsByRun } from "../data/scripts-by-run.ts";

export function inventoryOf({ audits }: Scene): Inventory {
  const runs = new Map<JobRun, RunProfile>();
  for (const audit of audits) {
    for (const run of audit.plan.runs) if (run.executor.kind !== "none") runs.set(run, profileOf(run, audit));
  }
  return { runs, orbs: audits.flatMap(({ config }) => [...orbsOf(config)].map(orbProfile)) };
}

function profileOf(run: JobRun, audit: Audit): RunProfile {
  return { images: imagesOf(run), logins: loginsOf(run, audit), publishes: publishesOf(run, audit) };
}

function imagesOf({ executor }: JobRun): readonly ImageProfile[] {
  if (executor.kind === "docker") return executor.images.map(imageProfile);
  if (executor.kind !== "machine" || executor.image === undefined) return [];
  const { image } = executor;
  const name = assumedText(image);
  const pin = name === undefined ? "unknown" : isFloatingMachineImage(name) ? "floating" : "version";
  return [{ name: shownText(image), pin, isPrimary: true, at: locationOf(image.scalar) }];
}

function imageProfile({ image, primary }: DockerImage): ImageProfile {
  const name = assumedText(image)?.trim();
  const reference = name === undefined ? undefined : parseImage(name);
  const pin = reference === undefined ? "unknown" : pinOfImage(reference);
  return { name: shownText(image), pin, isPrimary: primary, at: locationOf(image.scalar) };
}

function pinOfImage({ digest, tag }: ImageReference): ImagePin {
  if (isPinningDigest(digest)) return "digest";
  if (isFloatingTag(tag)) return "floating";
  return /\d/.test(tag ?? "") ? "version" : "flavour";
}

/** Unknown parts as they are written. */
function shownText({ parts }: Text): string {
  return parts
    .map((part) => (part.kind === "known" ? part.text : (part.assumed ?? `<< ${part.expression} >>`)))
    .join("")
    .trim();
}

const clouds: Readonly<Record<CloudProvider, string>> = { aws: "AWS", gcp: "Google Cloud", azure: "Azure" };

function loginsOf(run: JobRun, audit: Audit): readonly CloudLogin[] {
  const found = new Map<string, CloudLogin>();
  const add = (provider: CloudProvider | "service", by: CloudLogin["by"], at: CloudLogin["at"]): void => {
    const key = `${provider} ${by}`;
    if (!found.has(key)) found.set(key, { cloud: provider === "service" ? undefined : clouds[provider], by, at });
  };
  for (const { provider, at } of roleUsesOf(run, scriptsByRun(audit).get(run) ?? [])) add(provider, "oidc", at);
  for (const { provider, at } of cloudLoginsIn(audit).get(run)?.uses ?? []) add(provider, "key", at);
  return [...found.values()];
}

function publishesOf(run: JobRun, audit: Audit): readonly PublishProfile[] {
  const found = new Map<string, PublishProfile>();
  for (const { does, what, at, evidence } of publicationsOf(audit).get(run) ?? []) {
    if (evidence === "command" && !found.has(does)) found.set(does, { does, what, at });
  }
  return [...found.values()];
}

function orbProfile({ alias, source, node }: OrbReference): OrbProfile {
  const at = locationOf(node);
  switch (source.kind) {
    case "registry":
      return { alias, name: `${source.namespace}/${source.name}`, version: source.version, pin: pinOf(source.version), at };
    case "url":
      return { alias, name: source.url, version: undefined, pin: undefined, at };
    case "inline":
      return { alias, name: undefined, version: undefined, pin: undefined, at };
    default:
      // `aws-ecr: {}` is an empty orb of the file, as the orb development kit has it before it puts the new orb there.
      if (source.text === "") return { alias, name: undefined, version: undefined, pin: undefined, at };
      return { alias, name: source.text, version: undefined, pin: "moving", at };
  }
}
