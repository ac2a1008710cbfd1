/** `explain <rule>`: all that is known about one rule. */
import { renderExplain } from "../report/pretty/explain.ts";
import { didYouMean } from "../schema/near-miss.ts";
import { quote } from "../source/quote.ts";
import type { CommandLine } from "./command-line.ts";
import { ruleDocs, trustRuleDocs } from "./rule-docs.ts";
import { ruleExamples } from "./rule-examples.ts";
import { columns, print, terminalStyle } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";

const list = "`circleci-secaudit rules` lists them.";

/** @throws {UsageError} when no rule has the id */
export function explain(line: CommandLine): Promise<number> {
  const [id] = line.positionals;
  if (id === undefined) throw new UsageError(`Name a rule: \`circleci-secaudit explain <rule>\`. ${list}`);
  const docs = [...ruleDocs(), ...trustRuleDocs()];
  const rule = docs.find((each) => each.id === id);
  if (rule !== undefined) return print(renderExplain(rule, ruleExamples.get(id), { ...terminalStyle(line), width: columns() }));
  const hint = didYouMean(
    id,
    docs.map((each) => each.id),
  );
  throw new UsageError(`There is no rule ${quote(id)}.${hint} ${list}`);
}
