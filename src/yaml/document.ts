/** What reading a YAML text gives. */
import type { Span } from "../source/span.ts";
import type { YamlNode } from "./node.ts";
import type { YamlProblem } from "./problem.ts";

export interface YamlDocument {
  /** Undefined when the document is empty. A text with problems has whatever tree could be made of it. */
  readonly root: YamlNode | undefined;
  /** In the order of the text. */
  readonly problems: readonly YamlProblem[];
  /** Comments outside scalars, from `#` to the end of the line. */
  readonly comments: readonly Span[];
}
