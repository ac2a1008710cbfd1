/** The registry orbs that the source of an orb imports. */
import { orbsOf } from "../config/orbs-of.ts";
import { isConfig, readConfig } from "../config/read-config.ts";
import { parseYaml } from "../yaml/parse.ts";
import { orbNameOf, shownOrb } from "./orb-name.ts";
import type { OrbName } from "./orb-name.ts";

/** None when the source is no YAML of an orb. */
export async function importsOf(orb: OrbName, text: string): Promise<readonly OrbName[]> {
  const file = { path: shownOrb(orb), text };
  const { root } = await parseYaml(file);
  if (!isConfig(root)) return [];
  return [...orbsOf(readConfig(file, root))].flatMap(({ source }) =>
    source.kind === "registry" ? (orbNameOf(source) ?? []) : [],
  );
}
