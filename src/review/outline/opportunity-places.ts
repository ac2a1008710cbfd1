/** Which jobs and workflows an opportunity is about, and where it is told. */
import type { JobRun } from "../../expand/plan.ts";
import type { Topic } from "../../rule/opportunity.ts";
import type { FoundOpportunity } from "../review-input.ts";
import type { Places } from "./finding-places.ts";
import type { OpenJobUnit } from "./job-units.ts";
import type { Outline } from "./outline.ts";
import { sectionIds } from "./section-ids.ts";

const ofJobs: readonly Topic[] = ["general", "environment", "duration"];

const elsewhere: Readonly<Record<string, string>> = { reusable: sectionIds.reusable, dynamic: sectionIds.dynamic };

/** Puts each opportunity where it belongs; those about several jobs are told once. */
export function opportunityPlaces(
  opportunities: readonly FoundOpportunity[],
  { jobs, workflows, homes }: Pick<Places, "jobs" | "workflows" | "homes">,
): Pick<Outline, "sharedOpportunities" | "wholeOpportunities"> {
  const unitOf = new Map<JobRun, OpenJobUnit>(jobs.flatMap((unit) => unit.runs.map((run) => [run, unit] as const)));
  const shared: Outline["sharedOpportunities"][number][] = [];
  const whole: FoundOpportunity[] = [];
  for (const found of opportunities) {
    const { topic } = found.meta;
    const units = [...new Set((found.runs ?? []).flatMap((run) => unitOf.get(run) ?? []))];
    const [only] = units;
    if (topic === "workflow" || (ofJobs.includes(topic) && units.length === 0 && (found.workflows ?? []).length > 0)) {
      const plans = found.workflows ?? (found.runs ?? []).flatMap(({ workflow }) => workflow ?? []);
      const first = workflows.find(({ plan }) => plans.includes(plan));
      first?.opportunities.push(found);
      homes.set(found, first?.id ?? "workflows");
    } else if (!ofJobs.includes(topic)) {
      homes.set(found, elsewhere[topic] ?? sectionIds.outside);
      if (topic === "reusable") for (const unit of units) unit.sharedOpportunities.push(found);
    } else if (only !== undefined && units.length === 1) {
      only.opportunities.push(found);
      homes.set(found, only.id);
    } else if (units.length === 0) {
      whole.push(found);
      homes.set(found, sectionIds.whole);
    } else {
      for (const unit of units) unit.sharedOpportunities.push(found);
      shared.push({ what: found, jobs: units });
      homes.set(found, sectionIds.shared);
    }
  }
  return { sharedOpportunities: shared, wholeOpportunities: whole };
}
