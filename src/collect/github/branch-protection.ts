/** Branch protection, the older of GitHub's two ways to guard a branch. */
import { isRecord, recordIn, stringIn } from "../json.ts";
import type { Json } from "../questions.ts";

/** `unknown`: there is some, but what it says is for administrators. */
export type Protection = ProtectionDetails | "none" | "unknown";

export interface ProtectionDetails {
  readonly requiresPullRequest: boolean;
  readonly approvals: number;
  readonly requiresCodeOwnerReview: boolean;
  readonly checks: readonly string[];
  readonly allowsForcePushes: boolean;
  readonly allowsDeletion: boolean;
  readonly bindsAdmins: boolean;
}

export function parseProtection(body: unknown): ProtectionDetails | undefined {
  if (!isRecord(body)) return undefined;
  const isOn = (key: string): boolean => recordIn(body, key)?.["enabled"] === true;
  const reviews = recordIn(body, "required_pull_request_reviews");
  const approvals = reviews?.["required_approving_review_count"];
  return {
    requiresPullRequest: reviews !== undefined,
    approvals: isCount(approvals) ? approvals : 0,
    requiresCodeOwnerReview: reviews?.["require_code_owner_reviews"] === true,
    checks: checksOf(recordIn(body, "required_status_checks")),
    allowsForcePushes: isOn("allow_force_pushes"),
    allowsDeletion: isOn("allow_deletions"),
    bindsAdmins: isOn("enforce_admins"),
  };
}

export function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

/** `checks` names them with their apps and is the newer form; `contexts` holds the same names. */
function checksOf(wanted: Json | undefined): readonly string[] {
  const contexts: unknown = wanted?.["contexts"];
  const checks: unknown = wanted?.["checks"];
  const named = [
    ...(Array.isArray(contexts) ? (contexts as readonly unknown[]) : []),
    ...(Array.isArray(checks) ? (checks as readonly unknown[]) : []),
  ];
  return [
    ...new Set(
      named.flatMap((item) => (isRecord(item) ? (stringIn(item, "context") ?? []) : typeof item === "string" ? item : [])),
    ),
  ];
}
