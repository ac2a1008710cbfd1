import type { Config, Library, OrbReference } from "../../src/config/config.ts";
import { defineRule } from "../../src/rule/rule.ts";
import { locationOf } from "../../src/yaml/node.ts";
import { hasElements, orbUsesOf, type OrbUses } from "./orb-uses.ts";

export const unusedOrb = defineRule({
  meta: {
    id: "unused-orb",
    title: "The orb is never used",
    summary: "An orb is declared, and nothing in the configuration names a command, job or executor of it.",
    rationale:
      "CircleCI loads every declared orb with each pipeline. One that nothing uses brings only its owner's power over your jobs: at a floating " +
      "version it is one word away from running, and reviewers stop asking why it is there.",
    remediation: "Remove the entry, and add it again in the change that needs it.",
    limits:
      "Whatever reads like an element of the orb counts as a use, in arguments and defaults too. Configurations that are put together while the " +
      "pipeline runs are not seen, unless they lie in the same folder.",
    severity: "info",
    confidence: "high",
    profile: "pedantic",
    data: "config",
    tags: { owasp: ["CICD-SEC-8"], cwe: ["CWE-1164"] },
    references: [{ title: "CircleCI: orbs", url: "https://circleci.com/docs/orbs/use/orb-intro/" }],
    since: "0.2.0",
  },
  *check({ config, siblings }) {
    if (config.orbs.size === 0 || !hasElements(config)) return;
    const elsewhere = siblings.map((other) => orbUsesOf(other.root).aliases);
    for (const { orbs, uses, isOwn } of scopesOf(config)) {
      for (const orb of orbs.values()) {
        if (isInjected(orb) || uses.aliases.has(orb.alias)) continue;
        if (isOwn && elsewhere.some((aliases) => aliases.has(orb.alias))) continue;
        yield {
          at: locationOf(orb.nameNode),
          ...(uses.unsure ? { confidence: "low" } : {}),
          message: `Nothing uses the orb \`${orb.alias}\`${sourceOf(orb)}, yet every pipeline loads it.`,
        };
      }
    }
  },
});

interface OrbScope {
  readonly orbs: ReadonlyMap<string, OrbReference>;
  readonly uses: OrbUses;
  /** The configuration itself, not an orb inside it. */
  readonly isOwn: boolean;
}

/** The configuration and each inline orb, in which the names of `orbs` mean something. */
function* scopesOf({ root, library }: Config): Iterable<OrbScope> {
  yield { orbs: library.orbs, uses: orbUsesOf(root), isOwn: true };
  yield* innerScopes(library);
}

function* innerScopes({ orbs }: Library): Iterable<OrbScope> {
  for (const { source, node } of orbs.values()) {
    if (source.kind !== "inline" || node.kind !== "map") continue;
    if (source.library.orbs.size > 0) yield { orbs: source.library.orbs, uses: orbUsesOf(node), isOwn: false };
    yield* innerScopes(source.library);
  }
}

/** `orb: {}`, which the tools of an orb's repository fill in. */
function isInjected({ source }: OrbReference): boolean {
  return source.kind === "unclear" && source.text === "";
}

function sourceOf({ source }: OrbReference): string {
  return source.kind === "registry" ? ` (\`${source.namespace}/${source.name}\`)` : "";
}
