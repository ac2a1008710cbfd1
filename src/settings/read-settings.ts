/** Reads the settings file. It may come from the audited repository: it can name files and patterns, but nothing in it is run. */
import type { PathSegment } from "../finding/location.ts";
import { locationOf } from "../yaml/node.ts";
import type { YamlNode } from "../yaml/node.ts";
import type { YamlDocument } from "../yaml/document.ts";
import { didYouMean } from "../schema/near-miss.ts";
import { checkSettings } from "../schema/validate.ts";
import type { SchemaIssue } from "../schema/issues.ts";
import { quote } from "../source/quote.ts";
import { positionAt } from "../source/source-file.ts";
import type { SourceFile } from "../source/source-file.ts";
import { policyMistakes } from "./check-policy.ts";
import type { Mistake } from "./check-policy.ts";
import { nodeAt, toPlainValue } from "./plain-value.ts";
import { toProject } from "./policy/project.ts";
import { SettingsError } from "./settings-error.ts";
import type { SettingsIssue } from "./settings-error.ts";
import type { SettingsData } from "./settings-data.ts";
import { defaultSettings } from "./settings.ts";
import type { Settings, SettingsIgnore } from "./settings.ts";

const longestText = 256 * 1024;

/** What settings may refer to. */
export interface KnownToSettings {
  /** The ids that exist. */
  readonly ruleIds: readonly string[];
  /** Of this tool. */
  readonly version: string;
}

/**
 * The settings with defaults filled in; `document` is the file as `parseYaml` reads it.
 * @throws {SettingsError} with every fault and its place, for the user to put right
 */
export function readSettings(file: SourceFile, document: YamlDocument, known: KnownToSettings): Settings {
  if (file.text.length > longestText) throw new SettingsError([issueAt(file, 0, "The settings file is larger than 256 KB.")]);
  const { root, problems } = document;
  if (problems.length > 0) throw new SettingsError(problems.map(({ span, message }) => issueAt(file, span.start, message)));
  if (root === undefined) return defaultSettings;
  const plain = toPlainValue(root);
  if (plain === undefined) throw new SettingsError([issueAt(file, 0, "The settings file holds too many values.")]);
  const { data } = plain;
  const issues = checkSettings(data);
  if (!isValid(data, issues)) throw new SettingsError(issues.map((issue) => issueOf(root, issue)));
  const mistakes = [...unknownRules(data, known.ruleIds), ...impossibleDates(data), ...policyMistakes(data, known.version)];
  if (mistakes.length > 0) throw new SettingsError(mistakes.map((issue) => issueOf(root, issue)));
  return toSettings(data, root);
}

function isValid(_data: unknown, issues: readonly SchemaIssue[]): _data is SettingsData {
  return issues.length === 0;
}

function toSettings(data: SettingsData, root: YamlNode): Settings {
  return {
    ...defaultSettings,
    ...data,
    rules: new Map(Object.entries(data.rules ?? {})),
    ignore: (data.ignore ?? []).map((entry, index): SettingsIgnore => ({
      ruleId: entry.rule,
      path: entry.path,
      at: entry.at,
      reason: entry.reason?.trim() ?? "",
      until: entry.until,
      location: locationOf(nodeAt(root, ["ignore", index], "value")),
    })),
    project: data.project === undefined ? undefined : toProject(data.project),
    limits: { ...defaultSettings.limits, ...data.limits },
    contexts: { ...defaultSettings.contexts, ...data.contexts },
    orbs: { ...defaultSettings.orbs, ...data.orbs, pins: new Map(Object.entries(data.orbs?.pins ?? {})) },
    images: { ...defaultSettings.images, ...data.images },
    resourceClasses: { ...defaultSettings.resourceClasses, ...data.resourceClasses },
    sshKeys: { ...defaultSettings.sshKeys, ...data.sshKeys },
    secretNames: { ...defaultSettings.secretNames, ...data.secretNames },
  };
}

function unknownRules({ rules = {}, ignore = [] }: SettingsData, ruleIds: readonly string[]): readonly Mistake[] {
  const known = new Set(ruleIds);
  const named: readonly (readonly [string, readonly PathSegment[], "key" | "value"])[] = [
    ...Object.keys(rules).map((id) => [id, ["rules", id], "key"] as const),
    ...ignore.map(({ rule }, index) => [rule, ["ignore", index, "rule"], "value"] as const),
  ];
  return named.flatMap(([id, path, on]) => {
    if (known.has(id)) return [];
    return [{ path, on, message: `There is no rule ${quote(id)}.`, hint: didYouMean(id, ruleIds).trim() || undefined }];
  });
}

/** The schema sees to the digits; that there is such a day is checked here. */
function impossibleDates({ ignore = [] }: SettingsData): readonly Mistake[] {
  return ignore.flatMap(({ until }, index) => {
    if (until === undefined || isDay(until)) return [];
    return [
      { path: ["ignore", index, "until"], on: "value" as const, message: `There is no day ${quote(until)}.`, hint: undefined },
    ];
  });
}

function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

function issueOf(root: YamlNode, { path, on, message, hint }: Mistake): SettingsIssue {
  const { file, span } = nodeAt(root, path, on);
  return issueAt(file, span.start, hint === undefined ? message : `${message} ${hint}`);
}

function issueAt(file: SourceFile, offset: number, message: string): SettingsIssue {
  return { file: file.path, ...positionAt(file, offset), message };
}
