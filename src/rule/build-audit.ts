/** Gathers what rules look at: reads every script of the plan, each distinct one once. */
import type { JobRun, Plan, RunStep } from "../expand/plan.ts";
import { compileText } from "../expand/script.ts";
import type { Text } from "../expand/text.ts";
import type { CoverageNote } from "../finding/report.ts";
import type { DetectedSecret } from "../secrets/detect.ts";
import type { ScriptFacts } from "../shell/facts.ts";
import { readScript } from "../shell/read-script.ts";
import type { Audit, AuditPolicy, ScriptRun } from "./audit.ts";

export interface AuditInput {
  readonly plan: Plan;
  readonly secrets: readonly DetectedSecret[];
  readonly policy: AuditPolicy;
}

/** What holds without a settings file. */
export const noPolicy: AuditPolicy = {
  isRestrictedContext: () => false,
  isTrustedNamespace: () => false,
  isOwnNamespace: () => false,
  isSecretName: () => undefined,
};

export function buildAudit({ plan, secrets, policy }: AuditInput): Audit {
  const read = new Map<string, ScriptFacts>();
  const scripts: ScriptRun[] = [];
  for (const run of plan.runs) {
    for (const step of run.steps) {
      if (step.kind === "run") scripts.push(scriptRun(run, step, read));
    }
  }
  return { config: plan.config, plan, scripts, secrets, policy };
}

function scriptRun(run: JobRun, step: RunStep, read: Map<string, ScriptFacts>): ScriptRun {
  const compiled = compileText(step.command);
  const shell = shellOf(step.shell ?? run.shell);
  const id = JSON.stringify([shell, compiled.holes.map((hole) => hole.span.start), compiled.text]);
  let facts = read.get(id);
  if (facts === undefined) {
    facts = readScript({ text: compiled.text, holes: compiled.holes.map((hole) => hole.span), shell });
    read.set(id, facts);
  }
  return { run, step, facts, holes: compiled.holes, locate: compiled.locate };
}

/** The `shell:` in force; a masked text when a part of it is unknown. */
function shellOf(text: Text | undefined): string | undefined {
  return text === undefined ? undefined : compileText(text).text;
}

/** Scripts that could not be read, one note for each place. */
export function scriptCoverage(audit: Audit): readonly CoverageNote[] {
  const notes = new Map<string, CoverageNote>();
  for (const { facts, locate } of audit.scripts) {
    if (facts.notUnderstood === undefined) continue;
    const location = locate({ start: 0, end: Math.min(facts.text.length, firstLineLength(facts.text)) });
    const source = `script (${facts.language})`;
    notes.set(`${source} ${location.span.start}`, { source, status: "unknown", reason: facts.notUnderstood, location });
  }
  return [...notes.values()];
}

function firstLineLength(text: string): number {
  const end = text.indexOf("\n");
  return end === -1 ? text.length : end;
}

/** Orbs whose commands, jobs or executors are used while their source is not at hand. */
export function orbCoverage(plan: Plan): readonly CoverageNote[] {
  const notes = new Map<string, CoverageNote>();
  const add = (orb: JobRun["orb"]): void => {
    if (orb === undefined || orb.source.kind === "inline" || notes.has(orb.alias)) return;
    const { source } = orb;
    const name =
      source.kind === "registry"
        ? `${source.namespace}/${source.name}@${source.version ?? "?"}`
        : source.kind === "url"
          ? source.url
          : source.text || orb.alias;
    notes.set(orb.alias, {
      source: `orb ${name}`,
      status: "unknown",
      reason: "no source at hand, so what happens inside was not checked",
      location: { file: orb.node.file, span: orb.node.span, path: ["orbs", orb.alias] },
    });
  };
  for (const run of plan.runs) {
    add(run.orb);
    for (const step of run.steps) if (step.kind === "orb-command") add(step.orb);
  }
  return [...notes.values()];
}
