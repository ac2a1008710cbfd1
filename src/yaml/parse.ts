/** Text → located YAML nodes, and what is wrong with the text. */
import type { SourceFile } from "../source/source-file.ts";
import type { YamlDocument } from "./document.ts";
import { yamlProblem } from "./problem.ts";
import type { YamlProblem } from "./problem.ts";
import { readRegular } from "./regular/document.ts";

/**
 * Reads a YAML 1.2 text with merge keys. Never throws: whatever is wrong is a problem, and the rest is read. The library is loaded
 * for a text with something out of the ordinary; loading it takes longer than reading a whole configuration without it.
 */
export async function parseYaml(file: SourceFile): Promise<YamlDocument> {
  const regular = readRegular(file);
  return complete(file, regular ?? (await import("./library/read.ts")).readByLibrary(file));
}

/** Adds what is wrong with the text as such, and puts all problems into the order of the text. */
export function complete(file: SourceFile, { root, problems, comments }: YamlDocument): YamlDocument {
  const all = [...problems, ...nulCharacter(file.text)];
  return { root, problems: all.sort((a, b) => a.span.start - b.span.start), comments };
}

function nulCharacter(text: string): readonly YamlProblem[] {
  const start = text.indexOf("\0");
  if (start === -1) return [];
  const message = "YAML allows no NUL characters; remove it, or save the file as UTF-8.";
  return [yamlProblem("nul-character", { start, end: start + 1 }, message)];
}
