/** Reports for tests, made by hand: places are named by the text that stands there. */
import type { Finding } from "../../src/finding/finding.ts";
import type { Location, PathSegment, RelatedLocation } from "../../src/finding/location.ts";
import type { Report, RuleInfo } from "../../src/finding/report.ts";
import type { RenderOptions } from "../../src/report/formats.ts";
import type { SourceFile } from "../../src/source/source-file.ts";

export const plainOptions: RenderOptions = { colour: false, hyperlinks: false, width: 100, failOn: "low" };

/** The place of `needle`; the first one after `after`, when that is given. */
export function at(file: SourceFile, needle: string, path: readonly PathSegment[] = [], after = ""): Location {
  const start = file.text.indexOf(needle, Math.max(0, file.text.indexOf(after)));
  if (start === -1) throw new Error(`"${needle}" does not stand in ${file.path}`);
  return { file, span: { start, end: start + needle.length }, path };
}

export function related(location: Location, label: string): RelatedLocation {
  return { ...location, label };
}

export function rule(id: string, more: Partial<RuleInfo> = {}): RuleInfo {
  return {
    id,
    title: "Something is wrong",
    summary: "Something that should not be there is there.",
    rationale: "Whoever can push can use it.",
    remediation: "Take it away.",
    severity: "high",
    confidence: "high",
    profile: "regular",
    docsUrl: `https://docs.example/rules#${id}`,
    references: [{ title: "Read on", url: "https://docs.example/read-on" }],
    tags: { owasp: ["CICD-SEC-6"], cwe: ["CWE-798"] },
    ...more,
  };
}

/** A finding of the rule, with the rule's severity, confidence and remediation unless `more` says otherwise. */
export function finding(info: RuleInfo, location: Location, more: Partial<Finding> = {}): Finding {
  return {
    ruleId: info.id,
    severity: info.severity,
    confidence: info.confidence,
    message: "`this` is wrong here.",
    remediation: info.remediation,
    docsUrl: info.docsUrl,
    fingerprint: fingerprint(`${info.id} ${location.file.path} ${location.span.start}`),
    location,
    related: [],
    trace: [],
    tags: info.tags,
    ...more,
  };
}

/** 32 hex digits that depend on the text; enough for tests. */
function fingerprint(text: string): string {
  let hash = 7;
  for (const character of text) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 0xffffffff;
  return hash.toString(16).padStart(32, "0");
}

export function report(more: Partial<Report> = {}): Report {
  const findings = [...(more.findings ?? []), ...(more.suppressed ?? []), ...(more.baselined ?? [])];
  return {
    tool: { name: "circleci-secaudit", version: "1.2.3" },
    files: [...new Set(findings.map(({ location }) => location.file.path))].sort(),
    findings: [],
    suppressed: [],
    baselined: [],
    problems: [],
    coverage: [],
    rules: [],
    ...more,
  };
}
