/** What can be wrong with a YAML text. */
import type { Span } from "../source/span.ts";

/**
 * `error`: the text is no valid YAML, or a part of it was not read. `warning`: it was read as CircleCI reads it, but hardly as
 * its author meant it.
 */
export interface YamlProblem {
  readonly code: YamlProblemCode;
  readonly message: string;
  readonly span: Span;
  readonly level: "error" | "warning";
}

/** Stable: users and tests rely on these names. */
export type YamlProblemCode =
  | "alias-budget"
  | "cyclic-alias"
  | "duplicate-key"
  | "invalid-merge"
  | "invalid-yaml"
  | "nul-character"
  | "several-documents"
  | "too-deep"
  | "too-many-values"
  | "unknown-alias";

/** So many problems of a kind are reported for one text; more of them tell nobody anything. */
export const maxProblems = 100;

export function yamlProblem(code: YamlProblemCode, span: Span, message: string): YamlProblem {
  const isWarning = code === "duplicate-key" || code === "several-documents";
  return { code, message, span, level: isWarning ? "warning" : "error" };
}

const longestName = 40;

/** A name from the text, fit for one line of a message. */
export function shownName(name: string): string {
  const shown = name.length > longestName ? `${name.slice(0, longestName)}…` : name;
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  return `\`${shown.replace(/[\u0000-\u001f\u007f-\u009f`]/g, "�")}\``;
}
