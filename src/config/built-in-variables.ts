/** The environment variables that CircleCI sets in every job, and who controls what they say. */
import type { TaintLevel } from "./pipeline-values.ts";

export interface BuiltInVariable {
  readonly taint: TaintLevel;
  /** Who decides what it says, for a message. */
  readonly who: string;
  /** True when somebody who is no member of the organisation, or any member, can choose the text: refs, forks, logins. */
  readonly untrusted: boolean;
  /** A credential that CircleCI itself puts there. */
  readonly secret: boolean;
}

const safe: BuiltInVariable = { taint: "safe", who: "CircleCI", untrusted: false, secret: false };
const token: BuiltInVariable = { ...safe, secret: true };
/** Set only for pull requests from forks: the owner of the fork picks the names. */
const fork = untrusted("limited", "whoever opens a pull request from a fork");
const pullRequest = untrusted("limited", "whoever opens a pull request");
const repository: BuiltInVariable = { ...safe, taint: "limited", who: "the owner of the repository" };

function untrusted(taint: TaintLevel, who: string): BuiltInVariable {
  return { taint, who, untrusted: true, secret: false };
}

const named: Readonly<Record<string, BuiltInVariable>> = {
  CIRCLE_BRANCH: untrusted("ref", "whoever can push a branch"),
  CIRCLE_TAG: untrusted("ref", "whoever can push a tag"),
  CIRCLE_PR_USERNAME: fork,
  CIRCLE_PR_REPONAME: fork,
  CIRCLE_PULL_REQUEST: pullRequest,
  CIRCLE_PULL_REQUESTS: pullRequest,
  CI_PULL_REQUEST: pullRequest,
  CI_PULL_REQUESTS: pullRequest,
  CIRCLE_USERNAME: untrusted("limited", "whoever starts the pipeline"),
  CIRCLE_PROJECT_USERNAME: repository,
  CIRCLE_PROJECT_REPONAME: repository,
  CIRCLE_REPOSITORY_URL: repository,
  /** No longer set; when a script sets it by itself it holds branch or commit names. */
  CIRCLE_COMPARE_URL: repository,
  CIRCLE_OIDC_TOKEN: token,
  CIRCLE_OIDC_TOKEN_V2: token,
  /** In setup workflows only: whoever has it decides what the rest of the pipeline runs. Not in the public table. */
  CIRCLE_CONTINUATION_KEY: token,
};

const safeNames = [
  "BASH_ENV",
  "CI",
  "CIRCLECI",
  "CIRCLE_BUILD_NUM",
  "CIRCLE_BUILD_URL",
  "CIRCLE_INTERNAL_TASK_DATA",
  "CIRCLE_JOB",
  "CIRCLE_NODE_INDEX",
  "CIRCLE_NODE_TOTAL",
  "CIRCLE_ORGANIZATION_ID",
  "CIRCLE_PIPELINE_ID",
  "CIRCLE_PR_NUMBER",
  "CIRCLE_PREVIOUS_BUILD_NUM",
  "CIRCLE_PROJECT_ID",
  "CIRCLE_SHA1",
  "CIRCLE_SHELL_ENV",
  "CIRCLE_WORKFLOW_ID",
  "CIRCLE_WORKFLOW_JOB_ID",
  "CIRCLE_WORKFLOW_WORKSPACE_ID",
  "CIRCLE_WORKING_DIRECTORY",
];

const variables: ReadonlyMap<string, BuiltInVariable> = new Map([
  ...Object.entries(named),
  ...safeNames.map((name) => [name, safe] as const),
]);

/**
 * What CircleCI puts into a variable of this name; undefined for names that are not CircleCI's.
 * Source: CircleCI's documentation, "Built-in environment variables"; self-hosted runners add `CIRCLECI_RUNNER_*`.
 */
export function builtInVariable(name: string): BuiltInVariable | undefined {
  return variables.get(name) ?? (name.startsWith("CIRCLECI_RUNNER_") ? safe : undefined);
}
