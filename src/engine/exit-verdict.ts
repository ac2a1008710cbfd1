/** The exit code that a report stands for. */
import { failsRun } from "../finding/finding.ts";
import { isComplete } from "../finding/report.ts";
import type { Report } from "../finding/report.ts";
import type { Severity } from "../finding/severity.ts";

/** `0`: nothing at or above `failOn`. `1`: findings. `2`: the audit could not be completed, whatever was found. */
export function exitVerdict(report: Report, failOn: Severity | "never"): 0 | 1 | 2 {
  if (!isComplete(report)) return 2;
  return report.findings.some((finding) => failsRun(finding, failOn)) ? 1 : 0;
}
