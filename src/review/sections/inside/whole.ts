/** The orbs, and findings that are about no single job or workflow. */
import type { JobRun } from "../../../expand/plan.ts";
import { groupBy } from "../../../report/group-by.ts";
import type { OrbPin, OrbProfile } from "../../../rule/inventory.ts";
import { quote } from "../../../source/quote.ts";
import { entryOf } from "../../../yaml/node.ts";
import { cell, place, section, state, table } from "../../document/build.ts";
import type { Block, Cell, Section } from "../../document/document.ts";
import { outlineOf } from "../../outline/outline.ts";
import { sectionIds } from "../../outline/section-ids.ts";
import type { ReviewFacts } from "../../review-input.ts";
import { findingBlocks, opportunityBlocks } from "../found.ts";
import { distinct, quoted } from "../words.ts";

/** No section when there are neither orbs nor such findings. */
export function wholeSection(facts: ReviewFacts): readonly Section[] {
  const { whole, wholeOpportunities } = outlineOf(facts);
  const blocks: readonly Block[] = [...orbTable(facts), ...findingBlocks(whole), ...opportunityBlocks(wholeOpportunities)];
  return blocks.length === 0 ? [] : [section(sectionIds.whole, "Orbs and what belongs to no single job", blocks)];
}

function orbTable(facts: ReviewFacts): readonly Block[] {
  const { inventory } = facts;
  const users = usersOf(facts);
  const groups = [...groupBy(inventory.orbs, ({ name, alias, version }) => JSON.stringify([name ?? alias, version])).values()];
  return table(
    ["Orb", "Version", "Pinned", "Used by", "Where"],
    groups.flatMap(([orb]) => (orb === undefined ? [] : [orbRow(orb, users.get(orb.alias) ?? [])])),
  );
}

function orbRow({ alias, name, version, pin, at }: OrbProfile, jobs: readonly string[]): readonly Cell[] {
  return [
    cell(name === undefined ? `${quote(alias)} (written here)` : quote(name)),
    cell(version === undefined ? "–" : quote(version)),
    pin === undefined ? cell("–") : { content: [pin === "exact" ? state("good", "exactly") : state("bad", pinWords[pin])] },
    cell(jobs.length === 0 ? "–" : quoted(jobs, 3)),
    cell(place(at)),
  ];
}

const pinWords: Readonly<Record<OrbPin, string>> = {
  exact: "exactly",
  minor: "patches float",
  major: "minor versions float",
  none: "not at all",
  moving: "moves",
};

/** The jobs that call an orb themselves, by its alias. */
function usersOf(facts: ReviewFacts): ReadonlyMap<string, readonly string[]> {
  const uses = outlineOf(facts).jobs.flatMap(({ name, runs }) =>
    runs.flatMap((run) => [
      ...(run.orb === undefined ? [] : [{ alias: run.orb.alias, name }]),
      ...executorAlias(run).map((alias) => ({ alias, name })),
      ...run.steps.flatMap((step) => (step.kind === "orb-command" ? [{ alias: step.orb.alias, name }] : [])),
    ]),
  );
  return new Map([...groupBy(uses, ({ alias }) => alias)].map(([alias, all]) => [alias, distinct(all.map(({ name }) => name))]));
}

/** Of the orb from which the job takes its executor. */
function executorAlias({ definition }: JobRun): readonly string[] {
  const executor = definition && entryOf(definition, "executor")?.value;
  const name = executor?.kind === "map" ? entryOf(executor, "name")?.value : executor;
  const slash = name?.kind === "scalar" ? name.text.indexOf("/") : -1;
  return name?.kind === "scalar" && slash > 0 ? [name.text.slice(0, slash)] : [];
}
