/** Migrations to OIDC as changes; the findings that they cure are theirs. */
import type { Finding } from "../../finding/finding.ts";
import type { Location } from "../../finding/location.ts";
import type { Migration } from "../../rule/migration.ts";
import { migrationId } from "../oidc/plan-words.ts";
import type { ReviewFacts } from "../review-input.ts";
import { count, distinct, quoted } from "../sections/words.ts";
import { worstFirst } from "../sections/found.ts";
import { groupBy } from "../../report/group-by.ts";
import { idOf } from "../document/ids.ts";
import type { Change, ChangePart } from "./change.ts";
import { findingPoints, migrationPoints } from "./points.ts";

export interface MigrationChanges {
  readonly changes: readonly Change[];
  /** Findings that the migrations cure. */
  readonly covered: ReadonlySet<Finding>;
}

export function migrationChanges({ migrations, report }: ReviewFacts): MigrationChanges {
  const open = report.findings.filter(({ ruleId }) => ruleId.startsWith("static-"));
  const covered = new Set<Finding>();
  const cured = migrations.map((migration) => {
    const own = open.filter((finding) => !covered.has(finding) && cures(migration, finding));
    for (const finding of own) covered.add(finding);
    return { migration, findings: own };
  });
  const groups = groupBy(cured, ({ migration }) => migration.service);
  return { changes: [...groups.values()].flatMap(changeOf), covered };
}

interface Cured {
  readonly migration: Migration;
  readonly findings: readonly Finding[];
}

/** The finding stands where the migration says that the credential is used. */
function cures({ uses }: Migration, { location, related }: Finding): boolean {
  return uses.some(({ at }) => touches(at, location) || related.some((place) => touches(at, place)));
}

function touches(a: Location, b: Location): boolean {
  return a.file.path === b.file.path && a.span.start <= b.span.end && b.span.start <= a.span.end;
}

/** All credentials of one service: the provider is set up once for all of them. */
function changeOf(group: readonly Cured[]): readonly Change[] {
  const [first] = group;
  if (first === undefined) return [];
  const { service, reason } = first.migration;
  const names = distinct(group.flatMap(({ migration }) => migration.names));
  const findings = group.flatMap((each) => each.findings);
  const parts = group.map(partOf);
  return [
    {
      id: group.length === 1 ? (parts[0]?.id ?? "") : idOf("migrations", service),
      kind: "migration",
      title: `Log in to ${service} by OIDC and revoke ${namesOf(names, service)}`,
      why: reason,
      worst: worstFirst(findings)[0]?.severity,
      effort: "medium",
      batch: "owner",
      points: Math.max(migrationPoints, findingPoints(findings)),
      parts,
    },
  ];
}

function partOf({ migration, findings }: Cured): ChangePart {
  const { service, names, uses, test } = migration;
  const jobs = distinct(uses.map(({ run }) => run.jobName));
  return {
    id: `migration.${migration.id}`,
    title: `${service} is opened by a stored credential`,
    todo: `Log in by OIDC and revoke ${namesOf(names, service)}.`,
    size: count(jobs.length, "job"),
    name: undefined,
    places: [...groupBy(uses, ({ at }) => JSON.stringify([at.file.path, at.span.start])).values()].flatMap(
      ([first]) => first?.at ?? [],
    ),
    home: migrationId(migration),
    test: test.length === 0 ? undefined : `${test.map(({ title }) => title).join("; ")}.`,
    findings,
  };
}

function namesOf(names: readonly string[], service: string): string {
  return names.length === 0 ? `the stored ${service} credential` : quoted(names, 3);
}
