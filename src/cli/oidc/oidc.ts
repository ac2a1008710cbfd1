/** `oidc`: looks for stored credentials, and writes the plan to replace them. */
import { guidedProviders } from "../../../rules/data/oidc/guides/index.ts";
import { experts } from "../../../rules/experts.ts";
import { masksFor } from "../../engine/mask-outcome.ts";
import { isComplete } from "../../finding/report.ts";
import { tool } from "../../lint/tool.ts";
import { maskDocument } from "../../review/document/mask.ts";
import { permalinks } from "../../review/document/permalinks.ts";
import { planDocument } from "../../review/oidc/plan-document.ts";
import { planJson } from "../../review/oidc/plan-json.ts";
import { renderPlan } from "../../review/oidc/render-plan.ts";
import type { Migration } from "../../rule/migration.ts";
import { inOrder } from "../../rule/migration-order.ts";
import { quote } from "../../source/quote.ts";
import type { CommandLine } from "../command-line.ts";
import { choiceGiven, chosen, valueGiven, valuesGiven } from "../parse-command-line.ts";
import { writeText } from "../review/pages.ts";
import { print, printAsIs, printError } from "../terminal.ts";
import { scenesOf, type Scenes } from "./scenes.ts";

const formats = ["markdown", "json"] as const;

/**
 * Resolves to the exit code.
 * @throws {UsageError | SettingsError}
 */
export async function oidc(line: CommandLine, cwd: string): Promise<number> {
  if (valuesGiven(line, "trust-policy").length > 0) {
    const { lintTrustPolicies } = await import("./trust-policies.ts");
    return lintTrustPolicies(line, cwd);
  }
  const format = choiceGiven(line, "format", formats) ?? "markdown";
  const providers = valuesGiven(line, "provider").map((name) => chosen(name.toLowerCase(), guidedProviders, "`--provider`"));
  const looked = await scenesOf(line, cwd);
  const all = inOrder(looked.scenes.flatMap((scene) => experts.migrations(scene)));
  const migrations = providers.length === 0 ? all : all.filter(({ provider }) => providers.includes(provider));
  const code = isComplete(looked.report) ? 0 : 2;
  for (const { message } of looked.report.problems.filter(({ level }) => level === "error").slice(0, 5)) {
    printError(`${tool.name}: ${message}`);
  }
  if (migrations.length === 0 && format === "markdown") {
    if (looked.scenes.some(({ audits, facts }) => audits.length > 0 || facts !== undefined))
      await print(nothing(looked, all, providers));
    return code;
  }
  const text = format === "json" ? asJson(looked, migrations) : asMarkdown(looked, migrations);
  const target = valueGiven(line, "output");
  if (target === undefined) await printAsIs(text);
  else writeText(target, text, cwd);
  return code;
}

function asJson({ name, date, secrets }: Scenes, migrations: readonly Migration[]): string {
  const mask = secrets.length === 0 ? (text: string): string => text : masksFor(secrets).prose;
  return planJson({ migrations, name, date, tool }, mask);
}

function asMarkdown(looked: Scenes, migrations: readonly Migration[]): string {
  const { name, date, secrets, checkout } = looked;
  const document = planDocument({ migrations, name, date, tool, gaps: gapsOf(looked) });
  return renderPlan(maskDocument(document, secrets), permalinks(checkout));
}

const withoutFacts =
  "Ids of the organisation and the project, and where each credential is kept, were not asked for: `circleci-secaudit collect` and `--snapshot` fill them in, and find what is stored without being named in the configuration.";

function gapsOf({ scenes }: Scenes): readonly string[] {
  return scenes.some(({ facts }) => facts === undefined) ? [withoutFacts] : [];
}

/** One line. */
function nothing(looked: Scenes, all: readonly Migration[], providers: readonly string[]): string {
  const where = quote(looked.name, 200);
  if (all.length > 0)
    return `No stored credential of ${providers.join(" or ")} in ${where}; there are ${all.length} of other providers.\n`;
  const hint = looked.scenes.every(({ facts }) => facts === undefined)
    ? " What contexts and the project keep is not in the configuration: a `--snapshot` tells."
    : "";
  return `No workflow of ${where} is seen to use a stored credential that OIDC could replace.${hint}\n`;
}
