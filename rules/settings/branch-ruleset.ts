/** GitHub's call that guards the default branch, written for copying. */
import type { BranchGuards } from "../../src/snapshot/repository.ts";
import { repositoryPath } from "../data/api-call.ts";

/** `lacking`: what has to be asked for; no field means everything. */
export function rulesetCall(address: string, lacking: readonly (keyof BranchGuards)[]): string {
  const isLacking = (...fields: readonly (keyof BranchGuards)[]): boolean =>
    lacking.length === 0 || fields.some((field) => lacking.includes(field));
  const rules = [
    ...(isLacking("allowsForcePushes") ? [forcePushes] : []),
    ...(isLacking("requiresPullRequest", "requiredApprovals", "requiresCodeOwnerReview") ? [pullRequest] : []),
    ...(isLacking("requiredChecks") ? [checks] : []),
  ];
  return [
    `POST /repos/${repositoryPath(address)}/rulesets`,
    ...head,
    ...rules.map((rule, at) => `  ${rule}${at === rules.length - 1 ? "]}" : ","}`),
    "",
  ].join("\n");
}

const head = [
  '{"name": "default branch", "target": "branch", "enforcement": "active",',
  ' "conditions": {"ref_name": {"include": ["~DEFAULT_BRANCH"], "exclude": []}},',
  ' "rules": [',
];

const forcePushes = '{"type": "non_fast_forward"}';

// GitHub wants all five parameters.
const pullRequest = [
  '{"type": "pull_request", "parameters": {',
  '    "required_approving_review_count": 1, "require_code_owner_review": true,',
  '    "dismiss_stale_reviews_on_push": true, "require_last_push_approval": true,',
  '    "required_review_thread_resolution": false}}',
].join("\n");

const checks = [
  '{"type": "required_status_checks", "parameters": {',
  '    "strict_required_status_checks_policy": false,',
  '    "required_status_checks": [{"context": "<name of one of CircleCI\'s checks>"}]}}',
].join("\n");
