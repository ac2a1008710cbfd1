import type { JobRun } from "../../src/expand/plan.ts";
import { defineOpportunity } from "../../src/rule/opportunity.ts";
import type { Audit } from "../../src/rule/audit.ts";
import { valueOf } from "../../src/snapshot/fetched.ts";
import { sheetOf } from "../../src/snapshot/sheet.ts";
import { locationOf } from "../../src/yaml/node.ts";
import { downstreamOf } from "../data/workflow-graph.ts";
import { attaches } from "./flow/storage.ts";
import { jobsInWords, partsInWords } from "./wording.ts";

/** Days after which hardly anybody asks for them. Source: CircleCI's reviews of configurations. */
const kinds = [
  { key: "artifactDays", what: "artifacts", wanted: 7 },
  { key: "workspaceDays", what: "workspaces", wanted: 3 },
  { key: "cacheDays", what: "caches", wanted: 7 },
] as const;

const advice =
  "Shorten the usage controls under Plan: 7 days for artifacts, 3 for workspaces, 7 for caches. They hold for all projects of the organisation.";

export const longRetention = defineOpportunity({
  meta: {
    id: "long-retention",
    title: "Storage is kept longer than needed",
    summary: "The organisation keeps artifacts longer than 7 days, workspaces longer than 3 or caches longer than 7.",
    advice,
    test: "Watch the storage figures under Plan Usage over the following weeks, and that no rerun misses its workspace.",
    limits: "How much is stored, and who asks for old artifacts, is not in the snapshot.",
    topic: "storage",
    data: "snapshot",
    gain: "medium",
    effort: "small",
    batch: "owner",
    references: [{ title: "CircleCI: persisting data", url: "https://circleci.com/docs/guides/optimize/persist-data/" }],
    since: "0.4.0",
  },
  *find({ audits, facts }) {
    const organization = facts?.organization;
    const retention = valueOf(organization?.storageRetention);
    if (organization === undefined || retention === undefined) return;
    const long = kinds.filter(({ key, wanted }) => (retention[key] ?? 0) > wanted);
    const [first] = long;
    if (first === undefined) return;
    const waiting =
      retention.workspaceDays === undefined || retention.workspaceDays <= 3 ? [] : audits.flatMap(takenAfterApproval);
    const caution =
      waiting.length === 0
        ? undefined
        : `A workspace must outlive the approvals: ${jobsInWords(waiting.map(({ name }) => name))} of this project ${waiting.length === 1 ? "takes" : "take"} files after one, so leave workspaces as long as people may take to approve.`;
    yield {
      at: sheetOf(organization).at("storageRetention", first.key),
      message: `\`${organization.slug}\` keeps ${partsInWords(long.map(({ key, what }) => `${what} for ${String(retention[key])} days`))}.`,
      effect: `frees their storage sooner: ${partsInWords(long.map(({ what, wanted }) => `${what} after ${String(wanted)} days`))}`,
      ...(caution === undefined
        ? {}
        : {
            advice: `${advice} ${caution}`,
            evidence: waiting.map((run) => ({
              ...locationOf(run.nameNode),
              label: "takes files from the workspace after an approval",
            })),
          }),
    };
  },
});

function takenAfterApproval({ plan }: Audit): readonly JobRun[] {
  return plan.workflows.flatMap(({ runs }) => {
    const held = downstreamOf(
      runs.filter(({ kind }) => kind === "approval"),
      runs,
    );
    return runs.filter((run) => held.has(run) && attaches(run) === true);
  });
}
