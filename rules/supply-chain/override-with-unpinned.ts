import type { Config, Invocation, OrbReference } from "../../src/config/config.ts";
import { defineRule } from "../../src/rule/rule.ts";
import type { AuditPolicy } from "../../src/rule/audit.ts";
import { entryOf, locationOf, type YamlScalar } from "../../src/yaml/node.ts";
import { isPinnedTo, pinOf } from "../data/orb-versions.ts";
import { isPinnedUrl } from "./orb-urls.ts";

export const overrideWithUnpinned = defineRule({
  meta: {
    id: "override-with-unpinned",
    title: "A job is replaced by code that changes",
    summary: "`override-with` takes a job from an orb at a floating version or from a URL that names no commit.",
    rationale:
      "`override-with` puts a job of an orb in the place of a job of yours, which keeps its contexts and its place in the workflow. When the orb's " +
      "version floats, whoever publishes the orb, or has its owner's token, decides what runs there: a release that only adds a job of that " +
      "name takes over the next pipeline, without any change to this repository.",
    remediation: "Name the orb's exact version, or the commit in its URL, and look at the job before each update.",
    limits: "Whether the orb has the job is not seen without its source.",
    severity: "high",
    confidence: "high",
    profile: "regular",
    data: "config",
    tags: { owasp: ["CICD-SEC-3", "CICD-SEC-5"], cwe: ["CWE-829"] },
    references: [
      { title: "CircleCI: override-with", url: "https://circleci.com/docs/reference/configuration-reference/#override-with" },
    ],
    since: "0.2.0",
  },
  *check({ config, policy }) {
    for (const { invocation, node } of overridesOf(config)) {
      const [alias = "", job = ""] = node.text.trim().split("/");
      const orb = job === "" ? undefined : config.orbs.get(alias);
      const why = orb && whyUnpinned(orb, policy);
      if (orb === undefined || why === undefined) continue;
      yield {
        at: locationOf(node),
        message:
          `The job \`${invocation.jobName}\` is replaced by \`${job}\` of the orb \`${alias}\`, ${why}: ` +
          "whoever can change the orb decides what runs here, with the contexts of this job.",
        related: [{ ...locationOf(orb.node), label: `the orb \`${alias}\`` }],
        replacement: replacementFor(orb),
      };
    }
  },
});

interface Override {
  readonly invocation: Invocation;
  readonly node: YamlScalar;
}

function* overridesOf({ workflows, jobGroups }: Config): Iterable<Override> {
  for (const { invocations } of [...workflows, ...jobGroups.values()]) {
    for (const invocation of invocations) {
      const node = invocation.body && entryOf(invocation.body, "override-with")?.value;
      if (node?.kind === "scalar") yield { invocation, node };
    }
  }
}

/** Floating versions that the settings accept are accepted here too; versions that move are not. */
function whyUnpinned({ source }: OrbReference, policy: AuditPolicy): string | undefined {
  if (source.kind === "url") return isPinnedUrl(source.url) ? undefined : "whose URL names no commit";
  if (source.kind === "unclear") return source.text === "" ? undefined : "which a value decides";
  if (source.kind === "inline") return undefined;
  const pin = pinOf(source.version);
  if (pin === "moving") return `which is at \`${source.version ?? ""}\``;
  const wanted = policy.pinOf(source.namespace);
  if (isPinnedTo(pin, wanted ?? "exact") || (wanted === undefined && policy.isTrustedNamespace(source.namespace)))
    return undefined;
  return pin === "none" ? "which names no version" : `whose version \`${source.version ?? ""}\` floats`;
}

function replacementFor({ alias, source }: OrbReference): string {
  if (source.kind !== "registry") return `orbs:\n  ${alias}: <namespace/name@exact version>`;
  return `orbs:\n  ${alias}: ${source.namespace}/${source.name}@<exact version, such as 1.2.3>`;
}
