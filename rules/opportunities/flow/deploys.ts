/** Job runs that change what runs somewhere. */
import type { JobRun } from "../../../src/expand/plan.ts";
import type { Audit } from "../../../src/rule/audit.ts";
import { publicationsOf } from "../../data/publishing.ts";

export interface Deploy {
  readonly run: JobRun;
  /** `terraform apply`. */
  readonly what: string;
}

/** Those that any branch may start. */
export function deploysOnBranches(audit: Audit): readonly Deploy[] {
  return [...publicationsOf(audit)].flatMap(([run, all]) => {
    const deploy = all.find(({ kind }) => kind === "deployment" || kind === "infrastructure");
    return deploy !== undefined && run.workflow !== undefined && run.reach.anyBranch === true ? [{ run, what: deploy.what }] : [];
  });
}
