/** `review`: audits, asks the experts, and writes the document. */
import path from "node:path";
import { experts } from "../../../rules/experts.ts";
import { rules } from "../../../rules/index.ts";
import { findFiles } from "../../collect/find-files.ts";
import { writeFileAtomically } from "../../collect/write-file.ts";
import { isComplete } from "../../finding/report.ts";
import { lintWhole } from "../../lint/lint.ts";
import { tool } from "../../lint/tool.ts";
import { noAnswers } from "../../review/document/answers.ts";
import { renderMarkdown } from "../../review/markdown/render-markdown.ts";
import { reviewDocument, reviewFacts } from "../../review/review.ts";
import type { Audit } from "../../rule/audit.ts";
import { quote } from "../../source/quote.ts";
import type { CommandLine } from "../command-line.ts";
import { inputOf } from "../lint-input.ts";
import { lintOptions } from "../lint-options.ts";
import { loadSettings } from "../load-settings.ts";
import { orbsAtHand } from "../orbs-at-hand.ts";
import { valueGiven } from "../parse-command-line.ts";
import { printAsIs } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";

/**
 * Resolves to the exit code.
 * @throws {UsageError | SettingsError}
 */
export async function review(line: CommandLine, cwd: string): Promise<number> {
  const ruleIds = rules.map((rule) => rule.meta.id);
  const options = { ...lintOptions(line, ruleIds), network: "never" as const };
  const found = findFiles(options.paths, cwd);
  const { settings, file, problems } = await loadSettings(options.config, found, cwd, ruleIds);
  const input = await inputOf({ line, options, found, cwd }, settings, file);
  const coverage = [...input.coverage];
  const audits: Audit[] = [];
  const date = valueGiven(line, "date");
  const { report, secrets } = await lintWhole({
    ...input,
    ...options,
    coverage,
    tool,
    rules,
    settings,
    baseline: undefined,
    today: date ?? new Date().toISOString().slice(0, 10),
    orbs: await orbsAtHand(line, found, cwd, (note) => coverage.push(note)),
    problems: () => [...found.problems, ...problems, ...input.problems, ...input.unread],
    watch: (audit) => audits.push(audit),
  });
  const facts = reviewFacts({
    scene: { audits, facts: audits[0]?.facts, today: date },
    report,
    secrets,
    experts,
    name: path.basename(found.root),
    date,
  });
  const text = renderMarkdown(reviewDocument(facts), { answers: noAnswers, linkOf: () => undefined });
  const target = valueGiven(line, "output");
  if (target === undefined) await printAsIs(text);
  else {
    const fault = writeFileAtomically(path.resolve(cwd, target), text);
    if (fault !== undefined) throw new UsageError(`${quote(target, 200)} cannot be written: ${fault}.`);
  }
  return isComplete(report) ? 0 : 2;
}
