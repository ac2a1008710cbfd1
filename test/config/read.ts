/** A configuration from YAML text, and a short way to write down what is wrong with it. */
import type { Config } from "../../src/config/config.ts";
import { isConfig, readConfig } from "../../src/config/read-config.ts";
import type { Problem } from "../../src/finding/report.ts";
import { parseNow } from "../yaml/parse-now.ts";
import type { YamlNode } from "../../src/yaml/node.ts";

export function configOf(text: string): Config {
  const file = { path: ".circleci/config.yml", text };
  const { root, problems } = parseNow(file);
  if (problems.length > 0) throw new Error(`the test's YAML is wrong: ${problems[0]?.message ?? ""}`);
  if (root?.kind !== "map") throw new Error("the test's YAML is no map");
  return readConfig(file, root);
}

export function isConfigText(text: string): boolean {
  return isConfig(parseNow({ path: "x.yml", text }).root);
}

/** `code line:column token`. */
export function problemsOf(text: string): readonly string[] {
  return configOf(text).problems.map(show);
}

function show({ code, location }: Problem): string {
  if (location === undefined) return code;
  const { file, span } = location;
  const before = file.text.slice(0, span.start).split("\n");
  return `${code} ${before.length}:${(before.at(-1)?.length ?? 0) + 1} ${file.text.slice(span.start, span.end)}`;
}

/** Takes `«` and `»` out of a text: what stands between them is where problems are expected. */
export function unmark(marked: string): { readonly text: string; readonly places: readonly string[] } {
  const places = [...marked.matchAll(/«([^»]*)»/g)].map((match) => {
    const before = marked.slice(0, match.index).replaceAll(/[«»]/g, "").split("\n");
    return `${before.length}:${(before.at(-1)?.length ?? 0) + 1} ${match[1] ?? ""}`;
  });
  return { text: marked.replaceAll(/[«»]/g, ""), places };
}

/** The text of a node as written. */
export function sourceOf(node: YamlNode | undefined): string | undefined {
  return node?.file.text.slice(node.span.start, node.span.end);
}
