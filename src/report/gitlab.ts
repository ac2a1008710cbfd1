/** GitLab Code Quality: a list of issues. What was not checked is in the list too, for it has no other place. */
import type { Finding } from "../finding/finding.ts";
import type { Location } from "../finding/location.ts";
import type { Report } from "../finding/report.ts";
import type { Severity } from "../finding/severity.ts";
import { describeGap, groupGaps } from "./gaps.ts";
import { numberRepeats } from "./group-by.ts";
import { pendingNote } from "./pending.ts";
import { lastLineOf, placeOf } from "./places.ts";
import { toJson } from "./plain-text.ts";
import { onFiles } from "./sheets.ts";

type Grade = "blocker" | "critical" | "major" | "minor" | "info";

interface Issue {
  readonly description: string;
  readonly check_name: string;
  readonly fingerprint: string;
  readonly severity: Grade;
  readonly location: { readonly path: string; readonly lines: { readonly begin: number; readonly end: number } };
}

const grades: Readonly<Record<Severity, Grade>> = {
  critical: "blocker",
  high: "critical",
  medium: "major",
  low: "minor",
  info: "info",
};

export function renderGitlab(given: Report): string {
  const report = onFiles(given);
  return toJson(distinct([...report.findings.map(issueOf), ...problemsOf(report), ...gapsOf(report)]));
}

function issueOf(finding: Finding): Issue {
  const { ruleId, severity, message, fingerprint, location } = finding;
  const description = [message, pendingNote(finding) ?? ""].join(" ").trim();
  return { description, check_name: ruleId, fingerprint, severity: grades[severity], location: linesOf(location) };
}

function linesOf(location: Location): Issue["location"] {
  const place = placeOf(location);
  return { path: place.file, lines: { begin: place.startLine, end: lastLineOf(place) } };
}

function problemsOf(report: Report): readonly Issue[] {
  return report.problems.map(({ code, message, level, location }) => ({
    description: `Not fully checked: ${message}`,
    check_name: `problem/${code}`,
    fingerprint: `problem/${code}/${location?.file.path ?? ""}/${location?.path.join("/") ?? ""}`,
    severity: level === "error" ? "major" : "minor",
    location: location === undefined ? anyFile(report) : linesOf(location),
  }));
}

function gapsOf(report: Report): readonly Issue[] {
  return groupGaps(report.coverage).map((gap) => ({
    description: `Not checked: ${describeGap(gap, 10)}`,
    check_name: `coverage/${gap.status}`,
    fingerprint: `coverage/${gap.status}/${gap.ofRules ? "rules" : "sources"}/${gap.reason}`,
    severity: gap.status === "failed" ? "major" : "info",
    location: gap.location === undefined ? anyFile(report) : linesOf(gap.location),
  }));
}

/** GitLab drops issues without a file. */
function anyFile({ files }: Report): Issue["location"] {
  return { path: files[0] ?? ".circleci/config.yml", lines: { begin: 1, end: 1 } };
}

/** GitLab keeps one issue a fingerprint, so a repeated one gets a number. */
function distinct(issues: readonly Issue[]): readonly Issue[] {
  const fingerprints = numberRepeats(issues.map(({ fingerprint }) => fingerprint));
  return issues.map((issue, at) => ({ ...issue, fingerprint: fingerprints[at] ?? issue.fingerprint }));
}
