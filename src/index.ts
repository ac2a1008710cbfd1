/** The public API: lint texts that the caller has read. Nothing here touches the disk, the network or the process. */
import { rules as allRules } from "../rules/index.ts";
import { noOrbs, type OrbLookup } from "./config/orb-lookup.ts";
import { docsUrlOf } from "./engine/rule-info.ts";
import type { RuleInfo, Report } from "./finding/report.ts";
import type { Confidence, Profile, Severity } from "./finding/severity.ts";
import { lint as lintFiles } from "./lint/lint.ts";
import { noRepository } from "./rule/build-audit.ts";
import { readSettings } from "./settings/read-settings.ts";
import { defaultSettings } from "./settings/settings.ts";
import type { SourceFile } from "./source/source-file.ts";
import { tool } from "./lint/tool.ts";
import { parseYaml } from "./yaml/parse.ts";

export type { FoundOrb, OrbLookup, WantedOrb } from "./config/orb-lookup.ts";
export { exitVerdict } from "./engine/exit-verdict.ts";
export type { Finding, Pending, SuppressedFinding, Suppression, Tags } from "./finding/finding.ts";
export type { Edit, Fix, FixSafety } from "./finding/fix.ts";
export type { Location, PathSegment, RelatedLocation } from "./finding/location.ts";
export type { CoverageNote, FixedNote, Problem, Report, RuleInfo } from "./finding/report.ts";
export type { Confidence, Profile, Severity } from "./finding/severity.ts";
export { render } from "./report/formats.ts";
export type { FormatName, RenderOptions } from "./report/formats.ts";
export { SettingsError } from "./settings/settings-error.ts";
export type { SettingsIssue } from "./settings/settings-error.ts";
export type { SourceFile } from "./source/source-file.ts";
export { positionAt } from "./source/source-file.ts";
export type { Position, Span } from "./source/span.ts";

export interface LintOptions {
  /** The settings file, where there is one. */
  readonly settings?: SourceFile;
  /** Which project this is, such as `github.com/acme/app`, for settings that are bound to projects. */
  readonly project?: string;
  /** Goes before the settings. */
  readonly profile?: Profile;
  readonly minSeverity?: Severity;
  readonly minConfidence?: Confidence;
  /** Ids: when there are any, only these rules run. */
  readonly only?: readonly string[];
  /** Ids of rules that do not run. */
  readonly skip?: readonly string[];
  /** Finds the sources of orbs; without them what orbs do is not known. */
  readonly orbs?: OrbLookup;
  /** Comments and settings hide nothing. */
  readonly noIgnores?: boolean;
  /** ISO date, on which it is judged whether ignores have expired; today when left out. */
  readonly today?: string;
}

/** What every rule says of itself, by id. */
export const rules: readonly RuleInfo[] = allRules.map(({ meta }) => ({ ...meta, docsUrl: docsUrlOf(meta.id) }));

/**
 * Audits configurations; those of one `.circleci` folder belong together. What cannot be audited is a problem in the report.
 * @throws {SettingsError} when the settings file cannot be used
 */
export async function lint(sources: readonly SourceFile[], options: LintOptions = {}): Promise<Report> {
  const ids = rules.map((rule) => rule.id);
  const { settings, today, orbs, ...rest } = options;
  const byPath = new Map(sources.map((source) => [source.path, source]));
  return lintFiles({
    ...rest,
    files: sources.map((source) => ({ source, named: true })),
    follow: (path) => {
      const source = byPath.get(path);
      return source === undefined ? undefined : { source };
    },
    repositoryOf: () => noRepository,
    orbs: orbs ?? noOrbs,
    rules: allRules,
    settings:
      settings === undefined
        ? defaultSettings
        : readSettings(settings, await parseYaml(settings), { ruleIds: ids, version: tool.version }),
    today: today ?? new Date().toISOString().slice(0, 10),
    tool,
  });
}
