/** Which step is told where: what is done once for a whole plan stands apart from the migrations. */
import type { Migration, MigrationStep } from "../../rule/migration.ts";

export interface PlacedMigration extends Pick<Migration, "create" | "test" | "remove"> {
  readonly migration: Migration;
  /** Titles of what is deleted only when a later migration is done, too. */
  readonly removedLater: readonly string[];
}

export interface PlacedSteps {
  /** Before the first migration, in the order in which they are needed. */
  readonly first: readonly MigrationStep[];
  readonly migrations: readonly PlacedMigration[];
}

export function placedSteps(migrations: readonly Migration[]): PlacedSteps {
  const first = new Map<string, MigrationStep>();
  const last = new Map<string, Migration>();
  const early = [...migrations.flatMap(({ create }) => create), ...migrations.flatMap(({ test }) => test)];
  for (const step of early) if (step.once !== undefined && !first.has(step.once)) first.set(step.once, step);
  for (const migration of migrations) {
    for (const { once } of migration.remove) if (once !== undefined) last.set(once, migration);
  }
  const isOwn = ({ once }: MigrationStep): boolean => once === undefined;
  const placed = migrations.map((migration) => {
    const isLater = ({ once }: MigrationStep): boolean => once !== undefined && last.get(once) !== migration;
    return {
      migration,
      create: migration.create.filter(isOwn),
      test: migration.test.filter(isOwn),
      remove: migration.remove.filter((step) => !isLater(step)),
      removedLater: migration.remove.filter(isLater).map(({ title }) => title),
    };
  });
  return { first: [...first.values()], migrations: placed };
}
