/** Which jobs and workflows a finding is about: by where it stands, and by who uses what stands there. */
import type { JobRun } from "../../expand/plan.ts";
import type { Finding } from "../../finding/finding.ts";
import type { Location } from "../../finding/location.ts";
import type { FoundOpportunity } from "../review-input.ts";
import type { OpenJobUnit } from "./job-units.ts";
import { originsOf, originKey, placeKey } from "./origins.ts";
import type { Outline } from "./outline.ts";
import { sectionIds } from "./section-ids.ts";
import type { OpenWorkflowUnit } from "./workflow-units.ts";

export interface Places {
  readonly jobs: readonly OpenJobUnit[];
  readonly unreached: readonly OpenJobUnit[];
  readonly workflows: readonly OpenWorkflowUnit[];
  readonly homes: Map<Finding | FoundOpportunity, string>;
}

/** Puts each finding where it belongs. */
export function findingPlaces(
  findings: readonly Finding[],
  places: Places,
): Pick<Outline, "shared" | "unreachedFindings" | "whole"> {
  const index = indexOf(places);
  const result: { shared: Outline["shared"][number][]; unreachedFindings: Finding[]; whole: Finding[] } = {
    shared: [],
    unreachedFindings: [],
    whole: [],
  };
  const put = (finding: Finding, list: Finding[], home: string): void => {
    list.push(finding);
    places.homes.set(finding, home);
  };
  for (const finding of findings) {
    const units = unitsOf(finding, index);
    const workflow = index.workflows.get(keyOf(finding.location));
    const [only] = units;
    if (only !== undefined && units.length === 1) put(finding, only.findings, only.id);
    else if (units.length > 1) {
      for (const unit of units) unit.sharedFindings.push(finding);
      result.shared.push({ what: finding, jobs: units });
      places.homes.set(finding, sectionIds.shared);
    } else if (workflow !== undefined) put(finding, workflow.findings, workflow.id);
    else if (isElement(finding.location)) put(finding, result.unreachedFindings, sectionIds.unreached);
    else put(finding, result.whole, sectionIds.whole);
  }
  return result;
}

interface Index {
  /** By what their runs are made of. */
  readonly users: ReadonlyMap<string, ReadonlySet<OpenJobUnit>>;
  /** By the token that names a run in its workflow. */
  readonly named: ReadonlyMap<string, ReadonlySet<OpenJobUnit>>;
  readonly invocations: ReadonlyMap<string, readonly { readonly run: JobRun; readonly unit: OpenJobUnit }[]>;
  readonly workflows: ReadonlyMap<string, OpenWorkflowUnit>;
}

function indexOf({ jobs, workflows }: Places): Index {
  const users = new Map<string, Set<OpenJobUnit>>();
  const named = new Map<string, Set<OpenJobUnit>>();
  const invocations = new Map<string, { run: JobRun; unit: OpenJobUnit }[]>();
  for (const unit of jobs) {
    for (const run of unit.runs) {
      for (const origin of originsOf(run)) add(users, origin, unit);
      add(named, placeKey(run.nameNode), unit);
      const { path } = run.node.file;
      invocations.set(path, [...(invocations.get(path) ?? []), { run, unit }]);
    }
  }
  return { users, named, invocations, workflows: new Map(workflows.map((unit) => [keyOf(unit.at, unit.name), unit])) };
}

function add(map: Map<string, Set<OpenJobUnit>>, key: string, unit: OpenJobUnit): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, new Set([unit]));
  else known.add(unit);
}

function unitsOf({ location, related }: Finding, { users, named, invocations }: Index): readonly OpenJobUnit[] {
  if (location.path[0] === "workflows") {
    const here = (invocations.get(location.file.path) ?? []).filter(({ run }) => holds(run, location));
    return [...new Set(here.map(({ unit }) => unit))];
  }
  const exact = users.get(placeKey(location));
  if (exact !== undefined) return [...exact];
  const all = users.get(originKey(location.file.path, location.path)) ?? new Set();
  if (location.path[0] !== "jobs") return [...all];
  // An anchor in a job may be used by others: only those that the finding names are meant.
  const own = [...all].filter(({ name }) => name === location.path[1]);
  const others = related.flatMap((place) => [...(named.get(placeKey(place)) ?? [])]);
  return [...new Set([...own, ...others])];
}

function holds({ node, nameNode, workflow }: JobRun, { span }: Location): boolean {
  if (workflow === undefined) return false;
  const start = Math.min(node.span.start, nameNode.span.start);
  return start <= span.start && span.end <= Math.max(node.span.end, nameNode.span.end);
}

/** Of the workflow in which the place stands. */
function keyOf({ file, path }: Location, name = path[1]): string {
  return path[0] === "workflows" ? `${file.path}\0${name ?? ""}` : "";
}

function isElement({ path: [kind] }: Location): boolean {
  return kind === "jobs" || kind === "commands" || kind === "executors";
}
