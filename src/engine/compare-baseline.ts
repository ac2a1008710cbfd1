/** Tells the findings that a baseline knows from the new ones. */
import type { Finding } from "../finding/finding.ts";
import type { CoverageNote } from "../finding/report.ts";
import type { Baseline } from "./baseline.ts";

export interface Compared {
  readonly fresh: readonly Finding[];
  readonly known: readonly Finding[];
  /** A note when the finding of some entry is gone. */
  readonly stale: readonly CoverageNote[];
}

/** An entry stands for one finding, so a fingerprint that is listed twice covers two. Without a baseline all are fresh. */
export function compareWithBaseline(findings: readonly Finding[], baseline: Baseline | undefined): Compared {
  if (baseline === undefined) return { fresh: findings, known: [], stale: [] };
  const left = new Map<string, number>();
  for (const { fingerprint } of baseline.findings) left.set(fingerprint, (left.get(fingerprint) ?? 0) + 1);
  const fresh: Finding[] = [];
  const known: Finding[] = [];
  for (const finding of findings) {
    const count = left.get(finding.fingerprint) ?? 0;
    if (count > 0) left.set(finding.fingerprint, count - 1);
    (count > 0 ? known : fresh).push(finding);
  }
  return { fresh, known, stale: staleNotes(baseline, baseline.findings.length - known.length) };
}

function staleNotes({ path, findings }: Baseline, stale: number): readonly CoverageNote[] {
  if (stale === 0) return [];
  const reason = `${String(stale)} of its ${String(findings.length)} findings are gone; write it anew, or they may come back unseen`;
  return [{ source: `baseline ${path}`, status: "ran", reason }];
}
