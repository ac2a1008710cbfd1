/** What the library has to say about a text that is not regular: its errors, in our words. */
import { Composer } from "yaml";
import type { CST, ErrorCode } from "yaml";
import { maxProblems, yamlProblem } from "../problem.ts";
import type { YamlProblem } from "../problem.ts";

const messages: Readonly<Record<ErrorCode, string>> = {
  ALIAS_PROPS: "An alias takes no anchor or tag of its own; remove it.",
  BAD_ALIAS: "This anchor or alias has no name; give it one.",
  BAD_COLLECTION_TYPE: "This tag does not fit its value; remove the tag.",
  BAD_DIRECTIVE: "This `%` line is no directive that YAML knows; remove it.",
  BAD_DQ_ESCAPE: "Double quotes know no such escape; write the backslash twice or use single quotes.",
  BAD_INDENT: "This is not indented as its place demands; align it with its neighbours and indent what belongs to it.",
  BAD_PROP_ORDER: "An anchor or tag stands before its indicator; write it after the `-`, `?` or `:`.",
  BAD_SCALAR_START: "No value may start with this character unless it is quoted; put quotes around it.",
  BLOCK_AS_IMPLICIT_KEY: "A nested collection starts on the line of its key; start it on a new line, or quote the value.",
  BLOCK_IN_FLOW: "Within brackets and braces only collections in brackets and braces may stand; write this one so.",
  DUPLICATE_KEY: "This key stands in the map before; remove one of the two.",
  IMPOSSIBLE: "This cannot be read as YAML; check the lines around it.",
  KEY_OVER_1024_CHARS: "A key is followed by its `:` within 1024 characters; shorten it.",
  MISSING_CHAR: "Something is missing here, such as a colon, a comma, a space, a closing bracket or a closing quote; add it.",
  MULTILINE_IMPLICIT_KEY: "A key stands on one line; add the colon that is missing before, or correct the indentation.",
  MULTIPLE_ANCHORS: "A value takes one anchor; remove the others.",
  MULTIPLE_DOCS: "Only one document is read; put the others into files of their own.",
  MULTIPLE_TAGS: "A value takes one tag; remove the others.",
  NON_STRING_KEY: "Only a string can be a key; put quotes around it.",
  RESOURCE_EXHAUSTION: "Collections are nested too deep here; nest them less.",
  TAB_AS_INDENT: "A tab stands where only spaces may indent; replace it with spaces.",
  TAG_RESOLVE_FAILED: "This tag is unknown or does not fit its value; remove it.",
  UNEXPECTED_TOKEN: "This does not belong here; remove it, quote it, or correct the indentation.",
};

/** The library's verdict on a token stream, in order; empty when the text is valid. */
export function syntaxProblems(tokens: readonly CST.Token[], length: number): readonly YamlProblem[] {
  const composer = new Composer({ merge: true, uniqueKeys: false });
  const problems = new Map<string, YamlProblem>();
  for (const { errors } of [...composer.compose(tokens), composer.streamInfo()]) {
    for (const { code, pos } of errors) {
      if (problems.size >= maxProblems) break;
      const start = Math.min(pos[0], length);
      const span = { start, end: Math.min(Math.max(start, pos[1]), length) };
      problems.set(`${code} ${start}`, yamlProblem("invalid-yaml", span, messages[code]));
    }
  }
  return [...problems.values()];
}

/** For a text with so many faults that nobody reads them all: where they are, without the library's reasons. */
export function faultProblems(faults: readonly number[], length: number): readonly YamlProblem[] {
  return faults.slice(0, maxProblems).map((fault) => {
    const start = Math.min(fault, length);
    return yamlProblem("invalid-yaml", { start, end: Math.min(start + 1, length) }, messages.IMPOSSIBLE);
  });
}
