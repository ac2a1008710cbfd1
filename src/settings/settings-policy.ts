/** What the settings tell rules. */
import type { AuditPolicy } from "../rule/audit.ts";
import { segmentMatches } from "../source/glob.ts";
import type { Settings } from "./settings.ts";

export function toPolicy({ contexts, orbs, secretNames }: Settings): AuditPolicy {
  return {
    isRestrictedContext: (name) => isListed(contexts.restricted, name),
    isTrustedNamespace: (namespace) => isListed(orbs.trusted, namespace),
    isOwnNamespace: (namespace) => isListed(orbs.own, namespace),
    isSecretName: (name) => (isListed(secretNames.remove, name) ? false : isListed(secretNames.add, name) || undefined),
  };
}

function isListed(patterns: readonly string[], name: string): boolean {
  return patterns.some((pattern) => segmentMatches(name, pattern));
}
