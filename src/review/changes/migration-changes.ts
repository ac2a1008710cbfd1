/** Migrations to OIDC as changes; the findings that they cure are theirs. */
import type { Finding } from "../../finding/finding.ts";
import type { Location } from "../../finding/location.ts";
import type { Migration } from "../../rule/migration.ts";
import { migrationId } from "../oidc/plan-words.ts";
import type { ReviewFacts } from "../review-input.ts";
import { count, distinct, quoted } from "../sections/words.ts";
import { worstFirst } from "../sections/found.ts";
import type { Change } from "./change.ts";
import { findingPoints, migrationPoints } from "./points.ts";

export interface MigrationChanges {
  readonly changes: readonly Change[];
  /** Findings that the migrations cure. */
  readonly covered: ReadonlySet<Finding>;
}

export function migrationChanges({ migrations, report }: ReviewFacts): MigrationChanges {
  const open = report.findings.filter(({ ruleId }) => ruleId.startsWith("static-"));
  const covered = new Set<Finding>();
  const changes = migrations.map((migration) => {
    const own = open.filter((finding) => !covered.has(finding) && cures(migration, finding));
    for (const finding of own) covered.add(finding);
    return changeOf(migration, own);
  });
  return { changes, covered };
}

/** The finding stands where the migration says that the credential is used. */
function cures({ uses }: Migration, { location, related }: Finding): boolean {
  return uses.some(({ at }) => touches(at, location) || related.some((place) => touches(at, place)));
}

function touches(a: Location, b: Location): boolean {
  return a.file.path === b.file.path && a.span.start <= b.span.end && b.span.start <= a.span.end;
}

function changeOf(migration: Migration, findings: readonly Finding[]): Change {
  const { service, names, uses, reason, test } = migration;
  const jobs = distinct(uses.map(({ run }) => run.jobName));
  const what = names.length === 0 ? `the stored ${service} credential` : quoted(names, 3);
  return {
    id: `migration.${migration.id}`,
    kind: "migration",
    title: `Log in to ${service} by OIDC and revoke ${what}`,
    why: reason,
    worst: worstFirst(findings)[0]?.severity,
    effort: "medium",
    batch: "owner",
    points: Math.max(migrationPoints, findingPoints(findings)),
    parts: [
      {
        id: `migration.${migration.id}`,
        title: `${service} is opened by a stored credential`,
        todo: `Log in by OIDC and revoke ${what}.`,
        size: count(jobs.length, "job"),
        name: undefined,
        places: uses.map(({ at }) => at),
        home: migrationId(migration),
        test: test[0] === undefined ? undefined : test[0].text,
        findings,
      },
    ],
  };
}
