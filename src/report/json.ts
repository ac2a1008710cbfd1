/** The JSON format, version 1. Its shape is a contract: see `json-schema.ts`. Keys are only ever added. */
import type { Finding, SuppressedFinding } from "../finding/finding.ts";
import type { Fix } from "../finding/fix.ts";
import type { Location, RelatedLocation } from "../finding/location.ts";
import { isComplete } from "../finding/report.ts";
import type { CoverageNote, FixedNote, Problem, Report } from "../finding/report.ts";
import { pendingNote } from "./pending.ts";
import { placeOf, snippetOf } from "./places.ts";
import { toJson } from "./plain-text.ts";
import { countBySeverity } from "./tally.ts";

export function renderJson(report: Report): string {
  return toJson({
    schemaVersion: 1,
    tool: { name: report.tool.name, version: report.tool.version },
    summary: {
      files: report.files.length,
      findings: countBySeverity(report.findings),
      suppressed: report.suppressed.length,
      baselined: report.baselined.length,
      complete: isComplete(report),
    },
    findings: report.findings.map(findingOf),
    suppressed: report.suppressed.map(suppressedOf),
    problems: report.problems.map(problemOf),
    coverage: report.coverage.map(noteOf),
    ...(report.fixed === undefined ? {} : { fixed: report.fixed.map(fixedOf) }),
  });
}

function findingOf(finding: Finding): object {
  return {
    ruleId: finding.ruleId,
    severity: finding.severity,
    confidence: finding.confidence,
    message: finding.message,
    remediation: finding.remediation,
    docsUrl: finding.docsUrl,
    fingerprint: finding.fingerprint,
    location: locationOf(finding.location),
    related: finding.related.map(labelledOf),
    tags: { owasp: finding.tags.owasp, cwe: finding.tags.cwe },
    ...(finding.replacement === undefined ? {} : { replacement: finding.replacement }),
    ...(finding.fixes === undefined || finding.fixes.length === 0 ? {} : { fixes: finding.fixes.map(fixOf) }),
    ...(finding.pending === undefined ? {} : { pending: { ...finding.pending, note: pendingNote(finding) } }),
    ...(finding.trace.length === 0 ? {} : { trace: finding.trace.map(labelledOf) }),
  };
}

function fixOf({ title, safety, edits }: Fix): object {
  return { title, safety, edits: edits.map(({ at, text }) => ({ ...placeOf(at), newText: text })) };
}

function suppressedOf(finding: SuppressedFinding): object {
  const { kind, reason, until } = finding.suppression;
  return { ...findingOf(finding), suppression: { kind, reason, ...(until === undefined ? {} : { until }) } };
}

function fixedOf({ file, ruleId, title, safety }: FixedNote): object {
  return { file, ruleId, title, safety };
}

function locationOf(location: Location): object {
  const { isSheet } = location.file;
  return { ...placeOf(location), path: location.path, snippet: snippetOf(location), ...(isSheet === true ? { isSheet } : {}) };
}

function labelledOf(related: RelatedLocation): object {
  return { ...locationOf(related), label: related.label };
}

function problemOf({ code, message, location, level }: Problem): object {
  return { code, message, ...(location === undefined ? {} : { location: locationOf(location) }), level };
}

function noteOf({ ruleId, source, status, reason, location }: CoverageNote): object {
  return {
    ...(ruleId === undefined ? { source } : { ruleId }),
    status,
    ...(reason === undefined ? {} : { reason }),
    ...(location === undefined ? {} : { location: locationOf(location) }),
  };
}
