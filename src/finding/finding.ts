/** What a rule found, as it leaves the engine. */
import type { Fix } from "./fix.ts";
import type { Location, RelatedLocation } from "./location.ts";
import { isAtLeast } from "./severity.ts";
import type { Confidence, Severity } from "./severity.ts";

/** OWASP CICD-SEC ids and CWE ids, e.g. `{ owasp: ["CICD-SEC-6"], cwe: ["CWE-798"] }`. */
export interface Tags {
  readonly owasp: readonly string[];
  readonly cwe: readonly string[];
}

export interface Finding {
  readonly ruleId: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  /** One or two sentences: what is wrong here and who gains what. Secrets are already masked. */
  readonly message: string;
  readonly remediation: string;
  readonly docsUrl: string;
  /** 32 hex digits; survives edits elsewhere in the file. */
  readonly fingerprint: string;
  readonly location: Location;
  /** Other places that matter: routes that reach the same fault, definitions. */
  readonly related: readonly RelatedLocation[];
  /** The way from source to sink, in order, when there is one (SARIF code flow). */
  readonly trace: readonly RelatedLocation[];
  readonly tags: Tags;
  /** YAML to write instead, or the call of an API that cures it. */
  readonly replacement?: string;
  /** Edits that cure it, the best first. They hold no secret. */
  readonly fixes?: readonly Fix[];
  /** Set when the finding only informs, because its rule is newer than the settings' `rulesAsOf`. */
  readonly pending?: Pending;
}

export interface Pending {
  /** Version of this tool that brought the rule. */
  readonly since: string;
  /** The version that the settings accept. */
  readonly rulesAsOf: string;
  /** What it will have once the rule is accepted. */
  readonly severity: Severity;
}

/** Whether the finding makes a run fail whose bar is `failOn`. */
export function failsRun({ severity, pending }: Finding, failOn: Severity | "never"): boolean {
  return failOn !== "never" && pending === undefined && isAtLeast(severity, failOn);
}

/** Why a finding is not shown. */
export interface Suppression {
  readonly kind: "inSource" | "settings";
  readonly reason: string;
  /** ISO date after which it no longer holds. */
  readonly until?: string;
}

export interface SuppressedFinding extends Finding {
  readonly suppression: Suppression;
}
