/** Which findings are shown; the others are counted, so that a quiet report is no clean one by mistake. */
import type { Finding } from "../finding/finding.ts";
import type { CoverageNote } from "../finding/report.ts";
import { isAtLeast, isAtLeastAsSure } from "../finding/severity.ts";
import type { Confidence, Severity } from "../finding/severity.ts";

export interface Bar {
  readonly minSeverity?: Severity;
  readonly minConfidence?: Confidence;
}

export interface Shown {
  readonly shown: readonly Finding[];
  readonly notes: readonly CoverageNote[];
}

export function showFindings(findings: readonly Finding[], { minSeverity = "info", minConfidence = "low" }: Bar): Shown {
  const shown = findings.filter(
    ({ severity, confidence }) => isAtLeast(severity, minSeverity) && isAtLeastAsSure(confidence, minConfidence),
  );
  const hidden = findings.length - shown.length;
  if (hidden === 0) return { shown, notes: [] };
  const reason = `${String(hidden)} not shown: below severity ${minSeverity} or confidence ${minConfidence}`;
  return { shown, notes: [{ source: "findings", status: "skipped", reason }] };
}
