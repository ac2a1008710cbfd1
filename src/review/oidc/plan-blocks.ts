/** The parts of a plan that its own document and the review share. */
import type { Migration, MigrationChange, MigrationStep, Snippet } from "../../rule/migration.ts";
import { groupBy } from "../../report/group-by.ts";
import { cell, details, figure, jump, line, link, list, paragraph, place, section, strong, table } from "../document/build.ts";
import type { Block, Line, Section } from "../document/document.ts";
import { sizes } from "../../rule/opportunity.ts";
import { distinct, quoted } from "../sections/words.ts";
import type { PlacedMigration } from "./placed-steps.ts";
import { boundTo, jobNames, migrationId, migrationTitle, successor } from "./plan-words.ts";

/** `all`: the steps of a migration are closed at first. `terraform`: only what is long, as a terminal wants it. */
export type Closed = "all" | "terraform";

export function planTable(migrations: readonly Migration[]): readonly Block[] {
  const isOfMany = new Set(migrations.map(({ project }) => project)).size > 1;
  const columns = [
    "Step",
    ...(isOfMany ? ["Project"] : []),
    "Credential",
    "Used by",
    "Replaced by",
    "Bound to",
    "Risk",
    "Effort",
  ];
  const rows = migrations.map((migration, index) => [
    figure(String(index + 1), index),
    ...(isOfMany ? [cell(quoted([migration.project ?? ""]))] : []),
    cell(jump(migrationTitle(migration), migrationId(migration))),
    cell(jobNames(migration).length === 0 ? "no audited job" : quoted(jobNames(migration), 3)),
    cell(successor(migration)),
    cell(boundTo(migration)),
    figure(migration.risk, sizes.indexOf(migration.risk)),
    figure(migration.effort, sizes.indexOf(migration.effort)),
  ]);
  return table(columns, rows);
}

export function stepBlocks(steps: readonly MigrationStep[]): readonly Block[] {
  return steps.flatMap(({ title, text, ways }) => [paragraph(strong(title)), paragraph(text), ...ways.flatMap(wayBlocks)]);
}

function wayBlocks({ title, language, text }: Snippet): readonly Block[] {
  const code: Block = { kind: "code", language, text };
  return language === "hcl" ? [details(title, [code])] : [paragraph(`${title}:`), code];
}

export function migrationSection(placed: PlacedMigration, title: string, closed: Closed): Section {
  const { migration } = placed;
  const id = migrationId(migration);
  const blocks: readonly Block[] = [
    paragraph(migration.reason),
    ...useBlocks(migration),
    ...cautionBlocks(migration),
    ...part(`${id}-create`, `At ${migration.service}`, stepBlocks(placed.create), closed),
    ...part(
      `${id}-change`,
      "In the configuration",
      migration.changes.flatMap((each) => changeBlocks(each, migration)),
      closed,
    ),
    ...part(`${id}-test`, "Test", stepBlocks(placed.test), closed),
    ...part(`${id}-remove`, "Clean up", [...stepBlocks(placed.remove), ...laterBlocks(placed)], closed),
  ];
  return { kind: "section", id, title: line(title), blocks };
}

function part(id: string, title: string, blocks: readonly Block[], closed: Closed): readonly Block[] {
  if (blocks.length === 0) return [];
  return [closed === "all" ? details(title, blocks) : section(id, title, blocks)];
}

const mostUses = 8;

/** Each thing that is done once, with the jobs that do it. */
function useBlocks({ uses }: Migration): readonly Block[] {
  if (uses.length === 0) return [];
  const groups = [...groupBy(uses, ({ at, what }) => JSON.stringify([what, at.file.path, at.span.start])).values()];
  const items = groups.slice(0, mostUses).map((group): Line => {
    const [first] = group;
    const jobs = quoted(distinct(group.map(({ run }) => run.jobName)), 4);
    return first === undefined ? [] : line(`${jobs}: ${first.what} (`, place(first.at), ")");
  });
  const rest = groups.length - items.length;
  return [list(rest > 0 ? [...items, line(`and ${rest} more places`)] : items)];
}

function cautionBlocks({ cautions }: Migration): readonly Block[] {
  if (cautions.length === 0) return [];
  return [paragraph(strong("Know first")), list(cautions.map((each) => line(each)))];
}

function changeBlocks(change: MigrationChange, { provider }: Migration): readonly Block[] {
  const { at, runs, before, after, text } = change;
  const jobs = quoted(distinct(runs.map(({ jobName }) => jobName)), 4);
  const old: readonly Block[] = before === undefined ? [] : [paragraph("Now:"), { kind: "code", language: "yaml", text: before }];
  return [
    paragraph(`${jobs}, `, place(at), `: ${text}`),
    ...old,
    ...(before === undefined ? [] : [paragraph(labelOf(change, provider))]),
    { kind: "code", language: "yaml", text: after },
  ];
}

function labelOf({ isAdded, after }: MigrationChange, provider: string): string {
  // What a step exports ends with it.
  if (isAdded) return /^ *export \w+$/mu.test(after) ? "Before it, in the same step:" : "Before it:";
  if (/^workflows:$/mu.test(after)) return "Instead; its other keys, such as `requires` and `filters`, stay:";
  return after.startsWith("docker:") || ["npm", "pypi"].includes(provider) ? "Instead:" : "Instead of the login there:";
}

function laterBlocks({ removedLater }: PlacedMigration): readonly Block[] {
  return removedLater.map((title) => paragraph(`${title} when the last migration that shares it is done.`));
}

/** A name that means something else at another service is told for each of them. */
export function placeholderBlocks(migrations: readonly Migration[]): readonly Block[] {
  const all = migrations.flatMap(({ placeholders, service }) => placeholders.map((each) => ({ ...each, service })));
  const rows = [...groupBy(all, ({ name }) => name)].flatMap(([name, uses]) => {
    const meanings = [...groupBy(uses, ({ meaning }) => meaning)];
    return meanings.map(
      ([meaning, [first]]) => [name, meaning, meanings.length > 1 && first !== undefined ? ` (${first.service})` : ""] as const,
    );
  });
  return table(
    ["To fill in", "What it is"],
    rows.map(([name, meaning, where]) => [cell(`\`${name}\`${where}`), cell(meaning)]),
  );
}

export function referenceBlocks(migrations: readonly Migration[]): readonly Block[] {
  const links = new Map(migrations.flatMap(({ references }) => references.map(({ title, url }) => [url, title] as const)));
  return links.size === 0 ? [] : [list([...links].map(([url, title]) => line(link(title, url))))];
}
