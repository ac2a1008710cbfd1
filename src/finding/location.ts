/** Where something stands: a file, a span in it, and its path through the YAML. */
import type { SourceFile } from "../source/source-file.ts";
import type { Span } from "../source/span.ts";

export type PathSegment = string | number;

export interface Location {
  readonly file: SourceFile;
  readonly span: Span;
  /** Path of the YAML value in which the span lies, as written: `["jobs","build","steps",2,"run"]`. */
  readonly path: readonly PathSegment[];
}

/** A second place that explains a finding: what it is and how it has to do with the finding. */
export interface RelatedLocation extends Location {
  readonly label: string;
}

/** `jobs.build.steps[2].run`, the form that settings files and messages use. */
export function formatPath(path: readonly PathSegment[]): string {
  let text = "";
  for (const segment of path) {
    if (typeof segment === "number") text += `[${segment}]`;
    else text += text === "" ? segment : `.${segment}`;
  }
  return text;
}
