/** Audits for a review: the report, and everything that the rules saw. */
import path from "node:path";
import { rules } from "../../../rules/index.ts";
import { addressAt } from "../../collect/circleci/facts/slugs.ts";
import { findFiles } from "../../collect/find-files.ts";
import type { FoundFiles } from "../../collect/find-files.ts";
import { headOf } from "../../collect/git-head.ts";
import { originOf } from "../../collect/git-origin.ts";
import { homeOf, isWithin, pathInReports } from "../../collect/repository.ts";
import { lintWhole } from "../../lint/lint.ts";
import type { LintRequest, WholeLint } from "../../lint/lint.ts";
import { tool } from "../../lint/tool.ts";
import type { Checkout } from "../../review/document/permalinks.ts";
import type { Audit } from "../../rule/audit.ts";
import type { Scene } from "../../rule/scene.ts";
import type { CommandLine } from "../command-line.ts";
import { inputOf } from "../lint-input.ts";
import type { LintInput } from "../lint-input.ts";
import type { LintOptions } from "../lint-options.ts";
import { loadSettings } from "../load-settings.ts";
import { orbsAtHand } from "../orbs-at-hand.ts";
import { isDate } from "./options.ts";

export interface Audited extends AuditedWhole {
  readonly scene: Scene;
  /** ISO date: the one given, else that of the facts. */
  readonly date: string | undefined;
  /** Slug, address or folder: what the project is called. */
  readonly name: string;
  /** Where the code is on the web, as the checkout says. */
  readonly checkout: Checkout | undefined;
  readonly revision: string | undefined;
}

export interface AuditRequest {
  readonly line: CommandLine;
  readonly options: LintOptions;
  readonly date: string | undefined;
  readonly cwd: string;
}

/** @throws {UsageError | SettingsError} */
export async function auditProject({ line, options, date: given, cwd }: AuditRequest): Promise<Audited> {
  const found = findFiles(options.paths, cwd);
  const { input, date, whole } = await auditFound({ line, options, date: given, cwd }, found);
  const [first] = [...(input.facts?.projects ?? [])];
  const facts = whole.audits.find((audit) => audit.facts !== undefined)?.facts ?? first;
  const home = homeOf(found.files[0]?.absolute ?? found.folders[0] ?? found.root, cwd);
  const checkout = checkoutOf(home, found.root);
  const name = options.project ?? facts?.project.slug ?? checkout?.address ?? path.basename(home);
  return { ...whole, scene: { audits: whole.audits, facts, today: date }, date, name, checkout, revision: headOf(home) };
}

interface AuditedFound {
  readonly input: LintInput;
  /** ISO date: the one given, else that of the facts. */
  readonly date: string | undefined;
  readonly whole: AuditedWhole;
}

/**
 * Audits these files, or the organisations that the options name.
 * @throws {UsageError | SettingsError}
 */
export async function auditFound({ line, options, date: given, cwd }: AuditRequest, found: FoundFiles): Promise<AuditedFound> {
  const ruleIds = rules.map((rule) => rule.meta.id);
  const { settings, file, problems } = await loadSettings(options.config, found, cwd, ruleIds);
  const input = await inputOf({ line, options, found, cwd, review: { date: given } }, settings, file);
  const date = given ?? dateOf(input.collectedAt);
  const coverage = [...input.coverage];
  const whole = await auditWhole({
    ...input,
    ...options,
    coverage,
    tool,
    rules,
    settings,
    baseline: undefined,
    today: dayOfIgnores(date),
    orbs: await orbsAtHand(line, found, cwd, (note) => coverage.push(note)),
    problems: () => [...found.problems, ...problems, ...input.problems, ...input.unread],
  });
  return { input, date, whole };
}

export interface AuditedWhole extends WholeLint {
  readonly audits: readonly Audit[];
}

/** Never rejects. */
export async function auditWhole(request: Omit<LintRequest, "watch">): Promise<AuditedWhole> {
  const audits: Audit[] = [];
  const whole = await lintWhole({ ...request, watch: (audit) => audits.push(audit) });
  return { ...whole, audits };
}

/** The day of an ISO time, which may be a stranger's text. */
export function dateOf(time: string | undefined): string | undefined {
  const day = time?.slice(0, 10) ?? "";
  return isDate(day) ? day : undefined;
}

/** Whether an ignore has expired must be judged by some day. */
export function dayOfIgnores(date: string | undefined): string {
  return date ?? new Date().toISOString().slice(0, 10);
}

function checkoutOf(home: string, root: FoundFiles["root"]): Checkout | undefined {
  const address = addressAt(originOf(home) ?? "");
  const revision = headOf(home);
  if (address === undefined || revision === undefined) return undefined;
  return {
    address,
    revision,
    pathOf(file) {
      const absolute = path.resolve(root, file);
      return isWithin(absolute, home) ? pathInReports(absolute, home) : undefined;
    },
  };
}
