/** The documentation of rules in Markdown, from their metadata and example fixtures, so that it cannot drift from them. */
import type { RuleInfo } from "../finding/report.ts";
import { fence } from "./markdown-text.ts";

/** A rule's whole metadata. */
export interface RuleDocs extends RuleInfo {
  /** What the rule cannot see; may be empty. */
  readonly limits: string;
  /** Version that brought the rule. */
  readonly since: string;
  /** `config`: needs only the file. `both`: sharper with a snapshot. `snapshot`: does not run without one. */
  readonly data: "config" | "both" | "snapshot";
  /** The same in words, for rules that read no configuration. */
  readonly reads?: string;
}

/** A configuration, what the APIs say, or both together. */
export interface Example {
  readonly config?: string;
  /** Much shortened: only what the rule looks at. */
  readonly facts?: string;
}

export interface RuleExamples {
  /** What is reported. */
  readonly bad: Example;
  /** The same thing done well. */
  readonly good: Example;
}

/** The table of the README. `reference` is the path of the page that `renderRuleReference` makes. */
export function renderRuleTable(rules: readonly RuleDocs[], reference = "rules/README.md"): string {
  const rows = rules.map(({ id, severity, confidence, profile, data, summary }) => {
    const cells = [`[\`${id}\`](${reference}#${id})`, `${severity} / ${confidence}`, profile, shortNeeds[data]];
    return `| ${[...cells, summary.replaceAll("|", "\\|")].join(" | ")} |`;
  });
  const head = ["| Rule | Severity / confidence | Profile | Reads | What it finds |", "| --- | --- | --- | --- | --- |"];
  return [...head, ...rows, ""].join("\n");
}

const shortNeeds: Readonly<Record<RuleDocs["data"], string>> = {
  config: "files",
  both: "files, better with APIs",
  snapshot: "APIs",
};

const needs: Readonly<Record<RuleDocs["data"], string>> = {
  config: "needs only the configuration",
  both: "sharper with what the APIs say",
  snapshot: "needs what the APIs say",
};

/** One section a rule, under the rule's id so that it can be linked to. */
export function renderRuleReference(rules: readonly RuleDocs[], examples: ReadonlyMap<string, RuleExamples>): string {
  const intro =
    "Each rule has a usual severity and confidence; a finding may have another where its section says so. Rules of the `pedantic` and " +
    "`auditor` profiles run only when asked for, with `--profile` or by name.";
  return `${["# Rules", intro, ...rules.flatMap((rule) => section(rule, examples.get(rule.id)))].join("\n\n")}\n`;
}

/** The same for rules on trust policies, which have no examples of configurations. */
export function renderTrustReference(rules: readonly RuleDocs[]): string {
  const intro =
    "`circleci-secaudit oidc --trust-policy <file>` runs them on what a provider was told to trust: IAM trust policies of AWS, workload identity " +
    "providers and IAM policies of Google Cloud, federated credentials of Azure, jwt roles of Vault. Only what trusts CircleCI's issuer is judged.";
  return `${["# Rules on trust policies", intro, ...rules.flatMap((rule) => section(rule, undefined))].join("\n\n")}\n`;
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
export function factsOf({ severity, confidence, profile, data, since, reads = needs[data] }: RuleDocs): readonly string[] {
  return [`severity ${severity}`, `confidence ${confidence}`, `profile ${profile}`, reads, `since ${since}`];
}

function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

function examplesOf({ bad, good }: RuleExamples): readonly string[] {
  return [...exampleOf("Reported", bad), ...exampleOf("Not reported", good)];
}

/** An example with the word that tells what comes of it: `Reported`. */
export function exampleOf(word: string, { config, facts }: Example): readonly string[] {
  if (config === undefined) return [`${word}, where the APIs say:`, fence(facts ?? "", "yaml")];
  const told = facts === undefined ? [] : ["where the APIs say:", fence(facts, "yaml")];
  return [`${word}:`, fence(config, "yaml"), ...told];
}

function tagLinks({ tags }: RuleDocs): string {
  const owasp = tags.owasp.map((tag) => `[${tag}](https://owasp.org/www-project-top-10-ci-cd-security-risks/)`);
  const cwe = tags.cwe.map((tag) => `[${tag}](https://cwe.mitre.org/data/definitions/${tag.replace(/\D+/, "")}.html)`);
  return [...owasp, ...cwe].join(", ");
}
