/** Rules whose findings one change puts right, and how much work each cure is. */
import type { Batch, Size } from "../../rule/opportunity.ts";

export interface Cure {
  /** Kebab-case, of no rule. */
  readonly id: string;
  /** An order. */
  readonly title: string;
  readonly rules: readonly string[];
  readonly effort: Size;
  readonly batch: Batch;
}

/** Of several rules; every other rule is a cure of its own. */
export const cures: readonly Cure[] = [
  {
    id: "revoke-written-secrets",
    title: "Revoke the secrets that are written in the configuration and store new ones",
    rules: ["hardcoded-secret", "hardcoded-secret-generic", "hardcoded-registry-password"],
    effort: "medium",
    batch: "owner",
  },
  {
    id: "replace-stored-keys",
    title: "Replace stored keys by logins with OIDC",
    rules: [
      "static-cloud-credentials",
      "static-image-pull-credentials",
      "static-publish-token",
      "static-vault-credentials",
      "legacy-aws-keys",
    ],
    effort: "medium",
    batch: "owner",
  },
  {
    id: "keep-secrets-out-of-logs",
    title: "Keep secrets out of the output of jobs",
    rules: [
      "secret-echoed",
      "secret-transformed-print",
      "runtime-secret-printed",
      "environment-dumped",
      "xtrace-with-secrets",
      "verbose-client-with-secret",
    ],
    effort: "small",
    batch: "test",
  },
  {
    id: "pass-values-as-data",
    title: "Hand values to scripts as variables instead of pasting them in",
    rules: [
      "template-injection",
      "bash-env-injection",
      "unsafe-shell-reparse",
      "unquoted-untrusted-variable",
      "template-expansion-in-code",
    ],
    effort: "small",
    batch: "test",
  },
  {
    id: "restrict-contexts",
    title: "Restrict each context to those who need it",
    rules: ["unrestricted-context", "unguarded-context", "weak-context-restriction", "outside-collaborator-can-run-contexts"],
    effort: "small",
    batch: "owner",
  },
  {
    id: "make-approvals-hold",
    title: "Make approvals hold what they stand before",
    rules: ["approval-not-effective", "unrestricted-approval", "deploy-without-approval"],
    effort: "small",
    batch: "owner",
  },
  {
    id: "narrow-filters",
    title: "Let filters keep out what they mean to keep out",
    rules: ["tag-filter-runs-on-branches", "filter-too-wide"],
    effort: "small",
    batch: "test",
  },
  {
    id: "sound-gates",
    title: "Let conditions ask for what they mean to ask",
    rules: ["unsound-gate-expression", "spoofable-actor-gate", "constant-condition"],
    effort: "small",
    batch: "test",
  },
  {
    id: "secrets-off-command-lines",
    title: "Keep secrets off command lines and out of build arguments",
    rules: ["secret-in-process-args", "docker-build-arg-secret"],
    effort: "small",
    batch: "test",
  },
  {
    id: "pin-orbs",
    title: "Name exact versions of orbs",
    rules: ["volatile-orb", "floating-orb", "mutable-url-orb", "override-with-unpinned"],
    effort: "small",
    batch: "test",
  },
  {
    id: "pin-images",
    title: "Name versions and digests of images",
    rules: ["untagged-image", "floating-machine-image", "undigested-image", "legacy-image"],
    effort: "small",
    batch: "test",
  },
  {
    id: "verify-downloads",
    title: "Check what is downloaded before it is run",
    rules: ["remote-script-execution", "unverified-download", "remote-signing-key", "unenforced-checksum"],
    effort: "medium",
    batch: "test",
  },
  {
    id: "lock-packages",
    title: "Install packages by their lockfile",
    rules: ["lockfile-not-enforced", "adhoc-package-install"],
    effort: "small",
    batch: "test",
  },
];

const byRule = new Map(cures.flatMap((cure) => cure.rules.map((rule) => [rule, cure] as const)));

export function cureOf(ruleId: string): Cure | undefined {
  return byRule.get(ruleId);
}

/** Work beyond an edit of some lines: a job split in two, a network laid out anew, another way to reach a host. */
export const largerWork: Readonly<Record<string, Size>> = {
  "ai-agent-untrusted-input": "medium",
  "context-overload": "medium",
  "continuation-untrusted-input": "medium",
  "ingress-opened-to-ci": "medium",
  "malicious-indicator": "medium",
  "missing-ip-ranges": "medium",
  "privileged-container": "medium",
  "self-hosted-runner": "medium",
  "setup-workflow-with-context": "medium",
  "stale-secret": "medium",
  "tls-verification-disabled": "small",
  "untrusted-ref-checkout": "large",
};

/** Somebody has to decide or to act outside the configuration, although the finding stands in it. */
export const needsOwner: ReadonlySet<string> = new Set([
  "context-missing",
  "context-not-allowed",
  "image-not-allowed",
  "malicious-indicator",
  "orb-not-allowed",
  "resource-class-not-allowed",
  "self-hosted-runner",
  "unexpected-secret",
  "unguarded-oidc-role",
]);
