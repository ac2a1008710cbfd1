/** Whether a job runs on a machine of its owner, which may have rights of its own. */
import type { JobRun } from "../../src/expand/plan.ts";
import { assumedText } from "../../src/expand/text.ts";

/** `namespace/name` is a self-hosted runner; a class that only the running pipeline knows may be one. */
export function maybeSelfHosted({ resourceClass }: JobRun): boolean {
  return resourceClass !== undefined && (assumedText(resourceClass)?.includes("/") ?? true);
}

/** Known to be a self-hosted runner. */
export function isSelfHosted({ resourceClass }: JobRun): boolean {
  return resourceClass !== undefined && assumedText(resourceClass)?.includes("/") === true;
}
