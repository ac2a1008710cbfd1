/** Features that would help this very project: those that something in it asks for. */
import { cell, jump, table } from "../../document/build.ts";
import type { Block } from "../../document/document.ts";
import { outlineOf } from "../../outline/outline.ts";
import { sectionIds } from "../../outline/section-ids.ts";
import type { FoundOpportunity, ReviewFacts } from "../../review-input.ts";
import { usedFeatures } from "./features.ts";
import { count, distinct, quoted } from "../words.ts";

/** By what asks for them. */
const byOpportunity: Readonly<Record<string, string>> = {
  "dependency-install-without-cache": "Caching",
  "missing-fallback-key": "Fallback keys of caches",
  "unsplit-tests": "Test splitting",
  "no-layer-caching": "Docker layer caching",
  "missing-test-results": "Test results and insights",
  "oversized-class": "Resource classes that fit",
  "undersized-class": "Resource classes that fit",
  "runner-candidate": "Self-hosted runners",
  "repeated-steps": "Reusable commands",
  "repeated-executor": "Reusable executors",
  "unparameterised-twin-jobs": "Job parameters and matrix jobs",
  "dynamic-config-candidate": "Dynamic configuration with path filtering",
  "orb-candidate": "Orbs",
  "no-schedule": "Scheduled pipelines",
  "no-auto-cancel": "Auto-cancel of redundant workflows",
};

const byRule: Readonly<Record<string, string>> = {
  "unrestricted-context": "Restrictions on contexts",
  "unguarded-context": "Restrictions on contexts",
  "weak-context-restriction": "Restrictions on contexts",
  "unversioned-config-allowed": "Config policies",
};

interface Wish {
  readonly feature: string;
  readonly why: string;
  readonly to: string;
}

export function worthALook(facts: ReviewFacts): readonly Block[] {
  const used = usedFeatures(facts).map(({ name }) => name);
  // Policies hold for all projects at once; other features may be in use here and missed there.
  const wishes = [...oidc(facts), ...ofRules(facts), ...ofOpportunities(facts)].filter(
    ({ feature }) => feature !== "Config policies" || !used.includes(feature),
  );
  return table(
    ["Feature", "What asks for it", "Told in"],
    wishes.map(({ feature, why, to }) => [cell(feature), cell(why), cell(jump("details", to))]),
  );
}

function oidc({ migrations }: ReviewFacts): readonly Wish[] {
  if (migrations.length === 0) return [];
  const services = distinct(migrations.map(({ service }) => service));
  const why = `${count(migrations.length, "stored credential")} can be replaced by short-lived ones: ${services.slice(0, 5).join(", ")}`;
  return [{ feature: "OIDC logins", why, to: sectionIds.migrations }];
}

function ofRules(facts: ReviewFacts): readonly Wish[] {
  const { report } = facts;
  const names = distinct(Object.values(byRule));
  return names.flatMap((feature) => {
    const found = report.findings.filter(({ ruleId }) => byRule[ruleId] === feature);
    const [first] = found;
    if (first === undefined) return [];
    const why = `${count(found.length, "finding")} of ${quoted(distinct(found.map(({ ruleId }) => ruleId)))}`;
    return [{ feature, why, to: outlineOf(facts).homeOf(first) }];
  });
}

function ofOpportunities(facts: ReviewFacts): readonly Wish[] {
  const groups = new Map<string, FoundOpportunity[]>();
  for (const found of facts.opportunities) {
    const feature = byOpportunity[found.meta.id];
    if (feature === undefined) continue;
    const group = groups.get(feature);
    if (group === undefined) groups.set(feature, [found]);
    else group.push(found);
  }
  return [...groups].flatMap(([feature, found]) => {
    const [first] = found;
    if (first === undefined) return [];
    const titles = distinct(found.map(({ meta }) => meta.title)).join("; ");
    const names = distinct(found.flatMap(({ runs = [] }) => runs.map(({ jobName }) => jobName)));
    const why = names.length === 0 ? titles : `${titles}: ${quoted(names, 4)}`;
    return [{ feature, why, to: outlineOf(facts).homeOf(first) }];
  });
}
