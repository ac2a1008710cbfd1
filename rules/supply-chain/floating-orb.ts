import { orbsOf } from "../../src/config/orbs-of.ts";
import type { OrbReference, OrbSource } from "../../src/config/config.ts";
import { defineRule } from "../../src/rule/rule.ts";
import { locationOf } from "../../src/yaml/node.ts";

export const floatingOrb = defineRule({
  meta: {
    id: "floating-orb",
    title: "The orb's version floats",
    summary: "An orb at `@1`, at `@1.2` or without a version takes every later release by itself.",
    rationale:
      "An orb's code runs inside your jobs with their contexts and keys. With a floating version the next release of the orb, made by its owner " +
      "or by somebody with the owner's token, runs in your jobs without anybody here having seen it.",
    remediation: "Name the exact version and let a bot propose updates, so that each one is reviewed.",
    limits: "What an exact version pulls in by itself is not seen without the orb's source.",
    severity: "medium",
    confidence: "high",
    profile: "regular",
    data: "config",
    tags: { owasp: ["CICD-SEC-3"], cwe: ["CWE-829"] },
    references: [{ title: "CircleCI: orb versions", url: "https://circleci.com/docs/orbs/use/orb-concepts/" }],
    since: "0.1.0",
  },
  *check({ config, policy }) {
    for (const orb of orbsOf(config)) {
      const { source } = orb;
      if (source.kind !== "registry" || !floats(source.version) || policy.isTrustedNamespace(source.namespace)) continue;
      const own = policy.isOwnNamespace(source.namespace);
      const close = own || source.namespace === "circleci";
      yield {
        at: locationOf(orb.node),
        severity: close ? "low" : "medium",
        message: messageFor(orb, source),
        replacement: `orbs:\n  ${orb.alias}: ${source.namespace}/${source.name}@${exactForm(source.version)}`,
      };
    }
  },
});

type RegistrySource = Extract<OrbSource, { kind: "registry" }>;

/** Anything but three numbers; `volatile` and `dev:` versions are another rule's matter. */
function floats(version: string | undefined): boolean {
  return version === undefined || /^\d+(?:\.\d+)?$/.test(version);
}

function messageFor(orb: OrbReference, { namespace, version }: RegistrySource): string {
  const who = namespace === "circleci" ? "CircleCI publishes" : `the owner of \`${namespace}\` publishes`;
  const takes = version === undefined ? "every release" : `every \`${version}.x\` release`;
  return `The orb \`${orb.alias}\` takes ${takes} that ${who}, unseen, and runs it in your jobs with their secrets.`;
}

function exactForm(version: string | undefined): string {
  const given = version?.split(".").length ?? 0;
  return given === 2 ? `${version}.<patch>` : given === 1 ? `${version}.<minor>.<patch>` : "<exact version, such as 1.2.3>";
}
