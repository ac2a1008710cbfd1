/** `review`: audits, asks the experts, and writes the document. */
import { experts } from "../../../rules/experts.ts";
import { rules } from "../../../rules/index.ts";
import { isComplete } from "../../finding/report.ts";
import type { Report } from "../../finding/report.ts";
import { tool } from "../../lint/tool.ts";
import { noAnswers } from "../../review/document/answers.ts";
import { maskDocument } from "../../review/document/mask.ts";
import { permalinks } from "../../review/document/permalinks.ts";
import { reviewDocument, reviewFacts } from "../../review/review.ts";
import { renderState, stateOf } from "../../review/state/state-of.ts";
import { plain } from "../../source/quote.ts";
import { reference } from "../../report/places.ts";
import type { CommandLine } from "../command-line.ts";
import { printError } from "../terminal.ts";
import { auditProject } from "./audited.ts";
import { checkHtml, checkState, earlierAnswers, keptState, keptText } from "./earlier.ts";
import { reviewOptions } from "./options.ts";
import type { ReviewOptions } from "./options.ts";
import { writePage, writeText } from "./pages.ts";

/**
 * Resolves to the exit code.
 * @throws {UsageError | SettingsError}
 */
export async function review(line: CommandLine, cwd: string): Promise<number> {
  const options = reviewOptions(
    line,
    rules.map((rule) => rule.meta.id),
    cwd,
  );
  const { organization } = options;
  if (organization === undefined) return reviewProject(line, options, cwd);
  const { reviewOrganization } = await import("./organization.ts");
  return reviewOrganization(line, { ...options, organization }, cwd);
}

async function reviewProject(line: CommandLine, options: ReviewOptions, cwd: string): Promise<number> {
  const { markdown, html, force, compare, save } = options;
  // What must not be replaced is said before anybody waits.
  const answers = markdown === undefined ? noAnswers : earlierAnswers(markdown, force, cwd);
  if (html !== undefined) checkHtml(html, force, cwd);
  if (save !== undefined) checkState(save, force, cwd);
  const kept = compare === undefined ? undefined : { file: compare, text: keptText(compare, cwd) };
  const { checkout, audits, ...audited } = await auditProject({ line, options: options.lint, date: options.date, cwd });
  const { report, secrets, scene } = audited;
  tellProblems(report);
  // A page about nothing would only look as if there were nothing to say.
  if (audits.length === 0 && scene.facts === undefined) return 2;
  const earlier = kept && keptState(kept, audited.name);
  const facts = reviewFacts({ ...audited, earlier, experts });
  const document = maskDocument(reviewDocument(facts), secrets);
  await writePage({ document, answers, linkOf: permalinks(checkout) }, { markdown, html }, cwd);
  if (save !== undefined) writeText(save, renderState(stateOf(facts)), cwd);
  return isComplete(report) ? 0 : 2;
}

/** What kept the audit from being complete: whoever does not read the document has to know. */
function tellProblems({ problems }: Report): void {
  const errors = problems.filter(({ level }) => level === "error");
  for (const { message, location } of errors.slice(0, 5)) {
    const at = location === undefined ? "" : `${plain(reference(location), 300)}: `;
    printError(`${tool.name}: ${at}${message}`);
  }
  if (errors.length > 5) printError(`${tool.name}: and ${String(errors.length - 5)} more problems; \`lint\` lists them.`);
}
