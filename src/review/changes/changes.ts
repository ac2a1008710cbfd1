/** All changes worth making, the best first: findings by what cures them, opportunities by kind, migrations. */
import type { Finding } from "../../finding/finding.ts";
import type { RuleInfo } from "../../finding/report.ts";
import { groupBy } from "../../report/group-by.ts";
import { isOnSheet } from "../../report/sheets.ts";
import type { Batch, Size } from "../../rule/opportunity.ts";
import { outlineOf } from "../outline/outline.ts";
import type { ReviewFacts } from "../review-input.ts";
import { worstFirst } from "../sections/found.ts";
import { count, sentence } from "../sections/words.ts";
import type { Change, ChangePart } from "./change.ts";
import { cureOf, largerWork, needsOwner } from "./cures.ts";
import { migrationChanges } from "./migration-changes.ts";
import { opportunityChanges } from "./opportunity-changes.ts";
import { findingPoints, rankPoints } from "./points.ts";
import { firstSentence, titleOf } from "./sentences.ts";

const known = new WeakMap<ReviewFacts, readonly Change[]>();

/** Worked out once for each review. */
export function changesOf(facts: ReviewFacts): readonly Change[] {
  let changes = known.get(facts);
  if (changes === undefined) known.set(facts, (changes = rank(facts)));
  return changes;
}

function rank(facts: ReviewFacts): readonly Change[] {
  const { changes: migrations, covered } = migrationChanges(facts);
  const findings = facts.report.findings.filter((finding) => !covered.has(finding));
  const groups = groupBy(findings, ({ ruleId }) => cureOf(ruleId)?.id ?? ruleId);
  const rules = new Map(facts.report.rules.map((rule) => [rule.id, rule]));
  const all = [
    ...[...groups.values()].map((group) => findingChange(group, rules, facts)),
    ...migrations,
    ...opportunityChanges(facts),
  ];
  return all.toSorted(
    (a, b) => rankPoints(b.points, b.effort) - rankPoints(a.points, a.effort) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
  );
}

function findingChange(group: readonly Finding[], rules: ReadonlyMap<string, RuleInfo>, facts: ReviewFacts): Change {
  const [worst] = worstFirst(group);
  const byRule = [...groupBy(worstFirst(group), ({ ruleId }) => ruleId)];
  const parts = byRule.map(([ruleId, findings]) => partOf(ruleId, findings, rules.get(ruleId), facts));
  const cure = cureOf(byRule[0]?.[0] ?? "");
  const [first] = parts;
  const isSeveral = cure !== undefined && parts.length > 1;
  const rule = byRule[0]?.[0] ?? "";
  return {
    id: isSeveral ? `cure.${cure.id}` : (first?.id ?? ""),
    kind: "findings",
    title: cure?.title ?? titleOf(sentence(rules.get(rule)?.remediation ?? first?.todo ?? ""), first?.title ?? rule),
    why: worst?.message ?? "",
    worst: worst?.severity,
    effort: cure?.effort ?? effortOf(rule),
    batch: batchOf(group, cure?.batch),
    points: findingPoints(group),
    parts,
  };
}

function partOf(ruleId: string, findings: readonly Finding[], rule: RuleInfo | undefined, facts: ReviewFacts): ChangePart {
  const [first] = findings;
  const remedies = new Set(findings.map(({ remediation }) => remediation));
  const remedy = remedies.size === 1 ? first?.remediation : rule?.remediation;
  return {
    id: `rule.${ruleId}`,
    title: rule?.title ?? ruleId,
    todo: sentence(firstSentence(remedy ?? "")),
    size: count(findings.length, "finding"),
    name: { text: ruleId, url: first?.docsUrl },
    places: findings.map(({ location }) => location),
    home: first === undefined ? "summary" : homeOf(first, facts),
    test: undefined,
    findings,
  };
}

function homeOf(finding: Finding, facts: ReviewFacts): string {
  return outlineOf(facts).homeOf(finding);
}

/** What can be done without a second look: every finding has an edit that changes nothing else. */
function batchOf(group: readonly Finding[], usual: Batch | undefined): Batch {
  if (group.every(({ fixes = [] }) => fixes.some(({ safety }) => safety === "safe"))) return "safe";
  if (group.every(({ location }) => isOnSheet(location))) return "owner";
  if (usual !== undefined) return usual;
  return group.some(({ ruleId }) => needsOwner.has(ruleId)) ? "owner" : "test";
}

function effortOf(ruleId: string): Size {
  return Object.hasOwn(largerWork, ruleId) ? (largerWork[ruleId] ?? "small") : "small";
}
