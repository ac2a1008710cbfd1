/** Every file, or part of one, that follows from rules, fixtures and the table of the command line. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { rules } from "../../rules/index.ts";
import { opportunities } from "../../rules/opportunities/index.ts";
import { commands } from "../../src/cli/commands.ts";
import { helpText } from "../../src/cli/help.ts";
import { ruleDocs, trustRuleDocs } from "../../src/cli/rule-docs.ts";
import { noOrbs } from "../../src/config/orb-lookup.ts";
import { lint } from "../../src/lint/lint.ts";
import { tool } from "../../src/lint/tool.ts";
import { render } from "../../src/report/formats.ts";
import { noRepository } from "../../src/rule/build-audit.ts";
import { renderOpportunityReference } from "../../src/report/opportunity-reference.ts";
import { renderRuleReference, renderRuleTable, renderTrustReference } from "../../src/report/reference.ts";
import { defaultSettings } from "../../src/settings/settings.ts";
import { opportunityExamples, ruleExamples } from "../bundle/examples.mjs";
import { renderPageParts } from "./page-parts.ts";
import { demoReviews } from "./demo-review.ts";
import { opportunityIds, renderOpportunityIndex, renderRuleIndex, ruleFiles } from "./rule-files.ts";

/** Path from the root → what the file must hold. */
export async function documents(root: string): Promise<ReadonlyMap<string, string>> {
  const docs = ruleDocs();
  const examples = new Map(Object.entries(await ruleExamples(root)));
  const found = new Map<string, string>([
    ["rules/index.ts", renderRuleIndex(ruleFiles(root))],
    ["rules/opportunities/index.ts", renderOpportunityIndex(opportunityIds(root))],
    ["rules/README.md", withNote(renderRuleReference(docs, examples))],
    ["rules/trust-policy/README.md", withNote(renderTrustReference(trustRuleDocs()))],
    ["rules/opportunities/README.md", withNote(await opportunityReference(root))],
    ["src/review/html/generated/page.ts", await renderPageParts(root)],
  ]);
  for (const [file, text] of await demoReviews(root)) found.set(file, text);
  const readme = path.join(root, "README.md");
  if (existsSync(readme)) {
    const screen = `\`\`\`text\n${await demoScreen(root)}\`\`\`\n`;
    const help = `\`\`\`text\n${helpText(commands[0], commands)}\`\`\`\n`;
    const blocks = { screen, help, rules: renderRuleTable(docs) };
    const text = Object.entries(blocks).reduce(
      (all, [name, body]) => replaceBlock(all, name, body),
      readFileSync(readme, "utf8"),
    );
    found.set("README.md", text);
  }
  return found;
}

async function opportunityReference(root: string): Promise<string> {
  const examples = new Map(Object.entries(await opportunityExamples(root)));
  return renderOpportunityReference(
    opportunities.map(({ meta }) => meta),
    examples,
  );
}

function withNote(text: string): string {
  return `${text}\n<!-- Written by \`npm run docs\`; do not edit. -->\n`;
}

/** What the linter prints about one rule in the demo project. */
async function demoScreen(root: string): Promise<string> {
  const source = {
    path: ".circleci/config.yml",
    text: readFileSync(path.join(root, "fixtures/projects/demo/.circleci/config.yml"), "utf8"),
  };
  const report = await lint({
    tool,
    rules,
    only: ["template-injection"],
    minSeverity: "high",
    files: [{ source, named: false }],
    follow: () => undefined,
    orbs: noOrbs,
    repositoryOf: () => noRepository,
    settings: defaultSettings,
    today: "2026-01-31",
  });
  const text = await render(
    "pretty",
    { ...report, coverage: [] },
    { colour: false, hyperlinks: false, width: 90, failOn: "low" },
  );
  return `$ circleci-secaudit --rule template-injection --min-severity high\n${text.trimEnd()}\n`;
}

/** Puts `body` between the comments `<!-- name:start -->` and `<!-- name:end -->`. */
function replaceBlock(text: string, name: string, body: string): string {
  const [start, end] = [`<!-- ${name}:start -->`, `<!-- ${name}:end -->`];
  const [from, to] = [text.indexOf(start), text.indexOf(end)];
  if (from === -1 || to < from) throw new Error(`README.md needs the comments ${start} and ${end}`);
  return `${text.slice(0, from + start.length)}\n\n${body}\n${text.slice(to)}`;
}
