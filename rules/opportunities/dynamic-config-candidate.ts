import type { JobRun, WorkflowPlan } from "../../src/expand/plan.ts";
import type { RelatedLocation } from "../../src/finding/location.ts";
import type { Audit, ScriptRun } from "../../src/rule/audit.ts";
import { defineOpportunity, type Found } from "../../src/rule/opportunity.ts";
import type { CommandFact } from "../../src/shell/facts.ts";
import { locationOf } from "../../src/yaml/node.ts";
import { scriptsByRun } from "../data/scripts-by-run.ts";
import { folderOfRun } from "./flow/folders.ts";
import { capitalised, counted, jobsInWords, namesInWords, numberInWords } from "./wording.ts";

const caution =
  "Keep the setup job free of contexts and of code that is installed from elsewhere: what it runs decides what the pipeline does. " +
  "Checks that the code host requires must still be reported when their jobs are left out.";

export const dynamicConfigCandidate = defineOpportunity({
  meta: {
    id: "dynamic-config-candidate",
    title: "Every push runs the jobs of every folder",
    summary:
      "Jobs belong to one folder of the repository each, or compare changed files by hand, and there is no setup workflow.",
    advice: `Let a setup workflow with \`circleci/path-filtering\` compare the changed files and start only what they touch. ${caution}`,
    test: "Push a change to one folder on a branch: only its jobs run. Push one to a shared file: all run.",
    limits:
      "What the folders share is not known: each mapping must name the shared files too. Scripts of the repository that compare files are not read.",
    topic: "dynamic",
    data: "config",
    gain: "large",
    effort: "medium",
    batch: "test",
    references: [
      { title: "CircleCI: dynamic configuration", url: "https://circleci.com/docs/guides/orchestrate/dynamic-config/" },
    ],
    since: "0.4.0",
  },
  *find({ audits, facts }) {
    const given = facts?.project.defaultBranch ?? "main";
    const base = /^[\w./-]{1,80}$/u.test(given) ? given : "main";
    if (audits.some(({ config, plan }) => config.setup || plan.continued)) return;
    for (const audit of audits) {
      if (audit.config.kind !== "config" || audit.scripts.some((script) => script.facts.commands.some(knowsChanges))) continue;
      const byHand = audit.scripts.filter(
        (script) => script.run.workflow !== undefined && script.facts.commands.some(comparesFiles),
      );
      const halting = byHand.filter(({ run }) => halts(run, audit));
      if (halting.length > 0) yield* comparedByHand(halting);
      else for (const workflow of audit.plan.workflows) yield* inWorkflow(workflow, audit, base);
    }
  },
});

/** Build tools that find out by themselves what a change touches. */
function knowsChanges({ name, words }: CommandFact): boolean {
  const tools = ["nx", "turbo", "lerna", "npx", "yarn", "pnpm", "npm", "bazel", "pants", "rush"];
  return (
    tools.includes(name ?? "") &&
    words.some(({ literal = "" }) => /^(?:affected\b|--since\b|--changed-since\b|--affected$|--filter=.*\[)/u.test(literal))
  );
}

function comparesFiles({ name, args }: CommandFact): boolean {
  const words = args.map(({ literal }) => literal);
  const lists = words.includes("--name-only") || words.includes("--name-status");
  return name === "git" && lists && words.some((word) => ["diff", "diff-tree", "log", "show"].includes(word ?? ""));
}

function halts(run: JobRun, audit: Audit): boolean {
  const scripts = scriptsByRun(audit).get(run) ?? [];
  return scripts.some(({ facts }) => facts.commands.some(isHalt));
}

function isHalt({ name, args }: CommandFact): boolean {
  return /^circleci(?:-agent)?$/u.test(name ?? "") && args.some(({ literal }) => literal === "halt");
}

function* comparedByHand(scripts: readonly ScriptRun[]): Iterable<Found> {
  const runs = [...new Set(scripts.map(({ run }) => run))];
  const isOne = new Set(runs.map(({ name }) => name)).size === 1;
  const places = new Map<string, RelatedLocation>();
  for (const { facts, locate } of scripts) {
    const command = facts.commands.find(comparesFiles);
    const at = command && locate(command.span);
    if (at !== undefined)
      places.set(`${at.file.path} ${String(at.span.start)}`, { ...at, label: "changed files are listed here" });
  }
  const [first, ...others] = [...places.values()];
  if (first === undefined) return;
  yield {
    at: first,
    runs,
    message: `${capitalised(jobsInWords(runs.map(({ name }) => name)))} ${isOne ? "compares" : "compare"} changed files with \`git\` and ${isOne ? "halts" : "halt"} when there is nothing to do: a container starts to find that out.`,
    effect: "starts no container for what did not change, and keeps the comparison in one place",
    ...(others.length === 0 ? {} : { evidence: others.slice(0, 20) }),
  };
}

const fewestFolders = 3;

function* inWorkflow(workflow: WorkflowPlan, audit: Audit, base: string): Iterable<Found> {
  const byFolder = new Map<string, JobRun[]>();
  for (const run of workflow.runs) {
    const folder = run.reach.anyBranch === true ? folderOfRun(run, audit) : undefined;
    if (folder === undefined) continue;
    const known = byFolder.get(folder);
    if (known === undefined) byFolder.set(folder, [run]);
    else known.push(run);
  }
  if (byFolder.size < fewestFolders) return;
  const runs = [...byFolder.values()].flat();
  const folders = [...byFolder.keys()];
  const jobs = workflow.runs.filter(({ kind }) => kind === "build" || kind === "orb-job");
  yield {
    at: locationOf(workflow.workflow.nameNode),
    workflows: [workflow],
    message: `In the workflow \`${workflow.name}\`, ${numberInWords(runs.length)} of ${counted(jobs.length, "job")} work in one folder each (${namesInWords(folders)}), and every push runs all of them.`,
    effect: `spares the jobs of ${counted(folders.length - 1, "other folder")} when a push touches one`,
    evidence: [...byFolder].slice(0, 12).flatMap(([folder, own]): RelatedLocation[] => {
      const [run] = own;
      return run === undefined
        ? []
        : [
            {
              ...locationOf(run.nameNode),
              label: `${capitalised(jobsInWords(own.map(({ name }) => name)))} ${own.length === 1 ? "works" : "work"} in \`${folder}\``,
            },
          ];
    }),
    ...(folders.every((folder) => /^[\w./-]{1,80}$/u.test(folder)) ? { replacement: setupConfig(folders, base) } : {}),
  };
}

/** `.circleci/config.yml` as it would be; the present one becomes the configuration that it goes on with. */
function setupConfig(folders: readonly string[], base: string): string {
  const parameter = (folder: string): string => `run-${folder.replaceAll(/[^a-z0-9]+/giu, "-").toLowerCase()}`;
  return [
    "version: 2.1",
    "setup: true",
    "orbs:",
    "  path-filtering: circleci/path-filtering@2.1.0",
    "workflows:",
    "  setup:",
    "    jobs:",
    "      - path-filtering/filter:",
    `          base-revision: ${base}`,
    "          config-path: .circleci/continue-config.yml",
    "          mapping: |",
    ...folders.slice(0, 8).map((folder) => `            ${folder}/.* ${parameter(folder)} true`),
    ...(folders.length > 8 ? [`            # and so on for ${counted(folders.length - 8, "more folder")}`] : []),
  ].join("\n");
}
