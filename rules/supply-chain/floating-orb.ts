import { orbsOf } from "../../src/config/orbs-of.ts";
import type { OrbReference, OrbSource } from "../../src/config/config.ts";
import type { AuditPolicy } from "../../src/rule/audit.ts";
import type { Pin } from "../../src/rule/policy.ts";
import type { Fix } from "../../src/finding/fix.ts";
import { defineRule } from "../../src/rule/rule.ts";
import { locationOf } from "../../src/yaml/node.ts";
import { replaceInScalar } from "../../src/yaml/replace-in-scalar.ts";
import { isPinnedTo, pinOf } from "../data/orb-versions.ts";

export const floatingOrb = defineRule({
  meta: {
    id: "floating-orb",
    title: "The orb's version floats",
    summary: "An orb at `@1`, at `@1.2` or without a version takes every later release by itself.",
    rationale:
      "An orb's code runs inside your jobs with their contexts and keys. With a floating version the next release of the orb, made by its owner " +
      "or by somebody with the owner's token, runs in your jobs without anybody here having seen it.",
    remediation:
      "Name the exact version and let a bot propose updates, so that each one is reviewed. How exact a namespace must be pinned can be " +
      "set under `orbs.pins` in the settings file.",
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
      if (source.kind !== "registry" || isAccepted(source, policy)) continue;
      const close = policy.isOwnNamespace(source.namespace) || source.namespace === "circleci";
      const wanted = policy.pinOf(source.namespace);
      yield {
        at: locationOf(orb.node),
        severity: close ? "low" : "medium",
        message: messageFor(orb, source, wanted),
        replacement: `orbs:\n  ${orb.alias}: ${source.namespace}/${source.name}@${pinnedForm(source.version, wanted ?? "exact")}`,
        fixes: pinsOf(orb, source),
      };
    }
  },
});

type RegistrySource = Extract<OrbSource, { kind: "registry" }>;

/** What the settings demand of a namespace goes before whether they trust it. What moves is another rule's matter. */
function isAccepted({ namespace, version }: RegistrySource, policy: AuditPolicy): boolean {
  const pin = pinOf(version);
  const wanted = policy.pinOf(namespace);
  if (pin === "moving" || isPinnedTo(pin, wanted ?? "exact")) return true;
  return wanted === undefined && policy.isTrustedNamespace(namespace);
}

function messageFor(orb: OrbReference, { namespace, version }: RegistrySource, wanted: Pin | undefined): string {
  const who = namespace === "circleci" ? "CircleCI publishes" : `the owner of \`${namespace}\` publishes`;
  const takes = version === undefined ? "every release" : `every \`${version}.x\` release`;
  const demand = wanted === undefined ? "" : ` The settings ask for \`${pinnedForm(version, wanted)}\` here.`;
  return `The orb \`${orb.alias}\` takes ${takes} that ${who}, unseen, and runs it in your jobs with their secrets.${demand}`;
}

/** The copy at hand may be older than what CircleCI takes by now, so somebody has to look at the version. */
function pinsOf({ node }: OrbReference, { namespace, name, found }: RegistrySource): readonly Fix[] {
  if (found === undefined || !/^\d+\.\d+\.\d+$/.test(found.version) || node.kind !== "scalar") return [];
  const exact = `${namespace}/${name}@${found.version}`;
  const edit = replaceInScalar(node, { start: 0, end: node.text.length }, exact);
  return edit === undefined ? [] : [{ title: `Pin the orb to \`${exact}\``, safety: "unsafe", edits: [edit] }];
}

const numbers = ["major", "minor", "patch"] as const;

/** The version with places for the numbers that are missing: `2.<minor>.<patch>`. */
function pinnedForm(version: string | undefined, wanted: Pin): string {
  if (version === undefined && wanted === "exact") return "<exact version, such as 1.2.3>";
  const given = version?.split(".") ?? [];
  const needed = numbers.slice(0, { exact: 3, minor: 2, major: 1 }[wanted]);
  return needed.map((name, at) => given[at] ?? `<${name}>`).join(".");
}
