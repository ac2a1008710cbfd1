/** What can be fixed and what was, in words. */
import type { Finding } from "../finding/finding.ts";
import type { FixSafety } from "../finding/fix.ts";
import type { FixedNote, Report } from "../finding/report.ts";
import { plural } from "./tally.ts";

/** How a finding can be fixed: the safest way it has. */
export function fixabilityOf({ fixes = [] }: Finding): FixSafety | undefined {
  return fixes.some(({ safety }) => safety === "safe") ? "safe" : fixes[0]?.safety;
}

/** For files that are only a copy of what was collected: nothing can be fixed there. */
export function withoutFixes(report: Report): Report {
  return { ...report, findings: report.findings.map((finding) => ({ ...finding, fixes: [] })) };
}

/** The option that fixes it. */
export const optionFor: Readonly<Record<FixSafety, string>> = { safe: "--fix", unsafe: "--fix=unsafe" };

/** `2 can be fixed with --fix, 1 more with --fix=unsafe`; empty when none can. */
export function describeFixable(findings: readonly Finding[]): string {
  const count = (wanted: FixSafety): number => findings.filter((finding) => fixabilityOf(finding) === wanted).length;
  const [safe, unsafe] = [count("safe"), count("unsafe")];
  if (safe === 0) return unsafe === 0 ? "" : `${unsafe} can be fixed with \`--fix=unsafe\`.`;
  return `${safe} can be fixed with \`--fix\`${unsafe === 0 ? "" : `, ${unsafe} more with \`--fix=unsafe\``}.`;
}

/** `Fixed 3 faults in 2 files`, or what `--diff` says of what it shows. */
export function describeFixes(fixed: readonly FixedNote[], state: "done" | "possible"): string {
  const files = new Set(fixed.map(({ file }) => file)).size;
  const counts = `${plural(fixed.length, "fault")} in ${plural(files, "file")}`;
  if (state === "done") return files === 0 ? "nothing could be fixed" : `fixed ${counts}`;
  return files === 0 ? "nothing can be fixed" : `${counts} can be fixed; nothing was written`;
}
