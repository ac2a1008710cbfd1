/** `init`: the settings file of this repository, and what to copy so that the linter runs by itself. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { homeOf, pathInReports } from "../../collect/repository.ts";
import { writeFileAtomically } from "../../collect/write-file.ts";
import { quote } from "../../source/quote.ts";
import { entryOf } from "../../yaml/node.ts";
import { parseYaml } from "../../yaml/parse.ts";
import type { CommandLine } from "../command-line.ts";
import { usualSettings } from "../lint-options.ts";
import { isGiven, valueGiven } from "../parse-command-line.ts";
import { print } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";
import { tool } from "../../lint/tool.ts";
import { settingsTemplate } from "./settings-template.ts";
import { ciJob, factsHint, preCommitHook } from "./snippets.ts";
import type { Surroundings } from "./snippets.ts";

/** @throws {UsageError} when the settings file cannot be written */
export async function init(line: CommandLine, cwd: string): Promise<number> {
  const root = homeOf(cwd, cwd);
  const wanted = valueGiven(line, "config");
  const target = wanted === undefined ? path.join(root, usualSettings) : path.resolve(cwd, wanted);
  const shown = pathInReports(target, root);
  const around: Surroundings = {
    workflow: (await firstWorkflow(root)) ?? "main",
    isDependency: isDependency(root),
    settings: shown === usualSettings ? undefined : shown,
    version: tool.version,
  };
  const outcome = writeSettings(target, shown, isGiven(line, "force"));
  return print(
    [
      outcome,
      "",
      "# A job for .circleci/config.yml; merge it with what is there:",
      ciJob(around),
      "# A hook for .pre-commit-config.yaml:",
      preCommitHook(around),
      factsHint,
    ].join("\n"),
  );
}

function writeSettings(target: string, shown: string, force: boolean): string {
  const exists = read(target) !== undefined;
  if (exists && !force) return `# ${quote(shown, 200)} exists and was left as it is; --force replaces it.`;
  const fault = writeFileAtomically(target, settingsTemplate(tool.version));
  if (fault !== undefined) throw new UsageError(`${quote(shown, 200)} cannot be written: ${fault}.`);
  return `# ${exists ? "Replaced" : "Wrote"} ${quote(shown, 200)}.`;
}

/** The first workflow of the repository's configuration whose name can stand in YAML without quotes. */
async function firstWorkflow(root: string): Promise<string | undefined> {
  const file = { path: ".circleci/config.yml", text: read(path.join(root, ".circleci/config.yml")) ?? "" };
  const top = (await parseYaml(file)).root;
  const workflows = top?.kind === "map" ? entryOf(top, "workflows")?.value : undefined;
  if (workflows?.kind !== "map") return undefined;
  return workflows.entries.map((entry) => entry.key).find((name) => name !== "version" && /^[a-z][\w-]*$/i.test(name));
}

function isDependency(root: string): boolean {
  return (read(path.join(root, "package.json")) ?? "").includes(`"${tool.name}"`);
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
