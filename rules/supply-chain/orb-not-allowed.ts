import type { OrbReference } from "../../src/config/config.ts";
import { orbsOf } from "../../src/config/orbs-of.ts";
import type { AuditPolicy, ListVerdict } from "../../src/rule/policy.ts";
import { defineRule } from "../../src/rule/rule.ts";
import { locationOf } from "../../src/yaml/node.ts";

export const orbNotAllowed = defineRule({
  meta: {
    id: "orb-not-allowed",
    title: "The settings do not allow the orb",
    summary: "An orb that `orbs.deny` of the settings names, or that is missing from `orbs.allow`.",
    rationale:
      "An orb runs inside your jobs with their contexts and keys. Your organisation has said which orbs it has looked at and trusts with that; " +
      "this one is not among them, or was taken off the list, for instance because of a fault in these versions.",
    remediation: "Use an orb that is allowed, or have this one reviewed and added to `orbs.allow` in the settings file.",
    limits:
      "A floating version is judged as the newest that it can become. An orb whose name or version a value decides is on no list. Orbs that an " +
      "orb uses by itself are not judged.",
    severity: "high",
    confidence: "high",
    profile: "regular",
    data: "config",
    tags: { owasp: ["CICD-SEC-3", "CICD-SEC-8"], cwe: ["CWE-829"] },
    references: [
      {
        title: "CircleCI: config policies for orbs",
        url: "https://circleci.com/docs/guides/config-policies/config-policy-reference/",
      },
    ],
    since: "0.2.0",
  },
  *check({ config, policy }) {
    for (const orb of orbsOf(config)) {
      const verdict = judge(orb, policy);
      if (verdict === undefined || verdict.kind === "fine") continue;
      const why =
        verdict.kind === "denied" ? `\`orbs.deny\` forbids it with \`${verdict.entry}\`` : "no entry of `orbs.allow` names it";
      yield {
        at: locationOf(orb.node),
        message: `The settings do not allow the orb ${nameOf(orb)}: ${why}. It would run in your jobs with their secrets.`,
      };
    }
  },
});

/** Undefined for what is no orb of somebody else. */
function judge({ source }: OrbReference, policy: AuditPolicy): ListVerdict | undefined {
  if (source.kind === "registry" || source.kind === "url") return policy.judgeOrb(source);
  if (source.kind === "inline" || source.text === "") return undefined;
  return policy.judgeOrb({ kind: "url", url: source.text });
}

function nameOf({ alias, source }: OrbReference): string {
  if (source.kind !== "registry") return `\`${alias}\``;
  return `\`${source.namespace}/${source.name}${source.version === undefined ? "" : `@${source.version}`}\``;
}
