/** Counts, and how they are put into words. */
import type { Finding } from "../finding/finding.ts";
import type { Report } from "../finding/report.ts";
import { severities } from "../finding/severity.ts";
import type { Severity } from "../finding/severity.ts";
import { isOnSheet } from "./sheets.ts";

export type SeverityCounts = Readonly<Record<Severity, number>>;

export function countBySeverity(findings: readonly Finding[]): SeverityCounts {
  const counts = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };
  for (const { severity } of findings) counts[severity] += 1;
  return counts;
}

/** `1 critical, 3 high`; kinds with none are left out. */
export function describeCounts(counts: SeverityCounts): string {
  return severities
    .filter((severity) => counts[severity] > 0)
    .map((severity) => `${counts[severity]} ${severity}`)
    .join(", ");
}

/** `1 file`, `3 files`. */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** What was found but is not among the findings: `2 suppressed`, `5 in the baseline`. Empty when there is none. */
export function hiddenCounts({ suppressed, baselined }: Report): readonly string[] {
  return [
    ...(suppressed.length > 0 ? [`${suppressed.length} suppressed`] : []),
    ...(baselined.length > 0 ? [`${baselined.length} in the baseline`] : []),
  ];
}

/** How many rules the report says ran. */
export function rulesThatRan({ coverage }: Report): number {
  return new Set(coverage.flatMap(({ ruleId, status }) => (ruleId !== undefined && status === "ran" ? [ruleId] : []))).size;
}

/** `7 findings in 2 of 4 files and in settings: 1 critical, 6 low`, or `No findings in 4 files`. */
export function describeFindings({ findings, files, sheets }: Report): string {
  const all = files.length === 0 ? [] : [plural(files.length, "file")];
  if (sheets !== undefined) all.push("settings");
  if (all.length === 0) return "No file was audited";
  if (findings.length === 0) return `No findings in ${all.join(" and in ")}`;
  const hit = new Set(findings.filter(({ location }) => !isOnSheet(location)).map(({ location }) => location.file.path)).size;
  const where = hit === 0 ? [] : [hit < files.length ? `${hit} of ${plural(files.length, "file")}` : plural(hit, "file")];
  if (findings.some(({ location }) => isOnSheet(location))) where.push("settings");
  return `${plural(findings.length, "finding")} in ${where.join(" and in ")}: ${describeCounts(countBySeverity(findings))}`;
}

/** One line on the whole run: `No findings in 2 files. 2 suppressed, 1 in the baseline.` */
export function headline(report: Report): string {
  const hidden = hiddenCounts(report);
  return `${describeFindings(report)}.${hidden.length > 0 ? ` ${hidden.join(", ")}.` : ""}`;
}
