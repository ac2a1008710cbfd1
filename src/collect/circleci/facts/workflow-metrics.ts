/** Figures of a workflow, as the lists of insights have them; those of a job are spelt alike. */
import type { WorkflowMetrics } from "../../../snapshot/metrics.ts";
import { recordIn } from "../../json.ts";
import { numberIn, textIn } from "./fields.ts";
import type { Body } from "./fields.ts";

export function parseWorkflowMetrics(item: Body): WorkflowMetrics | undefined {
  const [name, metrics] = [textIn(item, "name"), recordIn(item, "metrics")];
  if (name === undefined || metrics === undefined) return undefined;
  return { name, ...runsIn(metrics), ...numbersIn(metrics, { meanTimeToRecoverySeconds: "mttr" }) };
}

/** What workflows and jobs have in common. */
export function runsIn(metrics: Body): Omit<WorkflowMetrics, "name" | "branch"> {
  return {
    ...numbersIn(metrics, {
      totalRuns: "total_runs",
      failedRuns: "failed_runs",
      successRate: "success_rate",
      throughput: "throughput",
      totalCreditsUsed: "total_credits_used",
    }),
    ...numbersIn(recordIn(metrics, "duration_metrics"), { medianDurationSeconds: "median", p95DurationSeconds: "p95" }),
  };
}

/** What is no number is left out. */
export function numbersIn<K extends string>(
  record: Body | undefined,
  names: Readonly<Record<K, string>>,
): Partial<Record<K, number>> {
  const found: Partial<Record<K, number>> = {};
  for (const key in names) {
    const value = numberIn(record, names[key]);
    if (value !== undefined) found[key] = value;
  }
  return found;
}
