import { orbsOf } from "../../src/config/orbs-of.ts";
import { defineRule } from "../../src/rule/rule.ts";
import { locationOf } from "../../src/yaml/node.ts";

export const uncertifiedOrb = defineRule({
  meta: {
    id: "uncertified-orb",
    title: "The orb is not certified",
    summary: "An orb of a namespace that is neither CircleCI's, nor your own, nor accepted in the settings.",
    rationale:
      "CircleCI writes and tests certified orbs; a partner or community orb is published by whoever registered its namespace, and nobody looks at " +
      "a release. Its code runs in your jobs with their contexts, so its owner, and whoever gets the owner's token, is trusted like one of your own team.",
    remediation:
      "Read the orb's source, pin it exactly, and name its namespace under `orbs.own`, `orbs.trusted` or `orbs.allow` in the settings file; or use a certified orb.",
    limits:
      "Certified means published under `circleci/`: CircleCI offers no list. Whether a partner stands behind an orb is not known.",
    severity: "low",
    confidence: "high",
    profile: "auditor",
    data: "config",
    tags: { owasp: ["CICD-SEC-3", "CICD-SEC-8"], cwe: ["CWE-1357"] },
    references: [
      { title: "CircleCI: using uncertified orbs", url: "https://circleci.com/docs/orbs/use/orb-intro/#orb-designation" },
    ],
    since: "0.2.0",
  },
  *check({ config, policy }) {
    for (const orb of orbsOf(config)) {
      if (orb.source.kind !== "registry") continue;
      const { namespace, name } = orb.source;
      if (namespace === "circleci" || policy.isOwnNamespace(namespace) || policy.isTrustedNamespace(namespace)) continue;
      if (policy.isListedOrb(orb.source)) continue;
      yield {
        at: locationOf(orb.node),
        message:
          `The orb \`${namespace}/${name}\` is not certified: whoever owns the namespace \`${namespace}\` runs code in your jobs ` +
          "with their secrets.",
      };
    }
  },
});
