/** Dynamic configuration: what a setup workflow decides, or could. */
import type { Finding } from "../../../finding/finding.ts";
import type { Audit } from "../../../rule/audit.ts";
import { quote } from "../../../source/quote.ts";
import { jump, line, list, paragraph, place, section, severity } from "../../document/build.ts";
import type { Block, Section } from "../../document/document.ts";
import { outlineOf } from "../../outline/outline.ts";
import { sectionIds } from "../../outline/section-ids.ts";
import type { ReviewFacts } from "../../review-input.ts";
import { opportunityBlocks, worstFirst } from "../found.ts";
import { count, quoted } from "../words.ts";

export function dynamicSection(facts: ReviewFacts): Section {
  const own = facts.opportunities.filter(({ meta }) => meta.topic === "dynamic");
  const setups = facts.scene.audits.filter(({ config }) => config.setup);
  const blocks: readonly Block[] = [
    ...setups.map((audit) => setupWords(audit, facts)),
    ...parameterBlocks(facts),
    ...opportunityBlocks(own),
    ...riskBlocks(facts),
  ];
  const title = "Dynamic configuration";
  if (blocks.length > 0) return section(sectionIds.dynamic, title, blocks);
  return section(sectionIds.dynamic, title, [
    paragraph("There is no setup workflow, and nothing was found that one would spare."),
  ]);
}

function setupWords({ config }: Audit, { scene }: ReviewFacts): Block {
  const continued = scene.audits.filter(({ plan }) => plan.continued).map((audit) => audit.config.file.path);
  const next =
    continued.length === 0
      ? "With what it goes on is not known: its continuation is made while it runs, or is not in this repository."
      : `It goes on with ${quoted(continued, 5)}.`;
  return paragraph(`${quote(config.file.path)} is a setup configuration. ${next}`);
}

/** Those that anybody who triggers a pipeline can set. */
function parameterBlocks({ scene }: ReviewFacts): readonly Block[] {
  return scene.audits.flatMap(({ config, plan }) => {
    const names = [...config.parameters.keys()];
    if (names.length === 0) return [];
    const who = plan.continued ? "the setup workflow, or whoever triggers a pipeline," : "whoever triggers a pipeline";
    return [
      paragraph(
        `${count(names.length, "pipeline parameter")} of ${quote(config.file.path)}, which ${who} can set: ${quoted(names, 12)}.`,
      ),
    ];
  });
}

const mostRisks = 10;

/** Risks of the setup workflow are told in its jobs; here are the ways to them. */
function riskBlocks(facts: ReviewFacts): readonly Block[] {
  const { homeOf } = outlineOf(facts);
  const risks = worstFirst(facts.report.findings.filter(isAboutSetup));
  if (risks.length === 0) return [];
  const items = risks
    .slice(0, mostRisks)
    .map((finding) =>
      line(severity(finding.severity), ` ${finding.message} `, place(finding.location), ", ", jump("more", homeOf(finding))),
    );
  const rest = risks.length - items.length;
  return [paragraph("Risks of the setup workflow:"), list(rest > 0 ? [...items, line(`and ${String(rest)} more`)] : items)];
}

function isAboutSetup({ ruleId }: Finding): boolean {
  return ruleId.startsWith("continuation-") || ruleId.startsWith("setup-");
}
