/** Old forms of whole configurations. Source: CircleCI's configuration reference. */
import type { Audit } from "../../../src/rule/audit.ts";
import { entryOf, isNull, locationOf } from "../../../src/yaml/node.ts";
import { counted } from "../wording.ts";
import type { Deprecated, Finder, Use } from "./deprecation.ts";

export const oldLayout: Finder = function* (audit) {
  const { config, plan } = audit;
  const version = entryOf(config.root, "version");
  if (config.kind === "config" && version !== undefined && /^2(?:\.0)?$/u.test(config.version ?? "")) {
    yield { of: versionTwo(audit, config.version ?? ""), at: locationOf(version.value) };
  }
  for (const workflow of plan.workflows) {
    const { triggers } = workflow.workflow;
    if (triggers !== undefined && !isNull(triggers)) {
      yield {
        of: scheduledWorkflow,
        at: locationOf(triggers.parent?.kind === "map" ? (entryOf(triggers.parent, "triggers")?.keyNode ?? triggers) : triggers),
        workflows: [workflow],
      };
    }
  }
  yield* jobBranches(audit);
};

function versionTwo({ scripts }: Audit, version: string): Deprecated {
  const heredocs = new Set(scripts.filter(({ facts }) => facts.text.includes("<<")).map(({ step }) => step.command.scalar));
  const care =
    heredocs.size === 0
      ? ""
      : ` In 2.1 \`<<\` begins a parameter: write \`\\<<\` in the ${heredocs.size === 1 ? "script" : counted(heredocs.size, "script")} with a heredoc.`;
  return {
    says: `The configuration is of version ${version}, which knows no orbs, commands, executors or parameters.`,
    advice: `Write \`version: 2.1\`; \`version\` under \`workflows\` goes away.${care}`,
    effect: "lets repeated steps and environments be written once",
    replacement: "version: 2.1",
  };
}

const scheduledWorkflow: Deprecated = {
  says: "A `schedule` under `triggers` is the old form, which projects of the GitHub App and GitLab do not have.",
  advice:
    'Make a schedule trigger in the project\'s settings, and guard the workflow with `when: pipeline.event.name == "schedule"`, by name where there are several. ' +
    "The new trigger runs all workflows that no guard keeps back.",
  gain: "small",
  effect: "can be changed without a commit, runs as an actor of its own, and works with every code host",
  effort: "medium",
};

const branchesOfJob: Deprecated = {
  says: "`branches` under a job is the filter of version 2 without workflows.",
  advice: "Move `branches` from the job to the workflow, where the job is called.",
  gain: "small",
  effect: "puts all filters into one place",
  replacement: "filters:\n  branches:\n    only: <branch>",
};

function* jobBranches({ plan }: Audit): Iterable<Use> {
  for (const run of plan.runs) {
    const entry = run.definition && entryOf(run.definition, "branches");
    if (entry !== undefined && run.workflow !== undefined)
      yield { of: branchesOfJob, at: locationOf(entry.keyNode), runs: [run] };
  }
}
