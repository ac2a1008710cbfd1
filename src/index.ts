/** The public API. */
export type { Finding, SuppressedFinding, Suppression, Tags } from "./finding/finding.ts";
export type { Location, RelatedLocation } from "./finding/location.ts";
export type { CoverageNote, Problem, Report, RuleInfo } from "./finding/report.ts";
export { isComplete } from "./finding/report.ts";
export type { Confidence, Profile, Severity } from "./finding/severity.ts";
export type { SourceFile } from "./source/source-file.ts";
export { positionAt } from "./source/source-file.ts";
export type { Position, Span } from "./source/span.ts";
