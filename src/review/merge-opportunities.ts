/** One opportunity for one place: what is seen again in each run of a matrix, or in each job that calls a command. */
import { groupBy } from "../report/group-by.ts";
import type { FoundOpportunity } from "./review-input.ts";
import { distinct, quoted } from "./sections/words.ts";

/** The first of those at one place stands for all, with the runs and workflows of all. */
export function mergeOpportunities(all: readonly FoundOpportunity[]): readonly FoundOpportunity[] {
  const groups = groupBy(all, ({ meta, at: { file, span } }) => JSON.stringify([meta.id, file.path, span.start, span.end]));
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined || group.length === 1) return group;
    const runs = distinct(group.flatMap((found) => found.runs ?? []));
    const workflows = distinct(group.flatMap((found) => found.workflows ?? []));
    const others = distinct(runs.map(({ jobName }) => jobName)).slice(1);
    const told = new Set(group.map(({ message }) => message));
    const message = told.size > 1 && others.length > 0 ? `${first.message} So do ${quoted(others, 4)}.` : first.message;
    return [{ ...first, message, ...(runs.length > 0 ? { runs } : {}), ...(workflows.length > 0 ? { workflows } : {}) }];
  });
}
