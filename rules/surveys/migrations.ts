/** The stored credentials of a project that OIDC can replace, in the order in which that should be done. */
import type { Migration } from "../../src/rule/migration.ts";
import { inOrder } from "../../src/rule/migration-order.ts";
import type { Scene } from "../../src/rule/scene.ts";
import { credentialsOf, type Credential } from "./migrations/credentials.ts";
import { migrationOf } from "./migrations/migration-of.ts";
import { likelyUses } from "./migrations/likely.ts";
import { sightingsIn } from "./migrations/sighting.ts";
import { silentUses, storedNames } from "./migrations/stored.ts";

export function migrationsIn(scene: Scene): readonly Migration[] {
  const credentials = credentialsIn(scene);
  const taken = { ids: new Set<string>(), slugs: new Set<string>() };
  return inOrder(credentials.flatMap((credential) => migrationOf(scene, credential, taken) ?? []));
}

function credentialsIn({ audits, facts }: Scene): readonly Credential[] {
  const shown = audits.map((audit) => ({ audit, sightings: sightingsIn(audit) }));
  const sightings = shown.flatMap((each) => each.sightings);
  if (facts === undefined)
    return credentialsOf({ sightings, likely: shown.flatMap((each) => [...likelyUses(each.audit, each.sightings)]) });
  const silent = shown.flatMap((each) => [...silentUses(each.audit, each.sightings)]);
  return credentialsOf({ sightings: [...sightings, ...silent], stored: storedNames(audits, facts) });
}
