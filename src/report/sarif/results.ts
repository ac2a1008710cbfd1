/** Findings in SARIF's terms. */
import type { Fix as SarifFix, Result, Suppression as SarifSuppression } from "sarif";
import type { Finding, Suppression } from "../../finding/finding.ts";
import type { Fix } from "../../finding/fix.ts";
import type { Report } from "../../finding/report.ts";
import { groupBy } from "../group-by.ts";
import { pendingNote } from "../pending.ts";
import { artifact, labelled, message, primary, regionOf } from "./places.ts";
import { toLevel } from "./rules.ts";

/** All findings of the run, the suppressed and the known ones too, marked as such. `indexOf` gives a rule's place in the driver. */
export function resultsOf(report: Report, indexOf: ReadonlyMap<string, number>): Result[] {
  const { findings, suppressed, baselined } = report;
  const compared = baselined.length > 0;
  return [
    ...findings.map((finding) => toResult(finding, indexOf, compared ? "new" : undefined)),
    ...baselined.map((finding) => toResult(finding, indexOf, "unchanged")),
    ...suppressed.map((finding) => ({
      ...toResult(finding, indexOf, undefined),
      suppressions: [toSuppression(finding.suppression)],
    })),
  ];
}

function toResult(finding: Finding, indexOf: ReadonlyMap<string, number>, state: "new" | "unchanged" | undefined): Result {
  const { ruleId, severity, confidence, location, related, trace, remediation, replacement, fixes = [] } = finding;
  const ruleIndex = indexOf.get(ruleId);
  return {
    ruleId,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    level: toLevel(severity, confidence),
    message: message([finding.message, pendingNote(finding) ?? ""].join(" ").trim()),
    locations: [primary(location)],
    ...(related.length === 0 ? {} : { relatedLocations: related.map((place, at) => ({ id: at + 1, ...labelled(place) })) }),
    ...(trace.length === 0
      ? {}
      : { codeFlows: [{ threadFlows: [{ locations: trace.map((place) => ({ location: labelled(place) })) }] }] }),
    ...(fixes.length === 0 ? {} : { fixes: fixes.map(toFix) }),
    partialFingerprints: { "circleciSecaudit/v1": finding.fingerprint },
    ...(state === undefined ? {} : { baselineState: state }),
    properties: {
      ...{ severity, confidence, remediation },
      ...(replacement === undefined ? {} : { replacement }),
      ...(finding.pending === undefined ? {} : { pending: finding.pending }),
    },
  };
}

/** Readers that apply fixes by themselves must see which are safe. */
function toFix({ title, safety, edits }: Fix): SarifFix {
  const changes = groupBy(edits, ({ at }) => at.file.path);
  return {
    description: message(title),
    artifactChanges: [...changes].map(([path, own]) => ({
      artifactLocation: artifact(path),
      replacements: own.map(({ at, text }) => ({ deletedRegion: regionOf(at), insertedContent: { text } })),
    })),
    properties: { safety },
  };
}

function toSuppression({ kind, reason, until }: Suppression): SarifSuppression {
  return {
    kind: kind === "inSource" ? "inSource" : "external",
    status: "accepted",
    justification: reason,
    ...(until === undefined ? {} : { properties: { until } }),
  };
}
