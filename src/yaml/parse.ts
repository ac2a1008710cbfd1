/** Text → located YAML nodes, and what is wrong with the text. */
import type { Span } from "../source/span.ts";
import type { SourceFile } from "../source/source-file.ts";
import { faultProblems, syntaxProblems } from "./compose/check-syntax.ts";
import { composeDocument, newComposition } from "./compose/document.ts";
import type { Composition } from "./compose/composition.ts";
import type { YamlNode } from "./node.ts";
import { maxProblems, yamlProblem } from "./problem.ts";
import type { YamlProblem } from "./problem.ts";
import { readTokens } from "./tokens/library.ts";
import { readRegular } from "./tokens/regular.ts";
import type { TokenStream } from "./tokens/library.ts";

export interface YamlDocument {
  /** Undefined when the document is empty. A text with problems has whatever tree could be made of it. */
  readonly root: YamlNode | undefined;
  /** In the order of the text. */
  readonly problems: readonly YamlProblem[];
  /** Comments outside scalars, from `#` to the end of the line. */
  readonly comments: readonly Span[];
}

/**
 * Reads a YAML 1.2 text with merge keys; never throws. Nodes are made straight from the library's concrete syntax tree; its
 * full composer, twice as slow, is asked only about a text in which something is out of the ordinary.
 */
export function parseYaml(file: SourceFile): YamlDocument {
  const stream = readRegular(file.text) ?? readTokens(file.text);
  const composition = newComposition(file);
  const root = stream.document === undefined ? undefined : composeDocument(composition, stream.document);
  const found = [...composition.problems, ...invalidities(stream, composition, file.text.length), ...nulCharacter(file.text)];
  if (stream.stopped !== undefined) found.push(stream.stopped);
  return { root, problems: found.sort((a, b) => a.span.start - b.span.start), comments: stream.comments };
}

function invalidities(stream: TokenStream, { faults, doubtful }: Composition, length: number): readonly YamlProblem[] {
  // What comes after the place where reading stopped is missing, and the library would complain of that.
  const isCut = stream.stopped !== undefined && stream.stopped.code !== "several-documents";
  if (isCut) return [];
  const all = [...stream.faults, ...faults];
  if (all.length > maxProblems) return faultProblems(all, length);
  return all.length > 0 || doubtful || stream.isDoubtful ? syntaxProblems(stream.tokens, length) : [];
}

function nulCharacter(text: string): readonly YamlProblem[] {
  const start = text.indexOf("\0");
  if (start === -1) return [];
  return [
    yamlProblem(
      "nul-character",
      { start, end: start + 1 },
      "YAML allows no NUL characters; remove it, or save the file as UTF-8.",
    ),
  ];
}
