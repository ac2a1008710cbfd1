/** What projects of an organisation have in common: what is mended once helps many. */
import { cell, code, figure, link, paragraph, section, severity, table } from "../document/build.ts";
import type { Block, Section } from "../document/document.ts";
import { plural } from "../../report/tally.ts";
import { linked } from "./linked.ts";
import { rank } from "./project-row.ts";
import type { OrganizationFinding, ProjectRow, RuleHit, StaticCredential } from "./project-row.ts";

const mostRows = 40;
const mostLinks = 5;

export function commonSection(rows: readonly ProjectRow[]): Section {
  const parts = [organizationFindings(rows), sharedFindings(rows), sharedContexts(rows), credentials(rows)].flat();
  return section(
    "common",
    "In common",
    parts.length === 0 ? [paragraph("The projects have no findings, contexts or stored credentials in common.")] : parts,
  );
}

/** Said once, though every project has it. */
function organizationFindings(rows: readonly ProjectRow[]): readonly Section[] {
  const found = new Map<string, OrganizationFinding>();
  for (const each of rows.flatMap(({ organization }) => organization)) {
    if (!found.has(each.fingerprint)) found.set(each.fingerprint, each);
  }
  const worstFirst = [...found.values()].sort((a, b) => rank(a.severity) - rank(b.severity) || compare(a.setting, b.setting));
  return part(
    ["organization-findings", "Findings about the organisation", "They hold for all of its projects."],
    table(
      ["Severity", "Finding", "Setting"],
      worstFirst
        .slice(0, mostRows)
        .map(({ ruleId, docsUrl, message, setting, ...each }) => [
          cell(severity(each.severity)),
          cell(`${message} `, link(ruleId, docsUrl)),
          cell(code(setting)),
        ]),
    ),
    found.size,
  );
}

function sharedFindings(rows: readonly ProjectRow[]): readonly Section[] {
  const groups = grouped(rows, ({ rules }) => rules.map((rule) => [rule.id, rule] as const));
  const several = [...groups.values()]
    .filter(({ rows: those }) => those.length > 1)
    .map((group) => ({ ...group, worst: worstOf(group.items), count: group.items.reduce((sum, { count }) => sum + count, 0) }))
    .sort((a, b) => rank(a.worst.severity) - rank(b.worst.severity) || b.rows.length - a.rows.length || compare(a.key, b.key));
  return part(
    [
      "shared-findings",
      "The same findings in several projects",
      "One change, made in every project or in what they share, mends a row.",
    ],
    table(
      ["Severity", "Finding", { title: "Findings", align: "right" }, { title: "Projects", align: "right" }, "Such as"],
      several
        .slice(0, mostRows)
        .map(({ worst, count, rows: those }) => [
          cell(severity(worst.severity)),
          cell(`${worst.title} `, link(worst.id, worst.docsUrl)),
          figure(String(count), count),
          figure(String(those.length), those.length),
          cell(...linked(those, mostLinks)),
        ]),
    ),
    several.length,
  );
}

function worstOf(items: readonly RuleHit[]): RuleHit {
  return items.reduce((worst, each) => (rank(each.severity) < rank(worst.severity) ? each : worst));
}

function sharedContexts(rows: readonly ProjectRow[]): readonly Section[] {
  const several = [...grouped(rows, ({ contexts }) => contexts.map((name) => [name, name] as const)).values()]
    .filter(({ rows: those }) => those.length > 1)
    .sort((a, b) => b.rows.length - a.rows.length || compare(a.key, b.key));
  return part(
    [
      "shared-contexts",
      "Contexts that several projects use",
      "Whoever can change one of these projects' configurations can read what the context holds for all of them.",
    ],
    table(
      ["Context", { title: "Projects", align: "right" }, "Such as"],
      several
        .slice(0, mostRows)
        .map(({ key, rows: those }) => [
          cell(code(key)),
          figure(String(those.length), those.length),
          cell(...linked(those, mostLinks)),
        ]),
    ),
    several.length,
  );
}

/** Where most projects gain comes first; those of one service stand together, since its identity provider is made once. */
function credentials(rows: readonly ProjectRow[]): readonly Section[] {
  const keyOf = ({ service, names, keptIn }: StaticCredential, row: ProjectRow): string =>
    JSON.stringify([service, names, keptIn.some((place) => place.includes("context")) ? keptIn : [row.name]]);
  const groups = [...grouped(rows, (row) => row.migrations.map((each) => [keyOf(each, row), each] as const)).values()];
  const reach = new Map<string, number>();
  for (const { items, rows: those } of groups) {
    const service = items[0]?.service ?? "";
    reach.set(service, (reach.get(service) ?? 0) + those.length);
  }
  const ordered = groups
    .map((group) => ({ ...group, service: group.items[0]?.service ?? "" }))
    .sort(
      (a, b) =>
        (reach.get(b.service) ?? 0) - (reach.get(a.service) ?? 0) ||
        compare(a.service, b.service) ||
        b.rows.length - a.rows.length ||
        compare(a.key, b.key),
    );
  return part(
    [
      "credentials",
      "Stored credentials to replace by OIDC",
      "In this order: the service that most projects use first, so that its identity provider is made once, and within it what most projects share. The pages of the projects have the steps.",
    ],
    table(
      ["Service", "Credential", "Kept in", { title: "Projects", align: "right" }, { title: "Jobs", align: "right" }, "Steps"],
      ordered.slice(0, mostRows).map(({ service, items, rows: those }) => {
        const jobs = items.reduce((sum, each) => sum + each.jobs, 0);
        return [
          cell(service),
          cell((items[0]?.names ?? []).map((name) => `\`${name}\``).join(", ") || "a login"),
          cell(items[0]?.keptIn.join(", ") || "not known"),
          figure(String(those.length), those.length),
          figure(String(jobs), jobs),
          cell(...linked(those, mostLinks)),
        ];
      }),
    ),
    ordered.length,
  );
}

interface Group<T> {
  readonly key: string;
  readonly items: T[];
  readonly rows: ProjectRow[];
}

function grouped<T>(
  rows: readonly ProjectRow[],
  of: (row: ProjectRow) => readonly (readonly [string, T])[],
): ReadonlyMap<string, Group<T>> {
  const groups = new Map<string, Group<T>>();
  for (const row of rows) {
    for (const [key, item] of of(row)) {
      const group = groups.get(key) ?? { key, items: [], rows: [] };
      groups.set(key, group);
      group.items.push(item);
      if (group.rows.at(-1) !== row) group.rows.push(row);
    }
  }
  return groups;
}

/** Nothing when there is nothing to show. */
function part([id, title, said]: readonly [string, string, string], shown: readonly Block[], all: number): readonly Section[] {
  if (shown.length === 0) return [];
  const more = all > mostRows ? [paragraph(`${plural(all - mostRows, "more row")} did not fit here.`)] : [];
  return [{ ...section(id, title, [paragraph(said), ...shown, ...more]), isListed: true }];
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
