/** The secrets in everything that a configuration is made of. */
import type { Config } from "../config/config.ts";
import { orbUsesOf } from "../config/orbs-of.ts";
import { detectSecrets, type DetectedSecret } from "../secrets/detect.ts";
import type { SourceFile } from "../source/source-file.ts";
import { pathFinder } from "./path-at.ts";

/** Several configurations use one orb. */
const byOrb = new WeakMap<SourceFile, readonly DetectedSecret[]>();

/** Those in its own file and its parts, then those in the sources of its orbs. */
export async function secretsOf(config: Config): Promise<readonly DetectedSecret[]> {
  const all = [...(await detectSecrets(config.file, pathFinder(config.root)))];
  for (const { file, root } of config.parts) {
    all.push(...(await detectSecrets(file, root === undefined ? undefined : pathFinder(root))));
  }
  for (const { orb } of orbUsesOf(config).values()) {
    const known = byOrb.get(orb.file) ?? (await detectSecrets(orb.file, pathFinder(orb.root)));
    byOrb.set(orb.file, known);
    all.push(...known);
  }
  return all;
}
