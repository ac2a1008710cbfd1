/** What reporters get to know of a rule. */
import type { RuleInfo } from "../finding/report.ts";
import type { RuleMeta } from "../rule/rule.ts";

/** Where the rule reference is read. */
const docsBase = "https://github.com/circleci-secaudit/circleci-secaudit/blob/main/rules/README.md";

export function docsUrlOf(ruleId: string): string {
  return `${docsBase}#${ruleId}`;
}

export function toRuleInfo(meta: RuleMeta): RuleInfo {
  const { id, title, summary, rationale, remediation, severity, confidence, profile, references, tags } = meta;
  return { id, title, summary, rationale, remediation, severity, confidence, profile, docsUrl: docsUrlOf(id), references, tags };
}
