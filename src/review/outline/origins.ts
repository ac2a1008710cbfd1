/** What a job run is made of: the elements of the configuration from which its parts come. */
import type { EnvironmentEntry, JobRun, Step } from "../../expand/plan.ts";
import type { Hop } from "../../expand/text.ts";
import type { Location, PathSegment } from "../../finding/location.ts";
import { pathOf, type YamlNode } from "../../yaml/node.ts";

/** `jobs` and the job, `commands` and the command, an anchor's own place; within inline orbs two steps deeper. */
export function originKey(file: string, path: readonly PathSegment[]): string {
  return JSON.stringify([file, ...path.slice(0, path[0] === "orbs" ? 4 : 2)]);
}

/** What stands where only anchors do, one by one: a job may take a part of such a place and replace another. */
export function placeKey({ file, span }: Pick<Location, "file" | "span">): string {
  return JSON.stringify([file.path, span.start, span.end]);
}

const elements: ReadonlySet<PathSegment | undefined> = new Set(["jobs", "commands", "executors", "orbs", "workflows"]);

export function originsOf(run: JobRun): ReadonlySet<string> {
  const origins = new Set<string>();
  const addNode = (node: YamlNode | undefined): void => {
    if (node === undefined) return;
    const path = pathOf(node);
    origins.add(originKey(node.file.path, path));
    if (!elements.has(path[0])) origins.add(placeKey(node));
  };
  const addHops = (hops: readonly Hop[]): void => {
    for (const { at } of hops) if (at.path[0] !== "workflows") origins.add(originKey(at.file.path, at.path));
  };
  const addEntries = (entries: readonly EnvironmentEntry[]): void => {
    for (const { nameNode } of entries) addNode(nameNode);
  };
  addNode(run.definition);
  addHops(run.hops);
  addEntries(run.environment);
  addNode(run.resourceClass?.scalar);
  const { executor } = run;
  if (executor.kind !== "none") addNode(executor.node);
  for (const image of executor.kind === "docker" ? executor.images : []) {
    addNode(image.node);
    addNode(image.image.scalar);
    addHops(image.hops);
    addEntries(image.environment);
  }
  for (const step of run.steps) addStep(step);
  return origins;

  function addStep(step: Step): void {
    addNode(step.node);
    addHops(step.hops);
    if (step.kind !== "run") return;
    addNode(step.command.scalar);
    addEntries(step.environment);
  }
}
