/** The `requires` of jobs as they would be written. */
import type { WaitsOfWorkflow } from "./needs.ts";
import type { JobNode } from "./job-graph.ts";

/** More than this nobody reads as an example. */
const mostEntries = 8;

/** Only the jobs whose requirements change; undefined when there are too many, or a name cannot stand in YAML as it is. */
export function requiresYaml(workflow: string, { nodes, required }: WaitsOfWorkflow): string | undefined {
  const changed = nodes.filter((node) => differs(node.before, required.get(node) ?? node.before));
  const names = [workflow, ...changed.flatMap((node) => [node.label, ...(required.get(node) ?? []).map(({ label }) => label)])];
  if (changed.length > mostEntries || names.some((name) => !/^[\w./ -]{1,80}$/u.test(name))) return undefined;
  const lines = changed.flatMap((node) => {
    const labels = (required.get(node) ?? []).map(({ label }) => label);
    const name = node.runs[0]?.jobName === node.label ? node.label : undefined;
    const head = name ?? node.runs[0]?.jobName ?? node.label;
    const body = [
      ...(name === undefined ? [`          name: ${node.label}`] : []),
      ...(labels.length === 0 ? [] : [`          requires: [${labels.join(", ")}]`]),
    ];
    return body.length === 0 ? [`      - ${head}`] : [`      - ${head}:`, ...body];
  });
  return ["# The other keys of these jobs stay.", "workflows:", `  ${workflow}:`, "    jobs:", ...lines].join("\n");
}

function differs(one: readonly JobNode[], other: readonly JobNode[]): boolean {
  return one.length !== other.length || one.some((node) => !other.includes(node));
}
