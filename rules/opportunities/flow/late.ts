/** Quick checks behind long work: the one kind of needless waiting that `late-short-job` tells. */
import type { JobNode } from "./job-graph.ts";
import type { JobWork } from "./job-work.ts";
import type { NeedlessWait } from "./needs.ts";

export function isLate({ work, for: others }: NeedlessWait, workOf: (node: JobNode) => JobWork): boolean {
  return work === "check" && others.some((other) => workOf(other) !== "check");
}
