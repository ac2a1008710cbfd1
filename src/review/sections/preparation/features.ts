/** Which of CircleCI's features the project uses, and where. */
import type { BuiltinStep, JobRun } from "../../../expand/plan.ts";
import { assumedText } from "../../../expand/text.ts";
import type { Audit } from "../../../rule/audit.ts";
import { valueOf } from "../../../snapshot/fetched.ts";
import type { YamlNode } from "../../../yaml/node.ts";
import { entryOf } from "../../../yaml/node.ts";
import { cell, table } from "../../document/build.ts";
import type { Block } from "../../document/document.ts";
import type { ReviewFacts } from "../../review-input.ts";
import { isOnRunner } from "../jobs/environment-words.ts";
import { count, distinct, quoted } from "../words.ts";

/** Nothing is said of a feature that is not used. */
interface Feature {
  readonly name: string;
  readonly use: string;
}

type FindsUse = (runs: readonly JobRun[], facts: ReviewFacts) => string | undefined;

const features: Readonly<Record<string, FindsUse>> = {
  Orbs: (_, { inventory }) => named(inventory.orbs.flatMap(({ name }) => name ?? [])),
  "Dynamic configuration": (_, { scene }) =>
    named(scene.audits.filter(({ config }) => config.setup).map(({ config }) => config.file.path)),
  "Reusable commands": (_, { scene }) => counted(scene, ({ config }) => config.library.commands.size, "command"),
  "Reusable executors": (_, { scene }) => counted(scene, ({ config }) => config.library.executors.size, "executor"),
  "Pipeline parameters": (_, { scene }) => named(scene.audits.flatMap(({ config }) => [...config.parameters.keys()])),
  "Conditional workflows": (_, { scene }) => named(workflowsWith(scene.audits, ({ when, unless }) => when ?? unless)),
  "Scheduled pipelines": (_, { scene }) => schedules(scene),
  "Matrix jobs": (_, { scene }) => named(scene.audits.flatMap(matrixJobs)),
  "Approval jobs": (runs) => named(runs.filter(({ kind }) => kind === "approval").map(({ name }) => name)),
  Contexts: (runs) =>
    named(runs.flatMap(({ contexts }) => contexts.map(({ name }) => assumedText(name) ?? "")).filter((name) => name !== "")),
  "OIDC logins": (_, { inventory }) =>
    jobs([...inventory.runs].filter(([, { logins }]) => logins.some(({ by }) => by === "oidc")).map(([run]) => run)),
  Workspaces: (runs) => jobs(withStep(runs, "persist_to_workspace", "attach_workspace")),
  Caching: (runs) => jobs(withStep(runs, "save_cache", "restore_cache")),
  Artifacts: (runs) => jobs(withStep(runs, "store_artifacts")),
  "Test results": (runs) => jobs(withStep(runs, "store_test_results")),
  "Test splitting": (_, { scene }) => jobs(scene.audits.flatMap(splitters)),
  "Remote Docker": (runs) => jobs(withStep(runs, "setup_remote_docker")),
  "Docker layer caching": (runs) => jobs(runs.filter(cachesLayers)),
  "Self-hosted runners": (runs) => jobs(runs.filter(isOnRunner)),
  "IP ranges": (runs) => jobs(runs.filter(({ ipRanges }) => ipRanges?.value === true)),
  macOS: (runs) => jobs(runs.filter(({ executor }) => executor.kind === "macos")),
  Windows: (runs) => jobs(runs.filter(isOnWindows)),
  "Arm machines": (runs) => jobs(runs.filter((run) => classOf(run).startsWith("arm."))),
  "GPU machines": (runs) => jobs(runs.filter((run) => classOf(run).startsWith("gpu."))),
  "Config policies": (_, { scene }) =>
    valueOf(scene.facts?.organization?.configPolicies) === true ? "for the whole organisation" : undefined,
};

export function featureTable(facts: ReviewFacts): readonly Block[] {
  return table(
    ["Feature", "Used by"],
    usedFeatures(facts).map(({ name, use }) => [cell(name), cell(use)]),
  );
}

