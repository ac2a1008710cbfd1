/** What reporters get to know of a rule. */
import type { RuleInfo } from "../finding/report.ts";
import type { RuleMeta } from "../rule/rule.ts";

/** Where the references of rules are read. */
const repository = "https://github.com/circleci-secaudit/circleci-secaudit/blob/main";

export function docsUrlOf(ruleId: string): string {
  return `${repository}/rules/README.md#${ruleId}`;
}

/** The same for rules on trust policies. */
export function trustDocsUrlOf(ruleId: string): string {
  return `${repository}/rules/trust-policy/README.md#${ruleId}`;
}

export function toRuleInfo(meta: RuleMeta): RuleInfo {
  const { id, title, summary, rationale, remediation, severity, confidence, profile, references, tags } = meta;
  return { id, title, summary, rationale, remediation, severity, confidence, profile, docsUrl: docsUrlOf(id), references, tags };
}
