/** The stored credentials of a project that OIDC can replace, in the order in which that should be done. */
import type { Migration } from "../../src/rule/migration.ts";
import type { Scene } from "../../src/rule/scene.ts";

export function migrationsIn(_scene: Scene): readonly Migration[] {
  return [];
}
