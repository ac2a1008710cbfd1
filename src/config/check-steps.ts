/** Checks the keys of jobs, executors and steps as written, once each, wherever expansion may take them. */
import { entryOf, isNull, type YamlEntry, type YamlMap, type YamlNode } from "../yaml/node.ts";
import type { Library, Workflow } from "./config.ts";
import { isBuiltinStep, isKeyPlace } from "./keys.ts";
import { asMap, checkKeys, type ProblemList } from "./reader.ts";

/** `when` steps may nest; deeper than this is no honest config. */
const deepestWhen = 100;

export function checkSteps(library: Library, workflows: readonly Workflow[], list: ProblemList): void {
  for (const orb of library.orbs.values()) {
    if (orb.source.kind === "inline") checkSteps(orb.source.library, [], list);
  }
  for (const executor of library.executors.values()) checkExecutor(executor.node, list);
  for (const job of library.jobs.values()) {
    checkExecutor(job.node, list);
    checkStepList(entryOf(job.node, "steps")?.value, library, list, 0);
  }
  for (const command of library.commands.values()) checkStepList(entryOf(command.node, "steps")?.value, library, list, 0);
  for (const { body } of workflows.flatMap((workflow) => workflow.invocations)) {
    if (body === undefined) continue;
    checkStepList(entryOf(body, "pre-steps")?.value, library, list, 0);
    checkStepList(entryOf(body, "post-steps")?.value, library, list, 0);
  }
}

function checkExecutor(map: YamlMap, list: ProblemList): void {
  const docker = entryOf(map, "docker")?.value;
  for (const item of docker?.kind === "seq" ? docker.items : []) {
    const image = asMap(item.value);
    if (image !== undefined) checkImage(image, list);
  }
  const machine = asMap(entryOf(map, "machine")?.value);
  if (machine !== undefined) checkKeys(machine, "machine", list);
  const macos = asMap(entryOf(map, "macos")?.value);
  if (macos !== undefined) checkKeys(macos, "macos", list);
}

function checkImage(image: YamlMap, list: ProblemList): void {
  checkKeys(image, "docker image", list);
  for (const key of ["auth", "aws_auth", "gcp_auth"] as const) {
    const auth = asMap(entryOf(image, key)?.value);
    if (auth !== undefined) checkKeys(auth, key, list);
  }
}

function checkStepList(node: YamlNode | undefined, library: Library, list: ProblemList, depth: number): void {
  if (node === undefined || depth > deepestWhen) return;
  for (const entry of stepEntries(node)) {
    if (entry.key === "when" || entry.key === "unless") {
      const body = asMap(entry.value);
      if (body !== undefined) checkStepList(entryOf(body, "steps")?.value, library, list, depth + 1);
    } else if (isBuiltinStep(entry.key) && !library.commands.has(entry.key)) {
      checkBuiltin(entry.key === "deploy" ? "run" : entry.key, entry.value, list);
    }
  }
}

function stepEntries(node: YamlNode): readonly YamlEntry[] {
  if (node.kind === "map") return node.entries;
  return node.kind === "seq" ? node.items.flatMap(({ value }) => asMap(value)?.entries[0] ?? []) : [];
}

function checkBuiltin(name: string, node: YamlNode, list: ProblemList): void {
  if (node.kind === "map" && isKeyPlace(name)) checkKeys(node, name, list);
  if (name === "run" && node.kind === "map" && entryOf(node, "command") === undefined) {
    list.add("wrong-type", "A `run` step needs a `command`.", node);
  }
  if (name === "run" && isNull(node)) list.add("wrong-type", "A `run` step needs a command.", node);
}
