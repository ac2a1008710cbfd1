/** SARIF 2.1.0: one run, complete even when nothing was found, so that code scanning services can close old alerts. */
import type { Log, Run } from "sarif";
import { isComplete } from "../../finding/report.ts";
import type { Report } from "../../finding/report.ts";
import { toJson } from "../plain-text.ts";
import { onFiles } from "../sheets.ts";
import { notificationsOf } from "./notifications.ts";
import { root, uriOf } from "./places.ts";
import { resultsOf } from "./results.ts";
import { toDescriptor } from "./rules.ts";

const schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

export function renderSarif(report: Report): string {
  const log: Log = { $schema: schema, version: "2.1.0", runs: [runOf(onFiles(report))] };
  return toJson(log);
}

function runOf(report: Report): Run {
  const indexOf = new Map(report.rules.map(({ id }, index) => [id, index]));
  const { name, version } = report.tool;
  const all = [...report.findings, ...report.suppressed, ...report.baselined];
  const pending = new Set(all.filter((finding) => finding.pending !== undefined).map(({ ruleId }) => ruleId));
  return {
    tool: {
      driver: {
        name,
        version,
        semanticVersion: version,
        rules: report.rules.map((rule) => toDescriptor(rule, pending.has(rule.id))),
      },
    },
    // The part before the slash is the category by which uploads of one tool replace each other.
    automationDetails: { id: `${name}/` },
    columnKind: "utf16CodeUnits",
    originalUriBaseIds: { [root]: { description: { text: "The root of the repository." } } },
    invocations: [
      {
        executionSuccessful: isComplete(report),
        toolExecutionNotifications: notificationsOf(report, indexOf),
      },
    ],
    artifacts: report.files.map((file) => ({ location: { uri: uriOf(file), uriBaseId: root }, roles: ["analysisTarget"] })),
    results: resultsOf(report, indexOf),
  };
}
