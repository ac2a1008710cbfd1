/** Findings by file and rule in the order in which people should read them. */
import type { Finding } from "../finding/finding.ts";
import { severities } from "../finding/severity.ts";
import { groupBy } from "./group-by.ts";

/** Findings of one rule in one file, by place; at least one. */
export type Group = readonly [Finding, ...Finding[]];

export interface FileGroups {
  readonly file: string;
  readonly groups: readonly Group[];
}

/**
 * The worst first, or last, where the end of the output stands above the prompt: files by their worst finding, in them rules by
 * theirs. Files of the same rank are in the order of their names, rules in that of their first places.
 */
export function groupFindings(findings: readonly Finding[], worst: "first" | "last"): readonly FileGroups[] {
  const sign = worst === "first" ? 1 : -1;
  return [...groupBy(findings, ({ location }) => location.file.path)]
    .map(([file, found]) => ({ file, groups: groupsOf(found, sign), rank: rankOf(found) }))
    .sort((a, b) => sign * (a.rank - b.rank) || (a.file < b.file ? -1 : 1));
}

function groupsOf(findings: readonly Finding[], sign: number): readonly Group[] {
  const groups = [...groupBy(findings, ({ ruleId }) => ruleId).values()].flatMap(([first, ...rest]): Group[] =>
    first === undefined ? [] : [[first, ...rest]],
  );
  return groups.sort((a, b) => sign * (rankOf(a) - rankOf(b)));
}

/** 0 when a critical one is among them. */
function rankOf(findings: readonly Finding[]): number {
  return findings.reduce((rank, { severity }) => Math.min(rank, severities.indexOf(severity)), Number.POSITIVE_INFINITY);
}
