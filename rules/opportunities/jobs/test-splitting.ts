/** Jobs whose tests are not shared out among containers. */
import type { JobRun } from "../../../src/expand/plan.ts";
import { knownText } from "../../../src/expand/text.ts";
import type { Audit, ScriptRun } from "../../../src/rule/audit.ts";
import { isQuiet } from "../../data/quiet-orbs.ts";
import { scriptsByRun } from "../../data/scripts-by-run.ts";
import { testRunsIn, type TestRun } from "../../data/tools/test-runners.ts";
import { ownRuns, type Sighting } from "./own-runs.ts";

export interface Repeated {
  readonly test: TestRun;
  readonly containers: number;
}

/** Tests that each of several containers runs whole. */
export function* repeatedIn(audit: Audit): Iterable<Sighting<Repeated>> {
  const scripts = scriptsByRun(audit);
  for (const run of ownRuns(audit)) {
    const containers = Number(run.parallelism && knownText(run.parallelism));
    const own = scripts.get(run) ?? [];
    if (!(containers > 1) || splits(run, own)) continue;
    for (const { facts, step, locate } of own) {
      const test = step.orbCall === undefined ? testRunsIn(facts).find(isWhole) : undefined;
      if (test !== undefined) yield { at: locate(test.command.span), run, what: { test, containers } };
      if (test !== undefined) break;
    }
  }
}

/** The first test of each job that runs in one container. */
export function* wholeIn(audit: Audit): Iterable<Sighting<TestRun>> {
  const scripts = scriptsByRun(audit);
  for (const run of ownRuns(audit)) {
    const own = scripts.get(run) ?? [];
    const containers = run.parallelism === undefined ? 1 : Number(knownText(run.parallelism));
    if (containers !== 1 || splits(run, own)) continue;
    for (const { facts, step, locate } of own) {
      const [test] = step.orbCall === undefined ? testRunsIn(facts) : [];
      if (test !== undefined) yield { at: locate(test.command.span), run, what: test };
      if (test !== undefined) break;
    }
  }
}

/** It stands there with all that it runs: no variable and no other script chooses the tests. */
function isWhole({ runner, command }: TestRun): boolean {
  return runner !== undefined && command.words.every(({ literal }) => literal !== undefined) && command.input.kind !== "pipe";
}

/** Signs that the containers share the work: CircleCI's own command, its variables, and the options of test runners. */
const sharing =
  /\bcircleci(?:-agent)? tests\b|CIRCLE_NODE_|CI_NODE_|knapsack|shard|split|parallel_(?:tests|rspec)|turbo_tests|--parallel\b/iu;

function splits({ steps, environment }: JobRun, scripts: readonly ScriptRun[]): boolean {
  return (
    steps.some((step) => step.kind === "orb-command" && !isQuiet(step)) ||
    scripts.some(({ facts }) => sharing.test(facts.text)) ||
    environment.some(({ name, value }) => sharing.test(name) || sharing.test(knownText(value) ?? ""))
  );
}
