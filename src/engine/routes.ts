/** The way from a workflow to the place of a finding, as related locations with labels. */
import type { Hop } from "../expand/text.ts";
import type { JobRun } from "../expand/plan.ts";
import type { Location, RelatedLocation } from "../finding/location.ts";
import type { Reported } from "../rule/rule.ts";
import { quote } from "../source/quote.ts";
import { locationOf } from "../yaml/node.ts";

/** The rule's own related locations, then the job and the calls that lead from it to the finding; never the finding's own place. */
export function relatedOf({ at, related = [], route }: Reported): readonly RelatedLocation[] {
  const way = route === undefined ? [] : [jobLocation(route.run), ...[...route.run.hops, ...route.hops].map(hopLocation)];
  return [...related, ...way].filter((place) => !isSamePlace(place, at));
}

function isSamePlace(a: Location, b: Location): boolean {
  return a.file.path === b.file.path && a.span.start === b.span.start && a.span.end === b.span.end;
}

function jobLocation(run: JobRun): RelatedLocation {
  return { ...locationOf(run.nameNode), label: jobLabel(run) };
}

/** The `*name` token of an alias. */
function writtenAt({ file, span }: Location): string {
  return quote(file.text.slice(span.start, span.end));
}

/** How the labels of runs in workflows begin; a matrix has many of them at one place. */
export const runLabel = "run by job";

function jobLabel({ kind, name, workflow }: JobRun): string {
  if (kind === "uncalled-command") return `in command ${quote(name)}, which nothing calls`;
  if (workflow === undefined) return `in job ${quote(name)}, which no workflow runs`;
  return `${runLabel} ${quote(name)} in workflow ${quote(workflow.name)}`;
}

function hopLocation(hop: Hop): RelatedLocation {
  return { ...hop.at, label: hopLabel(hop) };
}

function hopLabel({ kind, name, at }: Hop): string {
  switch (kind) {
    case "parameter":
      return `passed as parameter ${quote(name)}`;
    case "default":
      return `default of parameter ${quote(name)}`;
    case "command":
      return `called as command ${quote(name)}`;
    case "job":
      return `in job ${quote(name)}`;
    case "executor":
      return `through executor ${quote(name)}`;
    case "matrix":
      return `matrix value of ${quote(name)}`;
    case "orb":
      return `from orb ${quote(name)}`;
    case "alias":
      return `used through alias ${writtenAt(at)}`;
    case "merge":
      return `merged in from ${writtenAt(at)}`;
    case "workflow":
      return `in workflow ${quote(name)}`;
    default:
      return kind satisfies never;
  }
}
