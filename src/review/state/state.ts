/** What a review keeps for the next one: names, counts and figures; no text of the document and no value. */
import type { Severity } from "../../finding/severity.ts";
import type { Batch } from "../../rule/opportunity.ts";
import type { SettingVerdict } from "../../rule/setting-state.ts";

/** Raised when an older reader could not make sense of the file. */
export const stateFormat = 1;

export interface ReviewState {
  readonly format: typeof stateFormat;
  readonly tool: { readonly name: string; readonly version: string };
  /** As the title of the review names it. */
  readonly project: string;
  /** ISO date. */
  readonly date?: string | undefined;
  readonly revision?: string | undefined;
  readonly findings: readonly KeptFinding[];
  readonly opportunities: readonly KeptOpportunity[];
  /** Ids of the migrations that are still to be done. */
  readonly migrations: readonly string[];
  readonly secrets: KeptSecrets;
  readonly settings: readonly KeptSetting[];
  readonly measures: readonly KeptMeasure[];
  /** Over all branches. */
  readonly workflows: readonly KeptWorkflow[];
}

export interface KeptFinding {
  readonly fingerprint: string;
  readonly ruleId: string;
  readonly severity: Severity;
  readonly file: string;
}

export interface KeptOpportunity {
  readonly id: string;
  /** The jobs or workflows that it is about, in order; empty for the whole project. */
  readonly about: readonly string[];
  readonly batch: Batch;
}

export interface KeptSecrets {
  readonly total: number;
  readonly inContexts: number;
  readonly inProject: number;
  readonly inConfig: number;
}

export interface KeptSetting {
  readonly subject: string;
  readonly id: string;
  readonly verdict: SettingVerdict;
}

export interface KeptMeasure {
  readonly id: string;
  readonly good: number;
  readonly of: number;
}

export interface KeptWorkflow {
  readonly name: string;
  readonly runs?: number | undefined;
  readonly successRate?: number | undefined;
  readonly medianSeconds?: number | undefined;
  readonly p95Seconds?: number | undefined;
  readonly recoverySeconds?: number | undefined;
  readonly credits?: number | undefined;
}
