/** Audits of small configurations, rules that are told what to report, and reports of both. */
import { readConfig } from "../../src/config/read-config.ts";
import { buildReport } from "../../src/engine/build-report.ts";
import type { ReportInput } from "../../src/engine/build-report.ts";
import { runRules } from "../../src/engine/run-rules.ts";
import { selectRules } from "../../src/engine/select-rules.ts";
import type { Selection } from "../../src/engine/select-rules.ts";
import { expandConfig } from "../../src/expand/expand.ts";
import type { Location } from "../../src/finding/location.ts";
import type { Report } from "../../src/finding/report.ts";
import type { Audit } from "../../src/rule/audit.ts";
import { buildAudit, noPolicy } from "../../src/rule/build-audit.ts";
import type { AnyRule, Reported, Rule, RuleMeta } from "../../src/rule/rule.ts";
import type { SourceFile } from "../../src/source/source-file.ts";
import { locationOf } from "../../src/yaml/node.ts";
import type { YamlNode } from "../../src/yaml/node.ts";
import { parseNow } from "../yaml/parse-now.ts";

export function fileOf(text: string, path = ".circleci/config.yml"): SourceFile {
  return { path, text };
}

export function auditOf(file: SourceFile, secrets: readonly string[] = []): Audit {
  const { root } = parseNow(file);
  if (root?.kind !== "map") throw new Error("the test's YAML is no map");
  const plan = expandConfig(readConfig(file, root));
  const detected = secrets.map((secret) => ({ at: placeOfText(file, secret), kind: "secret", format: "test" }));
  return { ...buildAudit({ plan, secrets: detected, policy: noPolicy }), scripts: [] };
}

/** The first place of a text in a file. */
export function placeOfText(file: SourceFile, text: string, path: Location["path"] = []): Location {
  const start = file.text.indexOf(text);
  if (start === -1) throw new Error(`the test's file does not hold ${text}`);
  return { file, span: { start, end: start + text.length }, path };
}

export function metaOf(id: string, more: Partial<RuleMeta> = {}): RuleMeta {
  return {
    id,
    title: id,
    summary: "A rule of the tests.",
    rationale: "None.",
    remediation: "Change it.",
    limits: "None.",
    severity: "medium",
    confidence: "medium",
    profile: "regular",
    data: "config",
    tags: { owasp: ["CICD-SEC-1"], cwe: ["CWE-1"] },
    references: [],
    since: "0.0.0",
    ...more,
  };
}

/** Reports every scalar value that holds `word`. */
export function wordRule(id: string, word: string, more: Partial<RuleMeta> = {}): Rule {
  return {
    meta: metaOf(id, more),
    *check({ config }) {
      for (const node of scalarsOf(config.root)) {
        if (node.text.includes(word)) yield { at: locationOf(node), message: `\`${word}\` is here.` };
      }
    },
  };
}

export function fixedRule(id: string, report: (audit: Audit) => Iterable<Reported>, more: Partial<RuleMeta> = {}): Rule {
  return { meta: metaOf(id, more), check: report };
}

function* scalarsOf(node: YamlNode): Iterable<Extract<YamlNode, { kind: "scalar" }>> {
  if (node.kind === "scalar") yield node;
  else if (node.kind === "seq") for (const item of node.items) yield* scalarsOf(item.value);
  else for (const entry of node.entries) yield* scalarsOf(entry.value);
}

export interface RunOptions extends Partial<ReportInput> {
  readonly selection?: Partial<Selection>;
  readonly secrets?: readonly string[];
}

export const everything: Selection = { profile: "regular", only: [], skip: [], settings: new Map() };

/** The report of rules over files. */
export function reportOn(files: readonly SourceFile[], rules: readonly AnyRule[], options: RunOptions = {}): Report {
  const { selection, secrets = [], ...rest } = options;
  const selected = selectRules(rules, { ...everything, ...selection });
  const outcomes = files.map((file) => {
    return runRules(
      auditOf(
        file,
        secrets.filter((secret) => file.text.includes(secret)),
      ),
      selected.rules,
    );
  });
  return buildReport({ tool: { name: "test", version: "0" }, outcomes, selected, today: "2026-11-21", ...rest });
}

/** `file:line rule` of each finding, for short expectations. */
export function shown(findings: readonly { readonly ruleId: string; readonly location: Location }[]): readonly string[] {
  return findings.map(({ ruleId, location: { file, span } }) => {
    return `${file.path}:${String(file.text.slice(0, span.start).split("\n").length)} ${ruleId}`;
  });
}
