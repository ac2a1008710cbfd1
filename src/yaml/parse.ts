/** Text → located YAML nodes, and what is wrong with the text. */
import type { SourceFile } from "../source/source-file.ts";
import type { YamlDocument } from "./document.ts";
import { readByLibrary } from "./library/read.ts";
import { yamlProblem } from "./problem.ts";
import type { YamlProblem } from "./problem.ts";
import { readRegular } from "./regular/document.ts";

/** Reads a YAML 1.2 text with merge keys. Never throws: whatever is wrong is a problem, and the rest is read. */
export function parseYaml(file: SourceFile): YamlDocument {
  const { root, problems, comments } = readRegular(file) ?? readByLibrary(file);
  const all = [...problems, ...nulCharacter(file.text)];
  return { root, problems: all.sort((a, b) => a.span.start - b.span.start), comments };
}

function nulCharacter(text: string): readonly YamlProblem[] {
  const start = text.indexOf("\0");
  if (start === -1) return [];
  const message = "YAML allows no NUL characters; remove it, or save the file as UTF-8.";
  return [yamlProblem("nul-character", { start, end: start + 1 }, message)];
}
