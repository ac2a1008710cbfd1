/** What a change is worth: the rank of the changes follows from it. */
import type { Finding } from "../../finding/finding.ts";
import type { Confidence, Severity } from "../../finding/severity.ts";
import type { Size } from "../../rule/opportunity.ts";

const bySeverity: Readonly<Record<Severity, number>> = { critical: 200, high: 60, medium: 18, low: 4, info: 1 };
const byConfidence: Readonly<Record<Confidence, number>> = { high: 1, medium: 0.75, low: 0.4 };

/** The worst finding counts whole; the others make it at most twice as much, so that many small faults do not outweigh a great one. */
export function findingPoints(findings: readonly Finding[]): number {
  const points = findings.map(({ severity, confidence }) => bySeverity[severity] * byConfidence[confidence]);
  const worst = points.reduce((most, each) => Math.max(most, each), 0);
  const all = points.reduce((sum, each) => sum + each, 0);
  return worst + Math.min(worst, (all - worst) / 5);
}

const byGain: Readonly<Record<Size, number>> = { large: 20, medium: 8, small: 3 };

export function opportunityPoints(gains: readonly Size[]): number {
  const points = gains.map((gain) => byGain[gain]);
  const best = points.reduce((most, each) => Math.max(most, each), 0);
  const all = points.reduce((sum, each) => sum + each, 0);
  return best + Math.min(best / 2, (all - best) / 10);
}

/** A stored credential that a job uses weighs as much as a finding of high severity, also where no finding names it. */
export const migrationPoints = bySeverity.high;

const byEffort: Readonly<Record<Size, number>> = { small: 1, medium: 1.6, large: 3 };

/** Effect against effort. */
export function rankPoints(points: number, effort: Size): number {
  return points / byEffort[effort];
}
