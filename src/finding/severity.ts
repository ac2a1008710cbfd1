/** How bad, how sure, and who wants to see it. */

/** Worst first. */
export const severities = ["critical", "high", "medium", "low", "info"] as const;
export type Severity = (typeof severities)[number];

/** Surest first. */
export const confidences = ["high", "medium", "low"] as const;
export type Confidence = (typeof confidences)[number];

/** `auditor` includes `pedantic` includes `regular`. */
export const profiles = ["regular", "pedantic", "auditor"] as const;
export type Profile = (typeof profiles)[number];

/** True when `severity` is `bar` or worse. */
export function isAtLeast(severity: Severity, bar: Severity): boolean {
  return severities.indexOf(severity) <= severities.indexOf(bar);
}

export function isAtLeastAsSure(confidence: Confidence, bar: Confidence): boolean {
  return confidences.indexOf(confidence) <= confidences.indexOf(bar);
}

export function worst(a: Severity, b: Severity): Severity {
  return isAtLeast(a, b) ? a : b;
}
