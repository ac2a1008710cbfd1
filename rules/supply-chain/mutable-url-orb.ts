import type { OrbReference } from "../../src/config/config.ts";
import { orbsOf } from "../../src/config/orbs-of.ts";
import { defineRule } from "../../src/rule/rule.ts";
import { locationOf } from "../../src/yaml/node.ts";
import { isPinnedUrl, pinnedForm } from "./orb-urls.ts";

export const mutableUrlOrb = defineRule({
  meta: {
    id: "mutable-url-orb",
    title: "The URL orb can change at any moment",
    summary: "An orb is loaded from a URL that names no commit.",
    rationale:
      "A URL orb has no versions: CircleCI loads whatever the URL returns, and keeps it for five minutes at most. Whoever can push to that branch, " +
      "move that tag or write to that server runs code in your jobs, with their contexts and keys, and no file of this repository changes.",
    remediation:
      "Name the full commit in the URL, and move it on by a reviewed change; or publish the orb, whose versions are fixed.",
    limits: "A commit in the URL of a server that is no code host proves nothing, which this rule does not know.",
    severity: "high",
    confidence: "high",
    profile: "regular",
    data: "config",
    tags: { owasp: ["CICD-SEC-3"], cwe: ["CWE-494", "CWE-829"] },
    references: [{ title: "CircleCI: URL orbs", url: "https://circleci.com/docs/orbs/use/managing-url-orbs-allow-lists/" }],
    since: "0.2.0",
  },
  *check({ config }) {
    for (const orb of orbsOf(config)) {
      if (orb.source.kind !== "url" || isPinnedUrl(orb.source.url)) continue;
      yield {
        at: locationOf(orb.node),
        message: messageFor(orb, orb.source.url),
        replacement: `orbs:\n  ${orb.alias}: ${pinnedForm(orb.source.url)}`,
      };
    }
  },
});

function messageFor({ alias }: OrbReference, url: string): string {
  if (url.includes("<<")) {
    return `The orb \`${alias}\` comes from a URL that a value decides, so whoever starts a pipeline chooses which code runs with this project's secrets.`;
  }
  if (url.startsWith("http://")) {
    return `The orb \`${alias}\` is loaded without encryption: anybody on the way can replace it and run code in your jobs with their secrets.`;
  }
  return `The orb \`${alias}\` is whatever its URL returns, for the URL names no commit: whoever can change what is there runs code in your jobs with their secrets.`;
}
