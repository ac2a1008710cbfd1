/** Every file, or part of one, that follows from rules, fixtures, schemas and the table of the command line. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { format } from "prettier";
import manifest from "../../package.json" with { type: "json" };
import { rules } from "../../rules/index.ts";
import { commands } from "../../src/cli/commands.ts";
import { helpText } from "../../src/cli/help.ts";
import { ruleTableAsMarkdown } from "../../src/cli/rule-table.ts";
import { ruleFiles, renderRuleIndex } from "./rule-files.ts";
import { examplesOf, renderReference } from "./rule-reference.ts";

/** Path from the root → what the file must hold. */
export async function documents(root: string): Promise<ReadonlyMap<string, string>> {
  const files = ruleFiles(root);
  const metas = rules.map((rule) => rule.meta);
  const examples = new Map(files.map(({ id }) => [id, examplesOf(root, id)]));
  const found = new Map<string, string>([
    ["rules/index.ts", renderRuleIndex(files)],
    ["rules/README.md", renderReference(files, new Map(metas.map((meta) => [meta.id, meta])), examples)],
  ]);
  const readme = path.join(root, "README.md");
  if (existsSync(readme)) {
    const table = ruleTableAsMarkdown(metas, "rules/README.md");
    const help = `\`\`\`text\n${helpText(commands[0], commands)}\`\`\`\n`;
    found.set("README.md", replaceBlock(replaceBlock(readFileSync(readme, "utf8"), "rules", table), "help", help));
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
