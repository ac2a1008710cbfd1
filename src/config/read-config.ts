/** A YAML tree → the configuration as written. */
import type { SourceFile } from "../source/source-file.ts";
import { entryOf, type YamlMap, type YamlNode } from "../yaml/node.ts";
import { checkSteps } from "./check-steps.ts";
import type { Config, ConfigPart, Library } from "./config.ts";
import { topLevelKeys } from "./keys.ts";
import { problemList } from "./reader.ts";
import { readLibrary, readParameters } from "./read-definitions.ts";
import { readJobGroups, readWorkflows } from "./read-workflows.ts";

/** True for YAML that is meant for CircleCI: a map with at least one key that CircleCI reads. */
export function isConfig(root: YamlNode | undefined): root is YamlMap {
  return root?.kind === "map" && root.entries.some((entry) => (topLevelKeys as readonly string[]).includes(entry.key));
}

/** Reads what is there and reports what does not fit. Never throws. */
export function readConfig(file: SourceFile, root: YamlMap, parts: readonly ConfigPart[] = []): Config {
  const list = problemList();
  const at = (key: string): YamlNode | undefined => entryOf(root, key)?.value;
  const version = at("version");
  const setup = at("setup");
  const library = readLibrary(root, list);
  const workflows = readWorkflows(at("workflows"), list);
  checkSteps(library, workflows, list);
  return {
    file,
    root,
    parts,
    kind: workflows.length === 0 && isOrb(root, parts, library, version) ? "orb" : "config",
    version: version?.kind === "scalar" ? version.text : undefined,
    setup: setup?.kind === "scalar" && setup.value === true,
    setupNode: setup,
    parameters: readParameters(at("parameters"), list),
    orbs: library.orbs,
    library,
    jobGroups: readJobGroups(at("job-groups"), list),
    workflows,
    problems: list.problems,
  };
}

/** Without workflows CircleCI runs the job named `build`, unless the file has what only orbs have. */
function isOrb(root: YamlMap, parts: readonly ConfigPart[], library: Library, version: YamlNode | undefined): boolean {
  if (parts.length > 0 || entryOf(root, "examples") !== undefined || entryOf(root, "display") !== undefined) return true;
  const runsAlone = library.jobs.has("build") && version !== undefined;
  return library.jobs.size + library.commands.size + library.executors.size > 0 && !runsAlone;
}
