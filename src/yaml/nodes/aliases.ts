/** From an alias to the node of its anchor. */
import type { Span } from "../../source/span.ts";
import type { YamlItem } from "../node.ts";
import { shownName } from "../problem.ts";
import { addProblem, emptyScalar, noVia } from "./tree.ts";
import type { Key, Parent, Tree } from "./tree.ts";

/** What the alias at a span (`*name`) stands for: the latest anchor before it, or null with a problem. */
export function followAlias(tree: Tree, span: Span, parent: Parent, key: Key): YamlItem {
  const { file, anchors } = tree;
  const name = file.text.slice(span.start + 1, span.end);
  const anchored = anchors.get(name);
  if (anchored?.node !== undefined) return { value: anchored.node, via: [{ kind: "alias", span, file }] };
  const shown = shownName(`&${name}`);
  if (anchored === undefined) {
    const message = `No anchor ${shown} stands before this alias; define it first or correct the name.`;
    addProblem(tree, "unknown-alias", span, message);
  } else {
    const message = `This alias stands inside the value of its own anchor ${shown}; take it out.`;
    addProblem(tree, "cyclic-alias", span, message);
  }
  return { value: { ...emptyScalar(tree, span.start, parent, key), span }, via: noVia };
}
