/** Steps that CircleCI has given up. Source: its configuration reference. */
import type { BuiltinStep, JobRun } from "../../../src/expand/plan.ts";
import { compileText } from "../../../src/expand/script.ts";
import { assumedText } from "../../../src/expand/text.ts";
import { quote } from "../../../src/source/quote.ts";
import { entryOf, locationOf } from "../../../src/yaml/node.ts";
import type { Deprecated, Finder, Use } from "./deprecation.ts";

export const oldSteps: Finder = function* ({ plan }) {
  for (const run of plan.runs) {
    if (run.workflow === undefined) continue;
    for (const step of run.steps) {
      if (step.kind === "run" && step.nameNode.text === "deploy") {
        const of = isParallel(run) ? deployAmongMany : deployStep;
        yield { of, at: locationOf(step.nameNode), runs: [run] };
      }
      if (step.kind === "builtin" && step.name === "setup_remote_docker") yield* oldDocker(step, run);
    }
  }
};

const deployStep: Deprecated = {
  says: "The step `deploy` is deprecated.",
  advice: "Write `run` for `deploy`: without `parallelism` it does the same.",
  effect: "does the same with a step that stays",
  batch: "safe",
};

const deployAmongMany: Deprecated = {
  says: "The step `deploy` is deprecated, and in a job with `parallelism` it does what no `run` does: it runs in one container, after all are done.",
  advice: "Move the `deploy` step to a job of its own that requires this one.",
  effect: "does the same with steps that stay",
  effort: "medium",
};

function isParallel({ definition }: JobRun): boolean {
  const node = definition && entryOf(definition, "parallelism")?.value;
  return node !== undefined && !(node.kind === "scalar" && node.text.trim() === "1");
}

/** Versions by number and old names; `default`, `edge`, `previous` and `docker26` on are offered. */
const oldVersion = /^v?\d+\.|^docker(?:1\d|2[0-5])$/u;

function* oldDocker({ args }: BuiltinStep, run: JobRun): Iterable<Use> {
  const text = args.get("version")?.text;
  const version = text && assumedText(text)?.trim();
  if (text === undefined || version === undefined || !oldVersion.test(version)) return;
  const compiled = compileText(text);
  const state = version === "20.10.24" ? "is deprecated" : "is no longer among those that CircleCI offers";
  yield {
    of: {
      says: `Docker ${quote(version)} as \`setup_remote_docker\` version ${state}.`,
      advice:
        "Leave out the `version` of `setup_remote_docker`, which means `default`, or write `docker27` or the like to stay on one release.",
      effect: "builds with a Docker that gets security updates",
    },
    at: compiled.locate({ start: 0, end: compiled.text.length }),
    runs: [run],
  };
}
