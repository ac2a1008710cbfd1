import type { OrbAtHand, OrbReference } from "../../src/config/config.ts";
import { orbsIn, orbsOf } from "../../src/config/orbs-of.ts";
import type { RelatedLocation } from "../../src/finding/location.ts";
import type { AuditPolicy } from "../../src/rule/audit.ts";
import { defineRule } from "../../src/rule/rule.ts";
import { quote } from "../../src/source/quote.ts";
import { locationOf } from "../../src/yaml/node.ts";
import { pinOf } from "../data/orb-versions.ts";
import { isPinnedUrl } from "./orb-urls.ts";

export const opaqueOrb = defineRule({
  meta: {
    id: "opaque-orb",
    title: "A pinned orb uses orbs that float",
    summary: "An orb at an exact version itself uses another orb whose version floats, so that its code changes all the same.",
    rationale:
      "An exact version fixes the orb's own source and nothing else. When that source names another orb at `@1` or by a URL, the code of that other orb " +
      "is taken anew with each pipeline: a release made by its owner, or by somebody with the owner's token, runs in your jobs although you pinned what you could see.",
    remediation:
      "Take a version of the orb that names its own orbs exactly, ask its owner for one, or write the few steps that you need yourself.",
    limits:
      "Needs the orb's source, in the repository or collected. Images that move and scripts from the network inside an orb are reported at the same place " +
      "by `untagged-image` and `remote-script-execution`, where a job of yours reaches them, so this rule leaves them out. Orbs that float in the configuration itself are `floating-orb`'s matter.",
    severity: "medium",
    confidence: "high",
    profile: "regular",
    data: "config",
    tags: { owasp: ["CICD-SEC-3"], cwe: ["CWE-829", "CWE-1357"] },
    references: [{ title: "CircleCI: orb versions", url: "https://circleci.com/docs/orbs/use/orb-concepts/" }],
    since: "0.2.0",
  },
  *check({ config, policy }) {
    for (const { node, source } of orbsOf(config)) {
      if (source.kind !== "registry" || source.found === undefined || !isExact(source.version)) continue;
      const floating = floatingIn(source.found, policy);
      if (floating.length === 0) continue;
      const names = [...new Set(floating.map(({ name }) => quote(name, 100)))];
      const others = names.length > 3 ? ` and ${names.length - 3} more` : "";
      yield {
        at: locationOf(node),
        ...(floating.every(({ isClose }) => isClose) ? { severity: "low" } : {}),
        message:
          `The orb ${quote(`${source.found.name}@${source.found.version}`, 100)} is pinned, but uses ${names.slice(0, 3).join(", ")}${others}: ` +
          "what those owners publish next runs in your jobs with their secrets, unseen.",
        related: floating.map(({ related }) => related),
      };
    }
  },
});

function isExact(version: string | undefined): boolean {
  return pinOf(version) === "exact";
}

interface Floating {
  /** As written. */
  readonly name: string;
  /** CircleCI or the organisation itself decides over it. */
  readonly isClose: boolean;
  readonly related: RelatedLocation;
}

/** In the orb and in the exact orbs that it uses; what a floating one uses is its matter. */
function floatingIn(orb: OrbAtHand, policy: AuditPolicy): readonly Floating[] {
  const found: Floating[] = [];
  const seen = new Set([orb.file]);
  const waiting = [orb];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    for (const nested of orbsIn(next.library)) {
      const floats = floatingOne(nested, next, policy);
      if (floats !== undefined) found.push(floats);
      const inner = nested.source.kind === "registry" && floats === undefined ? nested.source.found : undefined;
      if (inner === undefined || seen.has(inner.file)) continue;
      seen.add(inner.file);
      waiting.push(inner);
    }
  }
  return found;
}

function floatingOne({ node, source }: OrbReference, user: OrbAtHand, policy: AuditPolicy): Floating | undefined {
  const label = `floats in ${user.name}@${user.version}`;
  if (source.kind === "url") {
    return isPinnedUrl(source.url) ? undefined : { name: source.url, isClose: false, related: { ...locationOf(node), label } };
  }
  if (source.kind !== "registry" || isExact(source.version) || policy.isTrustedNamespace(source.namespace)) return undefined;
  const name = `${source.namespace}/${source.name}${source.version === undefined ? "" : `@${source.version}`}`;
  const isClose = source.namespace === "circleci" || policy.isOwnNamespace(source.namespace);
  return { name, isClose, related: { ...locationOf(node), label } };
}
