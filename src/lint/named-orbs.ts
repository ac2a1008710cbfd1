/** Every orb that configurations name, those that a setup workflow goes on with included. */
import type { Config, OrbSource } from "../config/config.ts";
import { orbsOf } from "../config/orbs-of.ts";
import { expandConfig } from "../expand/expand.ts";
import type { Problem } from "../finding/report.ts";
import { followContinuations } from "./follow-continuations.ts";
import { buildAudit, noPolicy } from "../rule/build-audit.ts";
import type { InputFile, LintFilesRequest } from "./lint-files.ts";
import { readSource } from "./read-source.ts";

export interface NamedOrbs {
  /** Inline orbs are left out, those that they import are not. */
  readonly sources: readonly Exclude<OrbSource, { kind: "inline" }>[];
  /** How many configurations were read. */
  readonly configs: number;
  /** What kept a file from being read whole. */
  readonly problems: readonly Problem[];
}

export async function namedOrbs({ files, follow }: Pick<LintFilesRequest, "files" | "follow">): Promise<NamedOrbs> {
  const problems: Problem[] = [];
  const sources: Exclude<OrbSource, { kind: "inline" }>[] = [];
  const seen = new Set<string>();
  let configs = 0;
  const add = async (file: InputFile): Promise<void> => {
    if (seen.has(file.source.path)) return;
    seen.add(file.source.path);
    const read = await readSource(file.source, file.named, file.orb);
    problems.push(...read.problems.filter(({ level }) => level === "error"));
    if (read.config === undefined) return;
    configs += 1;
    for (const { source } of orbsOf(read.config)) if (source.kind !== "inline") sources.push(source);
    if (!read.config.setup) return;
    const followed = continuedBy(read.config, follow);
    problems.push(...followed.problems.filter(({ level }) => level === "error"));
    for (const { source } of followed.files) await add({ source, named: true });
  };
  for (const file of files) await add(file);
  return { sources, configs, problems };
}

function continuedBy(config: Config, follow: LintFilesRequest["follow"]) {
  const audit = buildAudit({ plan: expandConfig(config), secrets: [], policy: noPolicy });
  return followContinuations(audit, follow);
}
