/** Every file, or part of one, that follows from rules, fixtures and the table of the command line. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { format } from "prettier";
import manifest from "../../package.json" with { type: "json" };
import { commands } from "../../src/cli/commands.ts";
import { helpText } from "../../src/cli/help.ts";
import { ruleDocs } from "../../src/cli/rule-docs.ts";
import { renderRuleReference, renderRuleTable } from "../../src/report/reference.ts";
import { ruleExamples } from "../bundle/examples.mjs";
import { renderRuleIndex, ruleFiles } from "./rule-files.ts";

/** Path from the root → what the file must hold. */
export async function documents(root: string): Promise<ReadonlyMap<string, string>> {
  const docs = ruleDocs();
  const examples = new Map(Object.entries(await ruleExamples(root)));
  const found = new Map<string, string>([
    ["rules/index.ts", renderRuleIndex(ruleFiles(root))],
    ["rules/README.md", `${renderRuleReference(docs, examples)}\n<!-- Written by \`npm run docs\`; do not edit. -->\n`],
  ]);
  const readme = path.join(root, "README.md");
  if (existsSync(readme)) {
    const help = `\`\`\`text\n${helpText(commands[0], commands)}\`\`\`\n`;
    const text = replaceBlock(readFileSync(readme, "utf8"), "rules", renderRuleTable(docs));
    found.set("README.md", replaceBlock(text, "help", help));
  }
  const formatted = [...found].map(
    async ([file, text]) => [file, await format(text, { ...manifest.prettier, filepath: file })] as const,
  );
  return new Map(await Promise.all(formatted));
}

/** Puts `body` between the comments `<!-- name:start -->` and `<!-- name:end -->`. */
function replaceBlock(text: string, name: string, body: string): string {
  const [start, end] = [`<!-- ${name}:start -->`, `<!-- ${name}:end -->`];
  const [from, to] = [text.indexOf(start), text.indexOf(end)];
  if (from === -1 || to < from) throw new Error(`README.md needs the comments ${start} and ${end}`);
  return `${text.slice(0, from + start.length)}\n\n${body}\n${text.slice(to)}`;
}
