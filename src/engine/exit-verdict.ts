/** The exit code that a report stands for. */
import { isComplete } from "../finding/report.ts";
import type { Report } from "../finding/report.ts";
import { isAtLeast } from "../finding/severity.ts";
import type { Severity } from "../finding/severity.ts";

/** `0`: nothing at or above `failOn`. `1`: findings. `2`: the audit could not be completed, whatever was found. */
export function exitVerdict(report: Report, failOn: Severity | "never"): 0 | 1 | 2 {
  if (!isComplete(report)) return 2;
  return failOn !== "never" && report.findings.some(({ severity }) => isAtLeast(severity, failOn)) ? 1 : 0;
}
