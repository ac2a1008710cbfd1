/** Which paths caches, workspaces and artifacts take in. */
import type { BuiltinStep } from "../../../src/expand/plan.ts";
import { assumedText } from "../../../src/expand/text.ts";
import type { Location } from "../../../src/finding/location.ts";
import { compileGlob } from "../../../src/source/glob.ts";
import { locationOf, type YamlNode } from "../../../src/yaml/node.ts";

export interface StoredPath {
  /** As `fullPath` gives it. */
  readonly path: string;
  readonly at: Location;
}

/** The paths of `save_cache`, `persist_to_workspace`, `store_artifacts` and `store_test_results`; none for other steps. */
export function* storedPathsOf({ name, args }: BuiltinStep): Iterable<StoredPath> {
  if (name === "store_artifacts" || name === "store_test_results") {
    const argument = args.get("path");
    const text = argument?.text && assumedText(argument.text);
    if (argument !== undefined && text !== undefined) yield { path: fullPath(text), at: locationOf(argument.node) };
    return;
  }
  if (name !== "save_cache" && name !== "persist_to_workspace") return;
  const rootText = args.get("root")?.text;
  const root = name === "persist_to_workspace" ? fullPath((rootText && assumedText(rootText)) ?? ".") : undefined;
  for (const node of scalarsOf(args.get("paths")?.node)) {
    if (!node.text.includes("<<")) yield { path: fullPath(node.text, root), at: locationOf(node) };
  }
}

function scalarsOf(node: YamlNode | undefined): readonly (YamlNode & { readonly kind: "scalar" })[] {
  if (node?.kind === "scalar") return [node];
  return node?.kind === "seq" ? node.items.flatMap(({ value }) => (value.kind === "scalar" ? [value] : [])) : [];
}

/** CircleCI's default working directory. */
const project = "~/project";

/** One spelling for a path: home folders as `~`, relative ones below the working directory. */
export function fullPath(text: string, folder = project): string {
  const plain = text.trim().replace(/^(?:\$\{HOME\}|\$HOME|\/home\/circleci|\/root)(?=\/|$)/u, "~");
  const path =
    plain === "" || plain === "." ? folder : /^[/~$]/u.test(plain) ? plain : `${folder}/${plain.replace(/^\.\//u, "")}`;
  return path.replace(/\/{2,}/gu, "/").replace(/(?:\/\.)?\/?$/u, "");
}

/** The file itself, a folder that it lies in, or a pattern for either. */
export function covers(stored: string, file: string): boolean {
  const matches = compileGlob(stored);
  for (let path = file; path.includes("/") || path === file; path = path.slice(0, Math.max(0, path.lastIndexOf("/")))) {
    if (matches(path)) return true;
    if (!path.includes("/")) break;
  }
  return stored === "" && file.startsWith("/");
}
