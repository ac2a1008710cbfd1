/** Reads any text by the library's parser and, where something is out of the ordinary, by its composer's verdict. */
import type { SourceFile } from "../../source/source-file.ts";
import type { YamlDocument } from "../document.ts";
import { maxProblems } from "../problem.ts";
import type { YamlProblem } from "../problem.ts";
import { faultProblems, syntaxProblems } from "./check-syntax.ts";
import { composeDocument, newComposition } from "./document.ts";
import type { Composition } from "./composition.ts";
import { readTokens } from "./tokens.ts";
import type { TokenStream } from "./tokens.ts";

/**
 * Nodes are made straight from the library's concrete syntax tree. Its full composer takes as long again, and is asked only
 * when the text cannot be vouched for without it.
 */
export function readByLibrary(file: SourceFile): YamlDocument {
  const stream = readTokens(file.text);
  const { document, comments, stopped } = stream;
  const composition = newComposition(file);
  const root = document === undefined ? undefined : composeDocument(composition, document);
  const problems = [...composition.problems, ...invalidities(stream, composition, file.text.length)];
  if (stopped !== undefined) problems.push(stopped);
  return { root, problems, comments };
}

function invalidities(stream: TokenStream, composition: Composition, length: number): readonly YamlProblem[] {
  // What comes after the place where reading stopped is missing, and the library would complain of that.
  const isCut = stream.stopped !== undefined && stream.stopped.code !== "several-documents";
  if (isCut) return [];
  const faults = [...stream.faults, ...composition.faults];
  if (faults.length > maxProblems) return faultProblems(faults, length);
  const isDoubtful = stream.isDoubtful || composition.isDoubtful;
  return faults.length > 0 || isDoubtful ? syntaxProblems(stream.tokens, length) : [];
}