export function usedFeatures(facts: ReviewFacts): readonly Feature[] {
  const runs = facts.scene.audits.flatMap(({ plan }) => plan.runs.filter(({ workflow }) => workflow !== undefined));
  return Object.entries(features).flatMap(([name, findUse]) => {
    const use = findUse(runs, facts);
    return use === undefined ? [] : [{ name, use }];
  });
}

function named(names: readonly string[]): string | undefined {
  return names.length === 0 ? undefined : quoted(distinct(names), 4);
}

function counted({ audits }: ReviewFacts["scene"], of: (audit: Audit) => number, noun: string): string | undefined {
  const number = audits.reduce((sum, audit) => sum + of(audit), 0);
  return number === 0 ? undefined : count(number, noun);
}

function jobs(runs: readonly JobRun[]): string | undefined {
  const names = distinct(runs.filter(({ workflow }) => workflow !== undefined).map(({ jobName }) => jobName));
  return names.length === 0 ? undefined : `${names.length > 4 ? `${count(names.length, "job")}: ` : ""}${quoted(names, 4)}`;
}

function withStep(runs: readonly JobRun[], ...names: readonly string[]): readonly JobRun[] {
  return runs.filter(({ steps }) => steps.some((step) => step.kind === "builtin" && names.includes(step.name)));
}

/** Most take their executor from CircleCI's orb, whose jobs and executors know the class. */
function isOnWindows(run: JobRun): boolean {
  const node = run.definition === undefined ? undefined : entryOf(run.definition, "executor")?.value;
  const chosen = node?.kind === "map" ? entryOf(node, "name")?.value : node;
  const executor = chosen?.kind === "scalar" ? chosen.text : "";
  return classOf(run).startsWith("windows.") || /^win(?:dows)?\//.test(executor);
}

/** Of what is not told before it runs, nothing. */
function classOf({ resourceClass }: JobRun): string {
  return (resourceClass && assumedText(resourceClass)) ?? "";
}

function cachesLayers({ executor, steps }: JobRun): boolean {
  if (executor.kind === "machine" && executor.layerCaching === true) return true;
  const isOn = ({ args }: BuiltinStep): boolean => {
    const value = args.get("docker_layer_caching")?.text;
    return value !== undefined && assumedText(value) === "true";
  };
  return steps.some((step) => step.kind === "builtin" && step.name === "setup_remote_docker" && isOn(step));
}

/** `circleci tests split`, `circleci tests run`. */
function splitters({ scripts }: Audit): readonly JobRun[] {
  return scripts
    .filter(({ facts }) => facts.commands.some(({ name, args }) => name === "circleci" && args[0]?.literal === "tests"))
    .map(({ run }) => run);
}

function matrixJobs({ config }: Audit): readonly string[] {
  return config.workflows.flatMap(({ invocations }) =>
    invocations.filter(({ body }) => body !== undefined && entryOf(body, "matrix") !== undefined).map(({ jobName }) => jobName),
  );
}

function workflowsWith(
  audits: readonly Audit[],
  part: (workflow: Audit["config"]["workflows"][number]) => YamlNode | undefined,
): readonly string[] {
  return audits.flatMap(({ config }) =>
    config.workflows.filter((workflow) => part(workflow) !== undefined).map(({ name }) => name),
  );
}

/** Those of the configuration, and those that are set in the web application. */
function schedules({ audits, facts }: ReviewFacts["scene"]): string | undefined {
  const written = distinct(workflowsWith(audits, ({ triggers }) => triggers));
  const set = valueOf(facts?.project.schedules)?.map(({ name }) => name) ?? [];
  const all = [
    ...(written.length === 0 ? [] : [`the workflow${written.length === 1 ? "" : "s"} ${quoted(written, 4)}`]),
    ...(set.length === 0 ? [] : [quoted(set, 4)]),
  ];
  return all.length === 0 ? undefined : all.join("; set at CircleCI: ");
}
