/** Orb sources for an audit: those that the repository keeps and those that `collect` has fetched. */
import { existsSync } from "node:fs";
import path from "node:path";
import type { FoundFiles } from "../collect/find-files.ts";
import { homeOf } from "../collect/repository.ts";
import { noOrbs } from "../config/orb-lookup.ts";
import type { OrbLookup } from "../config/orb-lookup.ts";
import type { CoverageNote } from "../finding/report.ts";
import type { CommandLine } from "./command-line.ts";
import { circleciHost, orbCacheFolder } from "./orb-places.ts";

const day = 86_400_000;

/**
 * Sources that may be out of date are told through `tell`.
 * @throws {UsageError} when the installation that they are from is no address
 */
export async function orbsAtHand(
  line: CommandLine,
  found: FoundFiles,
  cwd: string,
  tell: (note: CoverageNote) => void,
): Promise<OrbLookup> {
  const folder = orbCacheFolder(line, cwd);
  const vendored = vendoredFolders(found, cwd);
  // Most audits have none, and need not load what reads them.
  if (!existsSync(folder) && vendored.length === 0) return noOrbs;
  const { orbSources } = await import("../collect/orb-sources.ts");
  const cache = { folder, host: circleciHost(line) };
  return orbSources({ cache, vendored, root: found.root, now: Date.now(), maxAge: day, tell });
}

/** None when several repositories are audited together: one of them must not say what an orb of another does. */
function vendoredFolders({ folders }: FoundFiles, cwd: string): readonly string[] {
  const repositories = new Set(folders.map((folder) => homeOf(folder, cwd)));
  return repositories.size === 1 ? folders.filter((folder) => existsSync(path.join(folder, "orbs"))) : [];
}
