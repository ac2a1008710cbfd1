import type { Config, Library, OrbReference } from "../../src/config/config.ts";
import type { Fix } from "../../src/finding/fix.ts";
import { defineRule } from "../../src/rule/rule.ts";
import { entryOf, locationOf, type YamlMap } from "../../src/yaml/node.ts";
import { removeEntry } from "../data/remove-entry.ts";
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
    const isUsedElsewhere = ({ alias }: OrbReference): boolean =>
      siblings.some((other) => orbUsesOf(other.root).aliases.has(alias));
    for (const { root, orbs, uses, isOwn } of scopesOf(config)) {
      const isUnused = (orb: OrbReference): boolean =>
        !isInjected(orb) && !uses.aliases.has(orb.alias) && !(isOwn && isUsedElsewhere(orb));
      const unused = [...orbs.values()].filter(isUnused);
      const isAll = unused.length === orbs.size;
      for (const orb of unused) {
        yield {
          at: locationOf(orb.nameNode),
          ...(uses.unsure ? { confidence: "low" } : {}),
          message: `Nothing uses the orb \`${orb.alias}\`${sourceOf(orb)}, yet every pipeline loads it.`,
          fixes: removalOf(orb, root, isAll, uses.unsure),
        };
      }
    }
  },
});

interface OrbScope {
  /** The map that has `orbs`. */
  readonly root: YamlMap;
  readonly orbs: ReadonlyMap<string, OrbReference>;
  readonly uses: OrbUses;
  /** The configuration itself, not an orb inside it. */
  readonly isOwn: boolean;
}

/** The configuration and each inline orb, in which the names of `orbs` mean something. */
function* scopesOf({ root, library }: Config): Iterable<OrbScope> {
  yield { root, orbs: library.orbs, uses: orbUsesOf(root), isOwn: true };
  yield* innerScopes(library);
}

function* innerScopes({ orbs }: Library): Iterable<OrbScope> {
  for (const { source, node } of orbs.values()) {
    if (source.kind !== "inline" || node.kind !== "map") continue;
    if (source.library.orbs.size > 0) yield { root: node, orbs: source.library.orbs, uses: orbUsesOf(node), isOwn: false };
    yield* innerScopes(source.library);
  }
}

/** `orb: {}`, which the tools of an orb's repository fill in. */
function isInjected({ source }: OrbReference): boolean {
  return source.kind === "unclear" && source.text === "";
}

/** Where no orb is used all go together, and `orbs:` with them. */
function removalOf({ alias, nameNode }: OrbReference, root: YamlMap, isAll: boolean, unsure: boolean): readonly Fix[] {
  const orbs = entryOf(root, "orbs");
  if (orbs?.value.kind !== "map") return [];
  const entry = orbs.value.entries.find(({ keyNode }) => keyNode === nameNode);
  const edit = entry === undefined ? undefined : isAll ? removeEntry(root, orbs) : removeEntry(orbs.value, entry);
  return edit === undefined ? [] : [{ title: `Remove the orb \`${alias}\``, safety: unsure ? "unsafe" : "safe", edits: [edit] }];
}

function sourceOf({ source }: OrbReference): string {
  return source.kind === "registry" ? ` (\`${source.namespace}/${source.name}\`)` : "";
}
