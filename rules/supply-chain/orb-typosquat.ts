import { orbsOf } from "../../src/config/orbs-of.ts";
import { defineRule } from "../../src/rule/rule.ts";
import { locationOf } from "../../src/yaml/node.ts";
import { knownNamespaces, popularOrbs } from "../data/popular-orbs.ts";
import { likenessOf } from "./look-alike-names.ts";

export const orbTyposquat = defineRule({
  meta: {
    id: "orb-typosquat",
    title: "The orb's name imitates another's",
    summary: "A namespace or orb is named almost like a popular one and belongs to somebody else.",
    rationale:
      "Anybody can register a free namespace. Whoever registers a name that is one slip away from a popular one waits for typing mistakes and " +
      "hasty reviews: the orb may do what the original does, and also send the job's secrets away.",
    remediation:
      "Write the name of the orb that was meant. If this one is meant, name its namespace under `orbs.own`, `orbs.trusted` or `orbs.allow` in the settings file.",
    limits: "Only some dozen widely used orbs are known. Who owns a namespace is not looked up.",
    severity: "high",
    confidence: "medium",
    profile: "regular",
    data: "config",
    tags: { owasp: ["CICD-SEC-3"], cwe: ["CWE-829", "CWE-1357"] },
    references: [{ title: "CircleCI: orb namespaces", url: "https://circleci.com/docs/orbs/use/orb-concepts/#namespaces" }],
    since: "0.2.0",
  },
  *check({ config, policy }) {
    for (const orb of orbsOf(config)) {
      if (orb.source.kind !== "registry") continue;
      const { namespace, name, version } = orb.source;
      if (popularOrbs.has(namespace) || knownNamespaces.has(namespace)) continue;
      const meant = imitated(namespace, name);
      if (meant === undefined || policy.isOwnNamespace(namespace) || policy.isTrustedNamespace(namespace)) continue;
      if (policy.isListedOrb(orb.source)) continue;
      yield {
        at: locationOf(orb.node),
        message:
          `\`${namespace}/${name}\` is not \`${meant}\`, though it is easily taken for it: whoever registered the namespace ` +
          `\`${namespace}\` runs code in your jobs with their secrets.`,
        replacement: `orbs:\n  ${orb.alias}: ${meant}${version === undefined ? "" : `@${version}`}`,
      };
    }
  },
});

/** The popular orb that this one looks like. */
function imitated(namespace: string, name: string): string | undefined {
  for (const [owner, orbs] of popularOrbs) {
    const known = orbs.find((orb) => orb === name || likenessOf(name, orb) !== undefined);
    const likeness = likenessOf(namespace, owner);
    // `anchor` is a word of its own; with the orb `anchore-engine` it is not.
    const isTelling = known !== undefined || likeness === "letters" || owner === "circleci";
    if (likeness !== undefined && isTelling) return `${owner}/${known ?? name}`;
    if (known !== undefined && isBrand(namespace, owner)) return `${owner}/${known}`;
    const copied = orbs.find((orb) => isImitation(name, orb));
    if (copied !== undefined) return `${owner}/${copied}`;
  }
  return undefined;
}

const additions = /[-_]?(?:io|orbs?|ci|cd|inc|hq|official|team|org)$/;

/** `codecov-io` for `codecov`, `cypress` for `cypress-io`: the owner's name with or without what companies add to theirs. */
function isBrand(namespace: string, owner: string): boolean {
  return namespace.length > 3 && namespace.replace(additions, "") === owner.replace(additions, "");
}

/** Any owner may have an orb of the same name, or of a similar one; but nobody writes `she11check` by chance. */
function isImitation(name: string, orb: string): boolean {
  if (orb.length < 5) return false;
  const likeness = likenessOf(name, orb);
  return likeness === "letters" || likeness === "swap";
}
