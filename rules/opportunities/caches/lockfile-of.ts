/** The file whose checksum should name a cache, as far as the job and the repository tell. */
import type { JobRun } from "../../../src/expand/plan.ts";
import type { Audit } from "../../../src/rule/audit.ts";
import { scriptsByRun } from "../../data/scripts-by-run.ts";
import { dependencyInstallsIn } from "../../data/tools/dependency-installs.ts";
import { ecosystemNamed, familyOfPath, type Ecosystem } from "../../data/tools/ecosystems.ts";

/** The package manager that the job runs for what lies at these paths; undefined when it runs none of that family. */
export function ecosystemFor(run: JobRun, paths: readonly string[], audit: Audit): Ecosystem | undefined {
  const families = new Set(paths.map(familyOfPath));
  for (const { facts } of scriptsByRun(audit).get(run) ?? []) {
    for (const { ecosystem } of dependencyInstallsIn(facts)) {
      const found = ecosystemNamed(ecosystem);
      if (found !== undefined && families.has(found.family)) return found;
    }
  }
  return undefined;
}

/** Its name: of one that the repository has in that folder, else the usual one. */
export function lockfileOf({ lockfiles }: Ecosystem, { repository }: Audit, folder = ""): string {
  const start = folder === "" ? "" : `${folder}/`;
  return lockfiles.find((name) => repository.hasFile(`${start}${name}`) === true) ?? lockfiles[0] ?? "";
}
