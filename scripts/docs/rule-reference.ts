/** `rules/README.md`: one section a rule, from its metadata and its example fixtures. */
import { readFileSync } from "node:fs";
import path from "node:path";
import type { RuleMeta } from "../../src/rule/rule.ts";
import type { RuleFile } from "./rule-files.ts";

export interface Examples {
  readonly bad: string;
  readonly good: string;
}

/** `fixtures/<id>/{fail,pass}-example.yml`; they are what the documentation shows. */
export function examplesOf(root: string, id: string): Examples {
  const read = (name: string): string => readFileSync(path.join(root, "fixtures", id, name), "utf8").trimEnd();
  return { bad: read("fail-example.yml"), good: read("pass-example.yml") };
}

export function renderReference(
  files: readonly RuleFile[],
  metas: ReadonlyMap<string, RuleMeta>,
  examples: ReadonlyMap<string, Examples>,
): string {
  const categories = [...new Set(files.map((file) => file.category))].sort();
  const lines = [
    "# Rules",
    "",
    "<!-- Written by `npm run docs` from the rules and their fixtures; do not edit. -->",
    "",
    "Each rule has a usual severity and confidence; a finding may have another where its section says so. Rules of the `pedantic` and",
    "`auditor` profiles run only when asked for, with `--profile` or by name.",
  ];
  for (const category of categories) {
    lines.push("", `## ${titleOf(category)}`);
    for (const { id } of files.filter((file) => file.category === category)) {
      const meta = metas.get(id);
      const example = examples.get(id);
      if (meta !== undefined && example !== undefined) lines.push("", ...section(meta, example));
    }
  }
  return `${lines.join("\n")}\n`;
}

function titleOf(category: string): string {
  const words = category.replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function section(meta: RuleMeta, { bad, good }: Examples): readonly string[] {
  return [
    `### ${meta.id}`,
    "",
    `**${meta.title}.** ${meta.summary}`,
    "",
    `Severity ${meta.severity}, confidence ${meta.confidence}, profile ${meta.profile}, since ${meta.since}. ${tagsOf(meta)}`,
    "",
    `**Why it matters.** ${meta.rationale}`,
    "",
    ...labelled("Reported", bad),
    ...labelled("Not reported", good),
    `**What to do.** ${meta.remediation}`,
    "",
    `**What it cannot see.** ${meta.limits}`,
    "",
    "**Read on.**",
    "",
    ...meta.references.map(({ title, url }) => `- [${title}](${url})`),
  ];
}

function tagsOf({ tags }: RuleMeta): string {
  const owasp = tags.owasp.map((tag) => `[${tag}](https://owasp.org/www-project-top-10-ci-cd-security-risks/)`);
  const cwe = tags.cwe.map((tag) => `[${tag}](https://cwe.mitre.org/data/definitions/${tag.replace(/\D+/, "")}.html)`);
  return [...owasp, ...cwe].join(", ");
}

function labelled(label: string, yaml: string): readonly string[] {
  return [`${label}:`, "", "```yaml", yaml, "```", ""];
}
