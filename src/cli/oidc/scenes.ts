/** What a plan looks at: one project, or every project of an organisation. */
import { rules } from "../../../rules/index.ts";
import { findFiles } from "../../collect/find-files.ts";
import type { Location } from "../../finding/location.ts";
import type { Report } from "../../finding/report.ts";
import { groupBy } from "../../report/group-by.ts";
import type { Checkout } from "../../review/document/permalinks.ts";
import type { Scene } from "../../rule/scene.ts";
import type { CommandLine } from "../command-line.ts";
import { lintOptions } from "../lint-options.ts";
import type { LintOptions } from "../lint-options.ts";
import { auditFound, auditProject } from "../review/audited.ts";
import { UsageError } from "../usage-error.ts";

export interface Scenes {
  readonly scenes: readonly Scene[];
  /** Slug, address or folder: what the plan is of. */
  readonly name: string;
  /** ISO date of the facts. */
  readonly date: string | undefined;
  readonly report: Report;
  readonly secrets: readonly Location[];
  readonly checkout: Checkout | undefined;
}

/** @throws {UsageError | SettingsError} */
export async function scenesOf(line: CommandLine, cwd: string): Promise<Scenes> {
  const ruleIds = rules.map(({ meta }) => meta.id);
  // A plan has formats of its own.
  const values = new Map([...line.values].filter(([name]) => name !== "format"));
  const given = lintOptions({ ...line, values }, ruleIds);
  const options: LintOptions = { ...given, network: given.network === "always" ? "always" : "never" };
  if (options.standardInput) throw new UsageError("`oidc` needs a repository or a file, not standard input.");
  const [organization] = options.organizations;
  if (organization !== undefined && options.snapshot === undefined && options.network === "never") {
    throw new UsageError("`--org` needs what the APIs say: give a `--snapshot`, or `--online`.");
  }
  if (organization !== undefined) return ofOrganization(line, options, organization, cwd);
  const { scene, name, date, report, secrets, checkout } = await auditProject({ line, options, date: undefined, cwd });
  return { scenes: [scene], name, date, report, secrets, checkout };
}

async function ofOrganization(line: CommandLine, options: LintOptions, name: string, cwd: string): Promise<Scenes> {
  const { root } = findFiles([cwd], cwd);
  const found = { root, files: [], folders: [], problems: [] };
  const { input, date, whole } = await auditFound({ line, options, date: undefined, cwd }, found);
  const { audits, report, secrets } = whole;
  const byProject = groupBy(audits, (audit) => audit.facts?.project.slug ?? "");
  const withConfig = [...byProject.values()].map((own) => ({ audits: own, facts: own[0]?.facts, today: date }));
  // What a project keeps counts without a configuration, too.
  const others = [...(input.facts?.projects ?? [])].filter(({ project }) => !byProject.has(project.slug));
  const scenes = [...withConfig, ...others.map((facts) => ({ audits: [], facts, today: date }))];
  return { scenes, name, date, report, secrets, checkout: undefined };
}
