/** The audits of a case, with the facts and the checkout that it has: what opportunities and surveys look at. */
import { lint, type LintRequest } from "../src/lint/lint.ts";
import type { Report } from "../src/finding/report.ts";
import type { Audit } from "../src/rule/audit.ts";
import type { Scene } from "../src/rule/scene.ts";
import { defaultSettings } from "../src/settings/settings.ts";
import type { Case } from "./cases.ts";

export const today = "2026-01-31";

export async function auditsOf(
  { files, orbs, facts, checkout }: Case,
  more: Partial<LintRequest> = {},
): Promise<{ readonly scene: Scene; readonly report: Report }> {
  const audits: Audit[] = [];
  const report = await lint({
    tool: { name: "circleci-secaudit", version: "0.0.0" },
    rules: [],
    files: files.map((source) => ({ source, named: false })),
    follow: () => undefined,
    orbs,
    facts: facts && { of: () => facts, projects: [facts] },
    repositoryOf: () => ({ hasFile: (wanted) => checkout?.has(wanted) ?? "unknown", project: facts?.project.address }),
    settings: defaultSettings,
    today,
    ...more,
    watch: (audit) => audits.push(audit),
  });
  return { scene: { audits, facts, today }, report };
}
