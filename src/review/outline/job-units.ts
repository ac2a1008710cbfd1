/** Jobs as they are defined, each with all its runs. */
import type { JobRun } from "../../expand/plan.ts";
import type { Finding } from "../../finding/finding.ts";
import type { Location } from "../../finding/location.ts";
import { groupBy } from "../../report/group-by.ts";
import type { Audit } from "../../rule/audit.ts";
import type { Scene } from "../../rule/scene.ts";
import { entryOf, locationOf } from "../../yaml/node.ts";
import { idOf, namesIn } from "../document/ids.ts";
import type { FoundOpportunity } from "../review-input.ts";

export interface JobUnit {
  /** Of its section. */
  readonly id: string;
  /** As defined; `orb/job` for an orb's. */
  readonly name: string;
  readonly audit: Audit;
  /** At least one. */
  readonly runs: readonly [JobRun, ...JobRun[]];
  /** The key of the definition; where it is run first when the definition is not in the configuration. */
  readonly at: Location;
  /** About this job alone, in the order of the report. */
  readonly findings: readonly Finding[];
  /** About this job and others. */
  readonly sharedFindings: readonly Finding[];
  readonly opportunities: readonly FoundOpportunity[];
  readonly sharedOpportunities: readonly FoundOpportunity[];
}

export interface OpenJobUnit extends Omit<JobUnit, "findings" | "sharedFindings" | "opportunities" | "sharedOpportunities"> {
  readonly findings: Finding[];
  readonly sharedFindings: Finding[];
  readonly opportunities: FoundOpportunity[];
  readonly sharedOpportunities: FoundOpportunity[];
}

/** Jobs in the order of their first runs; what only holds back others, as approvals do, is none. */
export function jobUnits({ audits }: Scene): {
  readonly jobs: readonly OpenJobUnit[];
  readonly unreached: readonly OpenJobUnit[];
} {
  const jobs = audits.flatMap((audit) => unitsOf(audit, ({ workflow }) => workflow !== undefined || audit.config.kind === "orb"));
  const unreached = audits.flatMap((audit) =>
    audit.config.kind === "orb" ? [] : unitsOf(audit, ({ workflow }) => workflow === undefined),
  );
  return { jobs, unreached };
}

function unitsOf(audit: Audit, belongs: (run: JobRun) => boolean): readonly OpenJobUnit[] {
  const runs = audit.plan.runs.filter((run) => (run.kind === "build" || run.kind === "orb-job") && belongs(run));
  return [...groupBy(runs, ({ jobName }) => jobName)].flatMap(([name, [first, ...others]]) =>
    first === undefined ? [] : [unitOf(audit, name, [first, ...others])],
  );
}

function unitOf(audit: Audit, name: string, runs: readonly [JobRun, ...JobRun[]]): OpenJobUnit {
  const { file } = audit.config;
  return {
    id: idOf("job", ...namesIn(file.path, name)),
    name,
    audit,
    runs,
    at: definitionOf(runs[0], audit),
    findings: [],
    sharedFindings: [],
    opportunities: [],
    sharedOpportunities: [],
  };
}

/** The key of the definition, where that stands in the configuration itself. */
function definitionOf({ definition, nameNode, jobName }: JobRun, { config }: Audit): Location {
  const parent = definition?.parent;
  const own = definition?.file === config.file && parent?.kind === "map" ? entryOf(parent, jobName) : undefined;
  return locationOf(own?.keyNode ?? nameNode);
}
