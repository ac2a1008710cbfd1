/** The branches that matter: the default one, and those that filters name. */
import type { ReviewFacts } from "../../review-input.ts";
import type { YamlNode } from "../../../yaml/node.ts";
import { entryOf } from "../../../yaml/node.ts";
import { distinct } from "../words.ts";

/** Patterns name none. */
export function significantBranches({ scene: { audits, facts } }: ReviewFacts): readonly string[] {
  const standard = facts?.project.defaultBranch ?? facts?.repository?.defaultBranch;
  const named = audits.flatMap(({ plan }) =>
    plan.runs.flatMap(({ filters }) => (filters === undefined ? [] : branchesIn(filters))),
  );
  return distinct([...(standard === undefined ? [] : [standard]), ...named]);
}

function branchesIn(filters: YamlNode): readonly string[] {
  const branches = filters.kind === "map" ? (entryOf(filters, "branches")?.value ?? filters) : undefined;
  if (branches?.kind !== "map") return [];
  return ["only", "ignore"].flatMap((key) => namesIn(entryOf(branches, key)?.value));
}

function namesIn(node: YamlNode | undefined): readonly string[] {
  if (node?.kind === "seq") return node.items.flatMap(({ value }) => namesIn(value));
  return node?.kind === "scalar" && node.text !== "" && !/^\/.*\/$|<</.test(node.text) ? [node.text] : [];
}
