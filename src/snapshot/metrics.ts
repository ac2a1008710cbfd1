/** How a project's workflows and jobs have run. What is undefined was not answered. */

/** Of the last 90 days, as insights reckon them once a day. Credits are near to what is billed, not equal to it. */
export interface ProjectMetrics {
  readonly totalRuns?: number | undefined;
  readonly totalDurationSeconds?: number | undefined;
  readonly totalCreditsUsed?: number | undefined;
  /** 0 to 1. */
  readonly successRate?: number | undefined;
  /** Runs a day. */
  readonly throughput?: number | undefined;
  /** Each over all branches, where it has no `branch`, and for significant branches apart. */
  readonly workflows: readonly WorkflowMetrics[];
  /** Over all branches. Undefined: jobs were not asked about. */
  readonly jobs?: readonly JobMetrics[] | undefined;
  /** Workflows whose jobs were not asked about, so that the questions do not run out, or got no answer. */
  readonly workflowsWithoutJobs?: readonly string[] | undefined;
  /** How many tests pass and fail on the same code. */
  readonly flakyTests?: number | undefined;
}

export interface WorkflowMetrics {
  readonly name: string;
  /** Undefined: over all branches. */
  readonly branch?: string | undefined;
  readonly totalRuns?: number | undefined;
  readonly failedRuns?: number | undefined;
  /** 0 to 1. */
  readonly successRate?: number | undefined;
  readonly medianDurationSeconds?: number | undefined;
  readonly p95DurationSeconds?: number | undefined;
  /** From a failure to the next success of the same branch. */
  readonly meanTimeToRecoverySeconds?: number | undefined;
  /** Runs a day. */
  readonly throughput?: number | undefined;
  readonly totalCreditsUsed?: number | undefined;
}

export interface JobMetrics {
  readonly workflow: string;
  readonly name: string;
  readonly totalRuns?: number | undefined;
  readonly failedRuns?: number | undefined;
  /** 0 to 1. */
  readonly successRate?: number | undefined;
  readonly medianDurationSeconds?: number | undefined;
  readonly p95DurationSeconds?: number | undefined;
  /** Runs a day. */
  readonly throughput?: number | undefined;
  readonly totalCreditsUsed?: number | undefined;
}

/** What the runs of a job on one resource class took of it. Percentages are of what the class has, 0 to 100. */
export interface JobUsage {
  readonly workflow: string;
  readonly job: string;
  /** As the usage export writes it: `medium`, `acme/linux`. */
  readonly resourceClass: string;
  readonly runs: number;
  /** The median over all runs of their medians. */
  readonly medianCpuPercent?: number | undefined;
  /** The most that any run took at any time. */
  readonly maxCpuPercent?: number | undefined;
  readonly medianMemoryPercent?: number | undefined;
  readonly maxMemoryPercent?: number | undefined;
  readonly medianDurationSeconds?: number | undefined;
  /** Of all runs together. */
  readonly credits?: number | undefined;
}
