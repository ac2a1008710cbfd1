/** The stored credentials of a project that OIDC can replace, in the order in which that should be done. */
import type { Migration } from "../../src/rule/migration.ts";
import { inOrder } from "../../src/rule/migration-order.ts";
import type { Scene } from "../../src/rule/scene.ts";
import { credentialsOf, type Credential } from "./migrations/credentials.ts";
import { migrationOf } from "./migrations/migration-of.ts";
import { sightingsIn } from "./migrations/sighting.ts";
import { silentUses, storedNames } from "./migrations/stored.ts";

export function migrationsIn(scene: Scene): readonly Migration[] {
  const credentials = credentialsIn(scene);
  const ids = new Set<string>();
  return inOrder(credentials.flatMap((credential) => migrationOf(scene, credential, ids) ?? []));
}

function credentialsIn({ audits, facts }: Scene): readonly Credential[] {
  const seen = audits.flatMap((audit) => {
    const shown = sightingsIn(audit);
    return facts === undefined ? shown : [...shown, ...silentUses(audit, shown)];
  });
  return credentialsOf(seen, facts === undefined ? [] : storedNames(audits, facts));
}
