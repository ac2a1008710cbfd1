/** Refs in words, for sentences. */
import type { RefPattern } from "../../../src/rule/migration.ts";
import { namesInWords } from "../context-secrets.ts";

/** `` the branch `main` and the tags `/^v.*\/` ``. */
export function refsInWords(refs: readonly RefPattern[]): string {
  const parts = (["branch", "tag"] as const).flatMap((kind) => {
    const sources = [...new Set(refs.filter((ref) => ref.kind === kind).map(({ source }) => source))];
    if (sources.length === 0) return [];
    const isOne = sources.length === 1 && refs.every((ref) => ref.kind !== kind || ref.exact !== undefined);
    const noun = kind === "branch" ? (isOne ? "branch" : "branches") : isOne ? "tag" : "tags";
    return [`the ${noun} ${namesInWords(sources)}`];
  });
  return parts.join(" and ");
}
