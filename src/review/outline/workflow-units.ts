/** Workflows, each with what was found about it. */
import type { WorkflowPlan } from "../../expand/plan.ts";
import type { Finding } from "../../finding/finding.ts";
import type { Location } from "../../finding/location.ts";
import type { Audit } from "../../rule/audit.ts";
import type { Scene } from "../../rule/scene.ts";
import { locationOf } from "../../yaml/node.ts";
import { idOf, namesIn } from "../document/ids.ts";
import type { FoundOpportunity } from "../review-input.ts";

export interface WorkflowUnit {
  readonly id: string;
  readonly name: string;
  readonly audit: Audit;
  readonly plan: WorkflowPlan;
  readonly at: Location;
  /** About the workflow itself; those of its jobs are told there. */
  readonly findings: readonly Finding[];
  readonly opportunities: readonly FoundOpportunity[];
}

export interface OpenWorkflowUnit extends Omit<WorkflowUnit, "findings" | "opportunities"> {
  readonly findings: Finding[];
  readonly opportunities: FoundOpportunity[];
}

export function workflowUnits({ audits }: Scene): readonly OpenWorkflowUnit[] {
  return audits.flatMap((audit) =>
    audit.plan.workflows.map((plan) => ({
      id: idOf("workflow", ...namesIn(audit.config.file.path, plan.name)),
      name: plan.name,
      audit,
      plan,
      at: locationOf(plan.workflow.nameNode),
      findings: [],
      opportunities: [],
    })),
  );
}
