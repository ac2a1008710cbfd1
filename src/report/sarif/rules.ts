/** Rules in SARIF's terms, and how severity and confidence become its levels. */
import type { ReportingDescriptor } from "sarif";
import type { RuleInfo } from "../../finding/report.ts";
import type { Confidence, Severity } from "../../finding/severity.ts";

export type Level = "error" | "warning" | "note";

const levels = ["error", "warning", "note"] as const;
const levelOf: Readonly<Record<Severity, Level>> = {
  critical: "error",
  high: "error",
  medium: "warning",
  low: "note",
  info: "note",
};

/** A finding that may well be false is one level quieter. */
export function toLevel(severity: Severity, confidence: Confidence): Level {
  const level = levelOf[severity];
  return confidence === "low" ? (levels[levels.indexOf(level) + 1] ?? "note") : level;
}

/** Scores in the bands by which code scanning services name severities: above 9 critical, from 7 high, from 4 medium, below low. */
const scores: Readonly<Record<Severity, string | undefined>> = {
  critical: "9.5",
  high: "8.0",
  medium: "5.5",
  low: "2.5",
  info: undefined,
};

/** A rule that only informs has no score: code scanning services fail checks by it. */
export function toDescriptor(rule: RuleInfo, isPending: boolean): ReportingDescriptor {
  const score = isPending ? undefined : scores[rule.severity];
  return {
    id: rule.id,
    shortDescription: { text: rule.title },
    fullDescription: { text: rule.summary },
    help: { text: `${rule.rationale}\n\n${rule.remediation}`, markdown: helpOf(rule) },
    helpUri: rule.docsUrl,
    defaultConfiguration: { level: isPending ? "note" : toLevel(rule.severity, rule.confidence) },
    properties: {
      tags: [
        "security",
        ...rule.tags.cwe.map((tag) => `external/cwe/${tag.toLowerCase()}`),
        ...rule.tags.owasp.map((tag) => `external/owasp/${tag.toLowerCase()}`),
      ],
      precision: rule.confidence,
      ...(score === undefined ? {} : { "security-severity": score }),
    },
  };
}

function helpOf({ rationale, remediation, references }: RuleInfo): string {
  const links = references.map(({ title, url }) => `- [${title}](${url})`);
  return [
    `**Why it matters.** ${rationale}`,
    `**What to do.** ${remediation}`,
    ...(links.length > 0 ? [links.join("\n")] : []),
  ].join("\n\n");
}
