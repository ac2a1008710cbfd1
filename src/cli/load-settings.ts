/** Finds and reads the settings file and the baseline. */
import { existsSync } from "node:fs";
import path from "node:path";
import type { FoundFiles } from "../collect/find-files.ts";
import { readSource } from "../collect/read-file.ts";
import { pathInReports, realPathOf, whyOffLimits } from "../collect/repository.ts";
import type { Baseline } from "../engine/baseline.ts";
import { masksFor } from "../engine/mask-outcome.ts";
import type { Problem } from "../finding/report.ts";
import { SettingsError } from "../settings/settings-error.ts";
import type { Settings } from "../settings/settings.ts";
import { defaultSettings } from "../settings/settings.ts";
import { detectSecrets } from "../secrets/detect.ts";
import { quote } from "../source/quote.ts";
import type { SourceFile } from "../source/source-file.ts";
import { tool } from "../lint/tool.ts";
import { usualSettings } from "./lint-options.ts";
import { UsageError } from "./usage-error.ts";
import { parseYaml } from "../yaml/parse.ts";

/** Far more than a baseline of ten thousand findings. */
const largestFile = 32 * 1024 * 1024;

export interface LoadedSettings {
  readonly settings: Settings;
  /** Absolute path of the file; undefined when there is none. */
  readonly file: string | undefined;
  readonly problems: readonly Problem[];
}

/**
 * The file that the user named, else the one beside the configurations, else that of the repository, else the defaults.
 * @throws {UsageError | SettingsError} when the file cannot be used
 */
export async function loadSettings(
  named: string | undefined,
  found: FoundFiles,
  cwd: string,
  ruleIds: readonly string[],
): Promise<LoadedSettings> {
  const file = named === undefined ? usualFile(found) : path.resolve(cwd, named);
  if (file === undefined) return { settings: defaultSettings, file, problems: misnamed(found) };
  const text = readText(file, pathInReports(file, found.root), "settings file");
  const { readSettings } = await import("../settings/read-settings.ts");
  try {
    return { settings: readSettings(text, await parseYaml(text), { ruleIds, version: tool.version }), file, problems: [] };
  } catch (error) {
    throw error instanceof SettingsError ? await withoutSecrets(error, text) : error;
  }
}

function usualFile({ root, folders }: FoundFiles): string | undefined {
  const candidates = [
    ...(folders.length === 1 ? folders : []).map((folder) => path.join(folder, "secaudit.yml")),
    path.join(root, usualSettings),
  ];
  const file = candidates.find((candidate) => existsSync(candidate));
  if (file === undefined) return undefined;
  const real = realPathOf(file);
  const why = real === undefined ? "is a link that leads nowhere" : whyOffLimits(real, realPathOf(root) ?? root);
  if (why === undefined) return file;
  throw new UsageError(`The settings file ${quote(pathInReports(file, root), 200)} ${why}, so it was not read.`);
}

async function withoutSecrets({ issues }: SettingsError, file: SourceFile): Promise<SettingsError> {
  const { prose } = masksFor((await detectSecrets(file)).map(({ at }) => at));
  return new SettingsError(issues.map((issue) => ({ ...issue, message: prose(issue.message) })));
}

/** A file that somebody took for the settings file. */
function misnamed({ root, folders, files }: FoundFiles): readonly Problem[] {
  const names = [
    "secaudit.yml",
    "secaudit.yaml",
    ".secaudit.yml",
    ".secaudit.yaml",
    "circleci-secaudit.yml",
    ".circleci-secaudit.yml",
  ];
  const places = [root, ...folders].flatMap((folder) => names.map((name) => path.join(folder, name)));
  const named = new Set(files.filter((file) => file.named).map((file) => file.absolute));
  return places
    .filter((place) => existsSync(place) && !named.has(place))
    .map((place) => ({
      code: "misplaced-settings",
      message: `${quote(pathInReports(place, root), 200)} looks like a settings file but was not read: its place is \`${usualSettings}\`; or name it with \`--config\`.`,
      level: "warning",
    }));
}

/** @throws {UsageError} when there is no such file; a file that is no baseline is a problem */
export async function loadBaseline(
  named: string,
  root: string,
  cwd: string,
): Promise<{ readonly baseline: Baseline } | { readonly problem: Problem }> {
  const file = path.resolve(cwd, named);
  const text = readText(file, pathInReports(file, root), "baseline");
  const { readBaseline } = await import("../engine/baseline.ts");
  return readBaseline(text);
}

function readText(absolute: string, shown: string, what: string): SourceFile {
  if (!existsSync(absolute)) throw new UsageError(`There is no ${what} ${quote(shown, 200)}.`);
  const result = readSource({ absolute, path: shown, size: 0, named: true }, largestFile);
  if ("problem" in result) throw new UsageError(`The ${what} ${quote(shown, 200)} cannot be used. ${result.problem.message}`);
  return result.source;
}
