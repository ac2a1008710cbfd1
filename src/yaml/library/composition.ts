/** What is known while a document is composed from tokens, and what every part of the composer may ask for. */
import type { CST } from "yaml";
import type { YamlItem } from "../node.ts";
import type { Key, Parent, Tree } from "../nodes/tree.ts";
import { maxProblems } from "../problem.ts";
import type { Props } from "./props.ts";

export interface Composition extends Tree {
  /** Where the text is certainly no valid YAML; one above `maxProblems` at most. */
  readonly faults: number[];
  /** Something stands in the text that only the library can judge. */
  isDoubtful: boolean;
  /** Composes a token; where none is, the null that YAML sees after the props, or else at `offset`. */
  readonly compose: (token: CST.Token | null | undefined, props: Props, place: NodePlace, offset: number) => YamlItem;
}

/** Where a node hangs. A scalar that is a key has its own text for a key, a collection that is one has `?`. */
export interface NodePlace {
  readonly parent: Parent;
  readonly key: Key;
  readonly isKey: boolean;
}

export function addFault(c: Composition, offset: number): void {
  if (c.faults.length <= maxProblems) c.faults.push(offset);
}
