/** Findings about what all projects of an organisation share: told once, in its index, and not again on every page. */
import type { Finding } from "../../finding/finding.ts";
import { sheetPath } from "../../snapshot/sheet.ts";
import type { ReviewFacts } from "../review-input.ts";

/** Whether a finding stands on the texts that tell of the organisation and its account at GitHub. */
export function sharedBy({ scene: { facts } }: ReviewFacts): (finding: Finding) => boolean {
  const subjects = [facts?.organization, facts?.githubOrganization];
  const sheets = new Set(subjects.flatMap((subject) => (subject === undefined ? [] : [sheetPath(subject)])));
  return ({ location }) => sheets.has(location.file.path);
}

/** The facts for the page of one project of many; `index` is the name of the page that has the rest. */
export function withoutShared(facts: ReviewFacts, index: string): ReviewFacts {
  const isShared = sharedBy(facts);
  const { report } = facts;
  const findings = report.findings.filter((finding) => !isShared(finding));
  const count = report.findings.length - findings.length;
  return count === 0 ? facts : { ...facts, report: { ...report, findings }, elsewhere: { count, page: index } };
}
