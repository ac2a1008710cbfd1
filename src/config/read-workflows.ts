/** Workflows, job groups and the invocations in them. */
import { entryOf, isNull, type YamlNode } from "../yaml/node.ts";
import type { Invocation, JobGroup, Workflow } from "./config.ts";
import { asMap, checkKeys, entriesOf, expectMap, type ProblemList } from "./reader.ts";

export function readWorkflows(node: YamlNode | undefined, list: ProblemList): readonly Workflow[] {
  const found: Workflow[] = [];
  for (const entry of entriesOf(node, "`workflows`", list)) {
    // `workflows: {version: 2}` is how configuration version 2 spells it.
    if (entry.key === "version") continue;
    const body = expectMap(entry.value, `The workflow \`${entry.key}\``, list);
    if (body === undefined) continue;
    checkKeys(body, "workflow", list);
    found.push({
      name: entry.key,
      nameNode: entry.keyNode,
      node: body,
      when: entryOf(body, "when")?.value,
      unless: entryOf(body, "unless")?.value,
      triggers: entryOf(body, "triggers")?.value,
      invocations: readInvocations(entryOf(body, "jobs")?.value, list),
    });
  }
  return found;
}

export function readJobGroups(node: YamlNode | undefined, list: ProblemList): ReadonlyMap<string, JobGroup> {
  const found = new Map<string, JobGroup>();
  for (const entry of entriesOf(node, "`job-groups`", list)) {
    const body = expectMap(entry.value, `The job group \`${entry.key}\``, list);
    if (body === undefined) continue;
    checkKeys(body, "job group", list);
    const invocations = readInvocations(entryOf(body, "jobs")?.value, list);
    found.set(entry.key, { name: entry.key, nameNode: entry.keyNode, node: body, invocations });
  }
  return found;
}

function readInvocations(node: YamlNode | undefined, list: ProblemList): readonly Invocation[] {
  if (node === undefined || isNull(node)) return [];
  if (node.kind !== "seq") {
    list.add("wrong-type", "The jobs of a workflow must be a list.", node);
    return [];
  }
  return node.items.flatMap((item) => readInvocation(item.value, list));
}

function readInvocation(node: YamlNode, list: ProblemList): Invocation[] {
  if (node.kind === "scalar" && !isNull(node)) {
    return [{ jobName: node.text, nameNode: node, node, body: undefined }];
  }
  const entry = asMap(node)?.entries[0];
  if (node.kind !== "map" || entry === undefined || node.entries.length > 1) {
    list.add("wrong-type", "A job in a workflow must be its name, or a map with its name as the only key.", node);
    if (entry === undefined) return [];
  }
  const body = isNull(entry.value) ? undefined : expectMap(entry.value, `The job \`${entry.key}\` in a workflow`, list);
  return [{ jobName: entry.key, nameNode: entry.keyNode, node, body }];
}
