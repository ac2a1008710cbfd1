/** What keeps the secrets of a configuration: OIDC in the place of stored credentials, contexts, runners and addresses. */
import { details, jump, paragraph, section } from "../../document/build.ts";
import type { Piece } from "../../document/build.ts";
import type { Block, Section } from "../../document/document.ts";
import { migrationSection, placeholderBlocks, planTable, referenceBlocks, stepBlocks } from "../../oidc/plan-blocks.ts";
import { placedSteps } from "../../oidc/placed-steps.ts";
import { migrationTitle, planIntro } from "../../oidc/plan-words.ts";
import { sectionIds } from "../../outline/section-ids.ts";
import type { ReviewFacts } from "../../review-input.ts";
import { distinct, quoted } from "../words.ts";
import { isByOidc } from "../outside/secret-words.ts";
import { contextsSection } from "./security/contexts.ts";
import { networkSection } from "./security/network.ts";

export function configSecuritySection(facts: ReviewFacts): Section {
  return section(sectionIds.security, "Config security", [
    oidcSection(facts),
    ...contextsSection(facts),
    ...networkSection(facts),
  ]);
}

function oidcSection(facts: ReviewFacts): Section {
  const { migrations } = facts;
  const blocks = migrations.length === 0 ? [paragraph(...noPlan(facts))] : planBlocks(facts);
  return { ...section(sectionIds.migrations, "From stored credentials to OIDC", blocks), isListed: true };
}

function noPlan({ inventory, scene, register }: ReviewFacts): readonly Piece[] {
  const jobs = [...inventory.runs].filter(([, { logins }]) => logins.some(({ by }) => by === "oidc")).map(([run]) => run.jobName);
  const already =
    jobs.length === 0 ? "" : ` ${quoted(distinct(jobs), 5)} ${distinct(jobs).length === 1 ? "logs" : "log"} in by OIDC already.`;
  const unseen =
    scene.facts === undefined ? " What contexts and the project keep is not in the configuration: a snapshot tells." : "";
  // By their names; where they are used by a script of the repository, no line is there to be replaced.
  const named = register.filter(isByOidc);
  if (named.length === 0)
    return [`No job that a workflow runs is seen to use a stored credential that OIDC could replace.${already}${unseen}`];
  const names = quoted(distinct(named.map(({ name }) => name)), 5);
  return [
    `By its name OIDC could take the place of ${names}, but the configuration does not show the step that logs in with it, so there is no plan: see `,
    jump("secret management", "secrets"),
    `.${already}${unseen}`,
  ];
}

function planBlocks({ migrations }: ReviewFacts): readonly Block[] {
  const { first, migrations: placed } = placedSteps(migrations);
  return [
    paragraph(planIntro(migrations)),
    ...planTable(migrations),
    ...(first.length === 0 ? [] : [details("Once, before the first", stepBlocks(first))]),
    ...placed.map((each) => migrationSection(each, migrationTitle(each.migration), "all")),
    ...placeholders(migrations),
    details("Read on about OIDC", referenceBlocks(migrations)),
  ];
}

function placeholders(migrations: ReviewFacts["migrations"]): readonly Block[] {
  const blocks = placeholderBlocks(migrations);
  return blocks.length === 0 ? [] : [details("What to fill in", blocks)];
}
