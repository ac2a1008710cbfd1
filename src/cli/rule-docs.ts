/** The rules as documents show them. */
import { rules } from "../../rules/index.ts";
import { docsUrlOf } from "../engine/rule-info.ts";
import type { RuleDocs } from "../report/reference.ts";

/** By id. */
export function ruleDocs(): readonly RuleDocs[] {
  return rules.map(({ meta }) => ({ ...meta, docsUrl: docsUrlOf(meta.id) }));
}
