/** Ids of sections, boxes and tasks: made from names, so that they stay the same while other things come and go. */
import { sha256 } from "../../engine/sha256.ts";

const plainName = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const mostCharacters = 40;

/**
 * `job-build` for `idOf("job", "build")`. Names that cannot stand in an id as they are get a digest after two hyphens, which plain
 * names never hold: different names never share an id.
 */
export function idOf(kind: string, ...names: readonly string[]): string {
  const last = names.at(-1) ?? "";
  if (names.length === 1 && last.length <= mostCharacters && plainName.test(last)) return `${kind}-${last}`;
  const readable = last
    .slice(0, 2 * mostCharacters)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, mostCharacters)
    .replace(/^-|-$/g, "");
  const digest = sha256(JSON.stringify(names)).slice(0, 10);
  return [kind, readable, `-${digest}`].filter((part) => part !== "").join("-");
}

/** The names that tell an element of a configuration from those of the others: the usual file goes without saying. */
export function namesIn(path: string, ...names: readonly string[]): readonly string[] {
  return /^\.circleci\/config\.ya?ml$/.test(path) ? names : [path, ...names];
}
