/** Branch and tag filters, old maps and new expressions, asked about one push. */
import { asMap } from "../config/reader.ts";
import { entryOf, isNull, type YamlMap, type YamlNode } from "../yaml/node.ts";
import { evaluateBare, toTri } from "./evaluate.ts";
import { fullMatch } from "./pattern.ts";
import type { Tri } from "./plan.ts";
import type { Scope } from "./scope.ts";

/** A push to a branch or of a tag; the other one is empty. */
export interface Push {
  readonly branch: string;
  readonly tag: string;
  readonly isDefault: boolean;
}

/** Whether `filters:` lets the push through. No filters: every branch, no tag. */
export function filtersAdmit(filters: YamlNode | undefined, push: Push, scope: Scope): Tri {
  if (filters === undefined || isNull(filters)) return push.tag === "";
  if (filters.kind === "scalar") return toTri(evaluateBare(filters, scope));
  const map = asMap(filters);
  if (map === undefined) return "unknown";
  if (push.tag !== "") {
    const tags = entryOf(map, "tags")?.value;
    return tags === undefined || isNull(tags) ? false : listAdmits(tags, push.tag);
  }
  const branches = entryOf(map, "branches")?.value;
  return branches === undefined || isNull(branches) ? true : listAdmits(branches, push.branch);
}

/** `{only, ignore}`; with both, `only` decides. A bare list or name counts as `only`. */
export function listAdmits(node: YamlNode, name: string): Tri {
  const map: YamlMap | undefined = asMap(node);
  if (map === undefined) return matchesAny(node, name);
  const only = entryOf(map, "only")?.value;
  if (only !== undefined && !isNull(only)) return matchesAny(only, name);
  const ignore = entryOf(map, "ignore")?.value;
  if (ignore === undefined || isNull(ignore)) return true;
  const ignored = matchesAny(ignore, name);
  return ignored === "unknown" ? "unknown" : !ignored;
}

function matchesAny(node: YamlNode, name: string): Tri {
  const items = node.kind === "seq" ? node.items.map((item) => item.value) : [node];
  let result: Tri = false;
  for (const item of items) {
    const match = item.kind === "scalar" ? matchesOne(item.text, name) : "unknown";
    if (match === true) return true;
    if (match === "unknown") result = "unknown";
  }
  return result;
}

/** `/regex/` matches the whole name; anything else is the name itself. */
function matchesOne(pattern: string, name: string): Tri {
  if (pattern.includes("<<")) return "unknown";
  if (pattern.length > 1 && pattern.startsWith("/") && pattern.endsWith("/")) return fullMatch(pattern.slice(1, -1), name);
  return pattern === name;
}
