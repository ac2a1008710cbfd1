/** What several jobs have in common: told once, with the jobs. */
import type { Finding } from "../../../finding/finding.ts";
import { groupBy } from "../../../report/group-by.ts";
import { jump, line, section } from "../../document/build.ts";
import type { Block, Line, Section } from "../../document/document.ts";
import type { JobUnit } from "../../outline/job-units.ts";
import type { Outline } from "../../outline/outline.ts";
import { sectionIds } from "../../outline/section-ids.ts";
import { findingBlocks, opportunityBlocks } from "../found.ts";

/** No section when there is nothing shared. */
export function sharedSection({ shared, sharedOpportunities, jobs, isTold }: Outline): readonly Section[] {
  const jobsOf = new Map<Finding, readonly JobUnit[]>(shared.map(({ what, jobs: users }) => [what, users]));
  const blocks: readonly Block[] = [
    ...findingBlocks(
      shared.map(({ what }) => what),
      (finding) => jobNames(jobsOf.get(finding) ?? [], jobs.length, isTold),
    ),
    ...[...groupBy(sharedOpportunities, ({ what }) => what.meta.id).values()].flatMap((group) =>
      opportunityBlocks(group.map(({ what }) => what)),
    ),
  ];
  return blocks.length === 0 ? [] : [section(sectionIds.shared, "What several jobs share", blocks)];
}

const most = 3;

function jobNames(units: readonly JobUnit[], ofAll: number, isTold: Outline["isTold"]): Line {
  if (units.length === ofAll && ofAll > most) return line(`all ${String(ofAll)}`);
  const shown = units.slice(0, units.length === most + 1 ? most + 1 : most);
  const names = shown.flatMap((unit, index) => [
    ...(index === 0 ? [] : [", "]),
    isTold(unit) ? jump(unit.name, unit.id) : `\`${unit.name.replaceAll("`", "'")}\``,
  ]);
  return line(...names, ...(units.length > shown.length ? [` and ${String(units.length - shown.length)} more`] : []));
}
