/** The example fixtures of every rule, by id; the build puts them in. Large, so only `explain` loads this. */
import type { RuleExamples } from "../report/reference.ts";

declare const RULE_EXAMPLES: Readonly<Record<string, RuleExamples>>;

export const ruleExamples: ReadonlyMap<string, RuleExamples> = new Map(Object.entries(RULE_EXAMPLES));
