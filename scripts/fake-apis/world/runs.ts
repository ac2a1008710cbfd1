/** How the workflows of projects and their jobs have run in the last 90 days. */

export interface RunsState {
  readonly runs: number;
  readonly failed: number;
  /** Seconds. */
  readonly median: number;
  readonly p95: number;
  readonly credits: number;
  /** Seconds from a failure to the next success. */
  readonly recovery: number;
}

export interface WorkflowRunsState extends RunsState {
  readonly branches: Readonly<Record<string, RunsState>>;
  readonly jobs: Readonly<Record<string, RunsState>>;
}

function runs(count: number, failed: number, median: number, p95: number, credits: number, recovery = 0): RunsState {
  return { runs: count, failed, median, p95, credits, recovery };
}

/** The shop's workflow, whose test job takes most of the time and fails most. */
const ship: WorkflowRunsState = {
  ...runs(412, 49, 611, 1042, 45_210, 5400),
  branches: {
    main: runs(118, 6, 598, 988, 14_730, 2700),
    staging: runs(61, 11, 640, 1105, 7_480, 9300),
    "feature/basket": runs(34, 8, 602, 1011, 3_690, 14_400),
  },
  jobs: {
    test: runs(412, 31, 402, 655, 27_640),
    "push-image": runs(381, 9, 148, 262, 9_410),
    deploy: runs(118, 5, 41, 88, 1_150),
    "open-firewall": runs(412, 3, 19, 37, 2_060),
    "deploy-functions": runs(409, 1, 96, 140, 4_950),
  },
};

const usual: WorkflowRunsState = {
  ...runs(206, 14, 230, 311, 12_400, 3600),
  branches: { main: runs(64, 2, 226, 300, 3_900, 1800) },
  jobs: { test: runs(206, 12, 121, 180, 8_100), deploy: runs(64, 2, 95, 150, 4_300) },
};

export function runsOf(workflow: string): WorkflowRunsState {
  return workflow === "ship" ? ship : usual;
}
