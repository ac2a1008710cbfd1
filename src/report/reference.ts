/** The documentation of rules in Markdown, from their metadata and example fixtures, so that it cannot drift from them. */
import type { RuleInfo } from "../finding/report.ts";
import { fence } from "./markdown-text.ts";

/** A rule's whole metadata. */
export interface RuleDocs extends RuleInfo {
  /** What the rule cannot see; may be empty. */
  readonly limits: string;
  /** Version that brought the rule. */
  readonly since: string;
  /** `config`: needs only the file. `both`: sharper with a snapshot. */
  readonly data: "config" | "both" | "snapshot";
}

export interface RuleExamples {
  /** YAML that is reported. */
  readonly bad: string;
  /** The same thing done well. */
  readonly good: string;
}

/** The table of the README. `reference` is the path of the page that `renderRuleReference` makes. */
export function renderRuleTable(rules: readonly RuleDocs[], reference = "rules/README.md"): string {
  const rows = rules.map(({ id, severity, confidence, profile, summary }) => {
    return `| [\`${id}\`](${reference}#${id}) | ${severity} / ${confidence} | ${profile} | ${summary.replaceAll("|", "\\|")} |`;
  });
  return ["| Rule | Severity / confidence | Profile | What it finds |", "| --- | --- | --- | --- |", ...rows, ""].join("\n");
}

/** One section a rule, under the rule's id so that it can be linked to. */
export function renderRuleReference(rules: readonly RuleDocs[], examples: ReadonlyMap<string, RuleExamples>): string {
  const intro =
    "Each rule has a usual severity and confidence; a finding may have another where its section says so. Rules of the `pedantic` and " +
    "`auditor` profiles run only when asked for, with `--profile` or by name.";
  return `${["# Rules", intro, ...rules.flatMap((rule) => section(rule, examples.get(rule.id)))].join("\n\n")}\n`;
}

function section(rule: RuleDocs, examples: RuleExamples | undefined): readonly string[] {
  const { references, limits } = rule;
  return [
    `## ${rule.id}`,
    `**${rule.title}.** ${rule.summary}`,
    `${sentence(factsOf(rule).join(", "))} ${tagLinks(rule)}`,
    `**Why it matters.** ${rule.rationale}`,
    ...(examples === undefined ? [] : examplesOf(examples)),
    `**What to do.** ${rule.remediation}`,
    ...(limits === "" ? [] : [`**What it cannot see.** ${limits}`]),
    ...(references.length === 0 ? [] : ["**Read on.**", references.map(({ title, url }) => `- [${title}](${url})`).join("\n")]),
  ];
}

/** `severity high`, `confidence medium`, `profile regular`, … */
export function factsOf({ severity, confidence, profile, data, since }: RuleDocs): readonly string[] {
  return [
    `severity ${severity}`,
    `confidence ${confidence}`,
    `profile ${profile}`,
    data === "config" ? "needs only the configuration" : "sharper with a snapshot",
    `since ${since}`,
  ];
}

function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

function examplesOf({ bad, good }: RuleExamples): readonly string[] {
  return ["Reported:", fence(bad, "yaml"), "Not reported:", fence(good, "yaml")];
}

function tagLinks({ tags }: RuleDocs): string {
  const owasp = tags.owasp.map((tag) => `[${tag}](https://owasp.org/www-project-top-10-ci-cd-security-risks/)`);
  const cwe = tags.cwe.map((tag) => `[${tag}](https://cwe.mitre.org/data/definitions/${tag.replace(/\D+/, "")}.html)`);
  return [...owasp, ...cwe].join(", ");
}
