/** The public API: lint texts that the caller has read. Nothing here touches the disk, the network or the process. */
import { rules as allRules } from "../rules/index.ts";
import { noOrbs, type OrbLookup } from "./config/orb-lookup.ts";
import { docsUrlOf } from "./engine/rule-info.ts";
import type { RuleInfo, Report } from "./finding/report.ts";
import type { Confidence, Profile, Severity } from "./finding/severity.ts";
import { lint as lintFiles } from "./lint/lint.ts";
import type { LintRequest } from "./lint/lint.ts";
import { noRepository } from "./rule/build-audit.ts";
import { readSettings } from "./settings/read-settings.ts";
import { defaultSettings } from "./settings/settings.ts";
import type { Settings } from "./settings/settings.ts";
import { SnapshotError } from "./snapshot/snapshot-error.ts";
import type { Snapshot } from "./snapshot/snapshot.ts";
import { compileGlob } from "./source/glob.ts";
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
export { SnapshotError } from "./snapshot/snapshot-error.ts";
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
  /**
   * The text of a snapshot, as `circleci-secaudit collect` writes it: rules then know what the APIs said of `project`, and its settings
   * are audited too.
   */
  readonly snapshot?: string;
  /** ISO date, on which it is judged whether ignores have expired; today when left out. */
  readonly today?: string;
}

/** What every rule says of itself, by id. */
export const rules: readonly RuleInfo[] = allRules.map(({ meta }) => ({ ...meta, docsUrl: docsUrlOf(meta.id) }));

/**
 * Audits configurations; those of one `.circleci` folder belong together. What cannot be audited is a problem in the report.
 * @throws {SettingsError | SnapshotError} when the settings file or the snapshot cannot be used
 */
export async function lint(sources: readonly SourceFile[], options: LintOptions = {}): Promise<Report> {
  const byPath = new Map(sources.map((source) => [source.path, source]));
  const common = await commonRequest(options);
  const repositoryOf = () => noRepository;
  return lintFiles({
    ...common,
    files: sources.map((source) => ({ source, named: true })),
    follow: (path) => {
      const source = byPath.get(path);
      return source === undefined ? undefined : { source };
    },
    repositoryOf,
    facts: await factsFor(options, common.settings, repositoryOf),
  });
}

/**
 * Audits everything in a snapshot: the configurations of all its repositories, called by their address
 * (`github.com/acme/app/.circleci/config.yml`), and the settings of all its projects and organisations.
 * @throws {SettingsError | SnapshotError} when the settings file or the snapshot cannot be used
 */
export async function lintSnapshot(snapshot: string, options: Omit<LintOptions, "snapshot" | "project"> = {}): Promise<Report> {
  const common = await commonRequest(options);
  const { snapshotFiles } = await import("./lint/snapshot-files.ts");
  const { settings } = common;
  const excluded = settings.exclude.map(compileGlob);
  return lintFiles({
    ...common,
    ...snapshotFiles(await readSnapshot(snapshot), {
      limit: settings.limits.fileBytes,
      isWanted: (path) => !excluded.some((matches) => matches(path)),
    }),
  });
}

async function commonRequest(options: LintOptions) {
  const ids = rules.map((rule) => rule.id);
  const { settings, today, orbs, snapshot: _, ...rest } = options;
  return {
    ...rest,
    orbs: orbs ?? noOrbs,
    rules: allRules,
    settings:
      settings === undefined
        ? defaultSettings
        : readSettings(settings, await parseYaml(settings), { ruleIds: ids, version: tool.version }),
    today: today ?? new Date().toISOString().slice(0, 10),
    tool,
  };
}

async function factsFor({ snapshot: text, project }: LintOptions, settings: Settings, repositoryOf: LintRequest["repositoryOf"]) {
  if (text === undefined) return undefined;
  const snapshot = await readSnapshot(text);
  const { checkoutFacts } = await import("./lint/checkout-facts.ts");
  return checkoutFacts({ snapshot, project: project ?? settings.project, repositoryOf });
}

/** Its code is much, so it is loaded where there is a snapshot. */
async function readSnapshot(text: string): Promise<Snapshot> {
  const { snapshotOf } = await import("./collect/snapshot/snapshot-of.ts");
  const answer = snapshotOf(text, new Date().toISOString());
  if ("fault" in answer) throw new SnapshotError(`The snapshot cannot be used: ${answer.fault}`);
  return answer.snapshot;
}
