/** What commands and jobs of orbs that are not at hand can be trusted not to do. */
import type { JobRun, OrbCommandStep, Step } from "../../../src/expand/plan.ts";

/** Orbs whose commands install, log in or tell somebody; none of them touches the workspace. Source: the orbs' own code. */
const setupOrbs = new Set(
  [
    "aws-cli azure-cli browser-tools circleci-cli gcp-cli github-cli go jira jq node php python ruby rust slack",
    "terraform-cli vault shellcheck kubernetes helm envsubst android macos windows",
  ]
    .join(" ")
    .split(" ")
    .map((name) => `circleci/${name}`)
    .concat("codecov/codecov", "coveralls/coveralls"),
);

/** True for a command whose source is not at hand and of which nothing is known. */
export function mayDoAnything(step: Step): boolean {
  if (step.kind === "unknown") return true;
  return step.kind === "orb-command" && step.isOpaque && !isSetup(step);
}

function isSetup({ orb: { source }, command }: OrbCommandStep): boolean {
  if (source.kind !== "registry") return false;
  const name = `${source.namespace}/${source.name}`;
  return setupOrbs.has(name) || (name === "circleci/docker" && /^(?:check|install|configure)/u.test(command));
}

/** True for a job of an orb that is not at hand, and for one that a template names. */
export function isOpaqueJob({ kind, definition }: JobRun): boolean {
  return (kind === "orb-job" || kind === "build") && definition === undefined;
}
