/** A review's facts → what is kept of them. Sorted, masked, and the same for the same facts. */
import { masksFor } from "../../engine/mask-outcome.ts";
import { compareText } from "../../engine/order.ts";
import { valueOf } from "../../snapshot/fetched.ts";
import type { WorkflowMetrics } from "../../snapshot/metrics.ts";
import { measuresOf } from "../measures.ts";
import type { FoundOpportunity, ReviewFacts } from "../review-input.ts";
import { stateFormat, type KeptOpportunity, type KeptSecrets, type KeptWorkflow, type ReviewState } from "./state.ts";

export function stateOf(facts: ReviewFacts): ReviewState {
  const { report, name, date, revision, scene } = facts;
  const { names: mask } = masksFor(facts.secrets);
  const metrics = valueOf(scene.facts?.project.metrics)?.workflows ?? [];
  const state: ReviewState = {
    format: stateFormat,
    tool: { name: report.tool.name, version: report.tool.version },
    project: mask(name),
    ...(date === undefined ? {} : { date }),
    ...(revision === undefined ? {} : { revision }),
    findings: report.findings.map(({ fingerprint, ruleId, severity, location }) => {
      return { fingerprint, ruleId, severity, file: mask(location.file.path) };
    }),
    opportunities: facts.opportunities.map((found) => keptOpportunity(found, mask)),
    migrations: facts.migrations.map(({ id }) => mask(id)),
    secrets: keptSecrets(facts),
    settings: facts.settings.map(({ subject, id, verdict }) => ({ subject: mask(subject), id, verdict })),
    measures: measuresOf(facts).map(({ id, good, of }) => ({ id, good, of })),
    workflows: metrics.filter(({ branch }) => branch === undefined).map((each) => keptWorkflow(each, mask)),
  };
  return { ...state, ...sorted(state) };
}

/** One line for each thing that is kept, so that differences are small. */
export function renderState(state: ReviewState): string {
  const fields = Object.entries(state).map(([key, value]: readonly [string, unknown]) => {
    if (!Array.isArray(value) || value.length === 0) return `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`;
    const lines = value.map((each) => `    ${JSON.stringify(each)}`);
    return `  ${JSON.stringify(key)}: [\n${lines.join(",\n")}\n  ]`;
  });
  return `{\n${fields.join(",\n")}\n}\n`;
}

function sorted(state: ReviewState): Partial<ReviewState> {
  return {
    findings: byText(state.findings),
    opportunities: byText(state.opportunities),
    migrations: byText(state.migrations),
    settings: byText(state.settings),
    workflows: byText(state.workflows),
  };
}

function byText<T>(all: readonly T[]): readonly T[] {
  return all.toSorted((a, b) => compareText(JSON.stringify(a), JSON.stringify(b)));
}

function keptOpportunity({ meta, runs, workflows, batch }: FoundOpportunity, mask: (text: string) => string): KeptOpportunity {
  const about = [...(runs ?? []).map(({ jobName }) => jobName), ...(workflows ?? []).map(({ name }) => name)];
  return { id: meta.id, about: [...new Set(about)].map(mask).toSorted(compareText), batch };
}

function keptSecrets({ register }: ReviewFacts): KeptSecrets {
  const count = (kind: string): number => register.filter(({ home }) => home.kind === kind).length;
  return {
    total: register.length,
    inContexts: count("context"),
    inProject: count("project"),
    inConfig: count("config"),
  };
}

function keptWorkflow(metrics: WorkflowMetrics, mask: (text: string) => string): KeptWorkflow {
  return withoutGaps({
    name: mask(metrics.name),
    runs: metrics.totalRuns,
    successRate: metrics.successRate,
    medianSeconds: metrics.medianDurationSeconds,
    p95Seconds: metrics.p95DurationSeconds,
    recoverySeconds: metrics.meanTimeToRecoverySeconds,
    credits: metrics.totalCreditsUsed,
  });
}

function withoutGaps(workflow: KeptWorkflow): KeptWorkflow {
  const told = Object.entries(workflow).filter(([, value]) => value !== undefined);
  return { name: workflow.name, ...Object.fromEntries(told) };
}
