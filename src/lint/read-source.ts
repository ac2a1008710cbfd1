/** A file's text → the configuration in it, or what keeps it from being one. */
import type { Config } from "../config/config.ts";
import { packOrb, type UnpackedOrb } from "../config/packed-orb.ts";
import { isConfig, readConfig } from "../config/read-config.ts";
import type { Problem } from "../finding/report.ts";
import type { SourceFile } from "../source/source-file.ts";
import { parseYaml } from "../yaml/parse.ts";
import type { YamlProblem } from "../yaml/problem.ts";

export interface ReadSource {
  /** Undefined when the file is no configuration. */
  readonly config: Config | undefined;
  readonly problems: readonly Problem[];
}

/**
 * YAML that is not meant for CircleCI is left alone, unless the file was `named` by the user or has the name that CircleCI reads:
 * then somebody expects it to be a configuration.
 */
export async function readSource(file: SourceFile, named: boolean, orb?: UnpackedOrb): Promise<ReadSource> {
  const { root, problems } = await parseYaml(file);
  if (orb !== undefined) {
    const packed = await packOrb(file, root, orb);
    const inYaml = [...problems.map((problem) => ({ file, problem })), ...packed.yamlProblems];
    const all = [...inYaml.map((found) => toProblem(found.file, found.problem)), ...packed.problems];
    return { config: readConfig(file, packed.root, packed.parts), problems: all };
  }
  const isSomeMap = root?.kind === "map" && root.entries.length > 0;
  if (isConfig(root)) return { config: readConfig(file, root), problems: problems.map((problem) => toProblem(file, problem)) };
  const expected = named || /(?:^|\/)\.circleci\/config\.ya?ml$/.test(file.path);
  if (!expected && (isSomeMap || problems.length === 0)) return { config: undefined, problems: [] };
  const errors = problems.filter((problem) => problem.level === "error");
  return {
    config: undefined,
    problems: errors.length > 0 ? errors.map((problem) => toProblem(file, problem)) : [noConfig(file)],
  };
}

function toProblem(file: SourceFile, { code, message, span, level }: YamlProblem): Problem {
  return { code, message, level, location: { file, span, path: [] } };
}

function noConfig(file: SourceFile): Problem {
  const message = /\S/.test(file.text)
    ? "This is no CircleCI configuration: none of the keys `version`, `jobs`, `workflows`, `orbs` and `commands` stands at its top level."
    : "The file is empty.";
  return { code: "not-a-config", message, level: "error", location: { file, span: { start: 0, end: 0 }, path: [] } };
}
