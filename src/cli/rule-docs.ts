/** The rules as documents show them. */
import { rules } from "../../rules/index.ts";
import { trustPolicies } from "../../rules/trust-policy/index.ts";
import { docsUrlOf, trustDocsUrlOf } from "../engine/rule-info.ts";
import type { RuleDocs } from "../report/reference.ts";

/** By id. */
export function ruleDocs(): readonly RuleDocs[] {
  return rules.map(({ meta }) => ({ ...meta, docsUrl: docsUrlOf(meta.id) }));
}

/** Rules on trust policies, by id. */
export function trustRuleDocs(): readonly RuleDocs[] {
  return trustPolicies.rules.map(({ meta }) => ({ ...meta, docsUrl: trustDocsUrlOf(meta.id), reads: "needs only the policy" }));
}
