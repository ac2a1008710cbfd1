/** Everything one run has to say. Reporters turn it into text; nothing is added later. */
import type { Finding, SuppressedFinding } from "./finding.ts";
import type { FixSafety } from "./fix.ts";
import type { Location } from "./location.ts";
import type { Confidence, Profile, Severity } from "./severity.ts";
import type { Tags } from "./finding.ts";

/** Something that kept a part of the input from being checked. */
export interface Problem {
  /** Stable kebab-case code, e.g. `invalid-yaml`, `unknown-command`. */
  readonly code: string;
  readonly message: string;
  /** Absent when no file could be read at all; then `message` names the path. */
  readonly location?: Location;
  /**
   * `error`: the audit could not be completed (exit code 2). `warning`: the file was understood but for this place.
   */
  readonly level: "error" | "warning";
}

/** What ran and what was not checked. Exactly one of `ruleId` and `source` is set. */
export interface CoverageNote {
  readonly ruleId?: string;
  /** What was not looked at, e.g. `orb circleci/node@5.1.0`, `script (python)`, `CircleCI API`. */
  readonly source?: string;
  readonly status: "ran" | "skipped" | "failed" | "unknown";
  readonly reason?: string;
  readonly location?: Location;
  /** The rule did not run because of what was asked for: other rules by name, or a profile that it is not in. */
  readonly byChoice?: "selection" | Profile;
}

/** What a reporter must know of a rule. Filled from the rule's metadata. */
export interface RuleInfo {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly rationale: string;
  readonly remediation: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly profile: Profile;
  readonly docsUrl: string;
  readonly references: readonly { readonly title: string; readonly url: string }[];
  readonly tags: Tags;
}

/** A fix that was applied to a file before it was audited for the last time. */
export interface FixedNote {
  readonly file: string;
  readonly ruleId: string;
  readonly title: string;
  readonly safety: FixSafety;
}

export interface Report {
  readonly tool: { readonly name: string; readonly version: string };
  /** Paths of the files that were audited, relative to the repository root, sorted. */
  readonly files: readonly string[];
  /**
   * Paths of the texts that the audited facts make, such as `circleci:gh/acme/app`, each with the configuration that it belongs to, where
   * one was audited. Left out when there were no facts.
   */
  readonly sheets?: ReadonlyMap<string, string | undefined>;
  /** In total order: file, position, rule, fingerprint. */
  readonly findings: readonly Finding[];
  readonly suppressed: readonly SuppressedFinding[];
  /** Findings that the baseline already knew. */
  readonly baselined: readonly Finding[];
  readonly problems: readonly Problem[];
  readonly coverage: readonly CoverageNote[];
  readonly rules: readonly RuleInfo[];
  /** No comment, setting or baseline takes a finding out: the files are not the repository's. */
  readonly isWithoutIgnores?: true;
  /** What was fixed, when fixing was asked for; the rest of the report is about the files as they are now. */
  readonly fixed?: readonly FixedNote[];
}

/** False when a part of the audit failed: an error-level problem or a rule or source with status `failed`. */
export function isComplete(report: Report): boolean {
  return (
    report.problems.every((problem) => problem.level !== "error") && report.coverage.every((note) => note.status !== "failed")
  );
}
