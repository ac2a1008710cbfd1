/** Which contexts the audited configurations take. */
import type { Audit } from "../../src/rule/audit.ts";
import { contextUsesOf, type TakenContext } from "../data/context-uses.ts";

/** By the names of contexts; those whose names only a running pipeline knows are missing. */
export function contextUses(audits: readonly Audit[]): ReadonlyMap<string, readonly TakenContext[]> {
  const uses = new Map<string, readonly TakenContext[]>();
  for (const { plan } of audits)
    for (const [name, takers] of contextUsesOf(plan.runs)) uses.set(name, [...(uses.get(name) ?? []), ...takers]);
  return uses;
}
