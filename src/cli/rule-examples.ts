/** The example fixtures of every rule, by id; the build puts them in. Large, so only `explain` loads this. */

interface Examples {
  /** A configuration that the rule reports. */
  readonly bad: string;
  readonly good: string;
}

declare const RULE_EXAMPLES: Readonly<Record<string, Examples>>;

export const ruleExamples: ReadonlyMap<string, Examples> = new Map(Object.entries(RULE_EXAMPLES));
