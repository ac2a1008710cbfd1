/** What stands behind a condition. */
import type { Condition } from "../../../src/expand/conditions.ts";
import type { JobRun, Step } from "../../../src/expand/plan.ts";
import type { Hop } from "../../../src/expand/text.ts";
import type { Audit } from "../../../src/rule/audit.ts";
import { spanContains } from "../../../src/source/span.ts";
import { privilegeOf, publicationInWords } from "../../data/privilege.ts";
import { publicationsOf } from "../../data/publishing.ts";
import type { YamlNode } from "../../../src/yaml/node.ts";

export interface GatedRun {
  readonly run: JobRun;
  /** What it does or holds, to follow its name. */
  readonly words: string;
  readonly publishes: boolean;
}

/** The job runs with something at stake that run only as the condition allows, or whose steps do. */
export function* gatedRunsOf(condition: Condition, audit: Audit): Iterable<GatedRun> {
  const { gates, node } = condition;
  if (gates.kind === "steps") return yield* withStepsIn(gates.block, audit);
  for (const run of audit.plan.runs) {
    if (gates.kind === "workflow" ? run.workflow?.workflow !== gates.workflow : run.filters !== node) continue;
    const privilege = privilegeOf(run, audit);
    if (privilege !== undefined) yield { run, words: privilege.words, publishes: privilege.publication !== undefined };
  }
}

/** Job runs that publish in a step of the block, called commands included. */
function* withStepsIn(block: YamlNode, audit: Audit): Iterable<GatedRun> {
  for (const [run, publications] of publicationsOf(audit)) {
    const publication = publications.find(({ step }) => step !== undefined && standsIn(step, block));
    if (publication !== undefined) yield { run, words: publicationInWords(publication), publishes: true };
  }
}

function standsIn({ node, hops }: Step, block: YamlNode): boolean {
  const isInside = ({ file, span }: Hop["at"] | YamlNode): boolean => file === block.file && spanContains(block.span, span);
  return isInside(node) || hops.some(({ kind, at }) => kind !== "default" && isInside(at));
}
