/** What the index of an organisation tells of one project: names and numbers, so that all else of its review can be forgotten. */
import { knownText } from "../../expand/text.ts";
import type { Finding } from "../../finding/finding.ts";
import { isComplete } from "../../finding/report.ts";
import type { Severity } from "../../finding/severity.ts";
import { settingOf } from "../../report/sheets.ts";
import { countBySeverity } from "../../report/tally.ts";
import type { SeverityCounts } from "../../report/tally.ts";
import type { ReviewFacts } from "../review-input.ts";
import { sharedBy } from "./shared-findings.ts";

export interface ProjectRow {
  /** What the project is called. */
  readonly name: string;
  /** File name of its page, without extension. */
  readonly page: string;
  readonly isComplete: boolean;
  readonly jobs: number;
  /** Without those about the organisation. */
  readonly counts: SeverityCounts;
  /** One for each rule that found something, with the worst severity. */
  readonly rules: readonly RuleHit[];
  readonly organization: readonly OrganizationFinding[];
  readonly migrations: readonly StaticCredential[];
  readonly opportunities: number;
  /** Names of what was not known, without repeats. */
  readonly unknown: number;
  /** Names of the contexts that its jobs use. */
  readonly contexts: readonly string[];
}

export interface RuleHit {
  readonly id: string;
  readonly title: string;
  readonly docsUrl: string;
  readonly severity: Severity;
  readonly count: number;
}

/** A finding about what all projects of the organisation share. */
export interface OrganizationFinding {
  readonly fingerprint: string;
  readonly severity: Severity;
  readonly message: string;
  readonly ruleId: string;
  readonly docsUrl: string;
  readonly setting: string;
}

export interface StaticCredential {
  readonly service: string;
  readonly names: readonly string[];
  readonly keptIn: readonly string[];
  readonly jobs: number;
}

export function projectRow(facts: ReviewFacts, page: string): ProjectRow {
  const { scene, report, migrations, opportunities } = facts;
  const isShared = sharedBy(facts);
  const own = report.findings.filter((finding) => !isShared(finding));
  const runs = scene.audits.flatMap(({ plan }) => plan.runs.filter(({ workflow }) => workflow !== undefined));
  const contexts = runs.flatMap((run) => run.contexts.flatMap(({ name }) => knownText(name) ?? []));
  const unknown = report.coverage.filter(({ status }) => status === "unknown" || status === "failed");
  return {
    name: facts.name,
    page,
    isComplete: isComplete(report),
    jobs: new Set(runs.map(({ jobName }) => jobName)).size,
    counts: countBySeverity(own),
    rules: rulesOf(own, facts),
    organization: report.findings.filter(isShared).map(organizationFinding),
    migrations: migrations.map(({ service, names, keptIn, uses }) => ({
      ...{ service, names, keptIn },
      jobs: new Set(uses.map(({ run }) => run)).size,
    })),
    opportunities: opportunities.length,
    unknown: new Set(unknown.map(({ source, ruleId }) => source ?? ruleId)).size,
    contexts: [...new Set(contexts)],
  };
}

/** Findings are in the order of places; severities are compared where several rows are joined. */
function rulesOf(findings: readonly Finding[], { report }: ReviewFacts): readonly RuleHit[] {
  const titles = new Map(report.rules.map(({ id, title }) => [id, title]));
  const hits = new Map<string, RuleHit>();
  for (const { ruleId, severity, docsUrl } of findings) {
    const known = hits.get(ruleId);
    const worse = known === undefined || rank(severity) < rank(known.severity) ? severity : known.severity;
    const count = (known?.count ?? 0) + 1;
    hits.set(ruleId, { id: ruleId, title: titles.get(ruleId) ?? ruleId, docsUrl, severity: worse, count });
  }
  return [...hits.values()];
}

const order: Readonly<Record<Severity, number>> = { critical: 0, high: 1, medium: 2, low: 3, info: 4 };

/** Worst first. */
export function rank(severity: Severity): number {
  return order[severity];
}

function organizationFinding({ fingerprint, severity, message, ruleId, docsUrl, location }: Finding): OrganizationFinding {
  return { fingerprint, severity, message, ruleId, docsUrl, setting: settingOf(location) };
}
