/** Findings by file in the order in which people should read them. */
import type { Finding } from "../finding/finding.ts";
import { severities } from "../finding/severity.ts";
import { groupBy } from "./group-by.ts";

export interface FileFindings {
  readonly file: string;
  /** At least one. */
  readonly findings: readonly [Finding, ...Finding[]];
}

/**
 * The worst first, or last, where the end of the output stands above the prompt: files by their worst finding, then by name; in them
 * findings by severity, then those of one rule together, in the order of their first places.
 */
export function orderFindings(findings: readonly Finding[], worst: "first" | "last"): readonly FileFindings[] {
  const sign = worst === "first" ? 1 : -1;
  return [...groupBy(findings, ({ location }) => location.file.path)]
    .map(([file, found]) => ({ file, found: byRule(found), rank: Math.min(...severityRanks(found)) }))
    .sort((a, b) => sign * (a.rank - b.rank) || (a.file < b.file ? -1 : 1))
    .flatMap(({ file, found }) => {
      const [first, ...rest] = found.toSorted((a, b) => sign * (rankOf(a) - rankOf(b)));
      return first === undefined ? [] : [{ file, findings: [first, ...rest] as const }];
    });
}

function byRule(findings: readonly Finding[]): readonly Finding[] {
  return [...groupBy(findings, ({ ruleId }) => ruleId).values()].flat();
}

function severityRanks(findings: readonly Finding[]): Iterable<number> {
  return new Set(findings.map(rankOf));
}

/** 0 for critical. */
function rankOf({ severity }: Finding): number {
  return severities.indexOf(severity);
}
