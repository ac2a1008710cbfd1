/** Drafts → findings, in order, with fingerprints, pointing at files in which secrets are hidden. */
import type { Finding, SuppressedFinding } from "../finding/finding.ts";
import type { Draft } from "./draft.ts";
import { withFingerprints } from "./fingerprint.ts";
import { relocateFinding } from "./mask-files.ts";
import type { Relocate } from "./mask-files.ts";
import { compareFindings } from "./order.ts";
import type { SuppressedDraft } from "./suppress.ts";

export interface Completed {
  readonly findings: readonly Finding[];
  readonly suppressed: readonly SuppressedFinding[];
}

/** Ignored findings take part in the numbering of equal ones, so that ignoring one does not rename the others. */
export function completeFindings(kept: readonly Draft[], ignored: readonly SuppressedDraft[], relocate: Relocate): Completed {
  const suppressions = new Map(ignored.map(({ draft, suppression }) => [draft, suppression]));
  const drafts = [...kept, ...suppressions.keys()].sort(compareFindings);
  const findings: Finding[] = [];
  const suppressed: SuppressedFinding[] = [];
  for (const [index, found] of withFingerprints(drafts).entries()) {
    const finding = relocateFinding(found, relocate);
    const draft = drafts[index];
    const suppression = draft === undefined ? undefined : suppressions.get(draft);
    if (suppression === undefined) findings.push(finding);
    else suppressed.push({ ...finding, suppression });
  }
  return { findings, suppressed };
}
