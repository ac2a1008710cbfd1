/** Self-hosted runners and fixed addresses: from where jobs reach what is not public. */
import type { Finding } from "../../../../finding/finding.ts";
import { jump, line, list, paragraph, place, section, severity } from "../../../document/build.ts";
import type { Block, Section } from "../../../document/document.ts";
import { outlineOf } from "../../../outline/outline.ts";
import type { FoundOpportunity, ReviewFacts } from "../../../review-input.ts";
import { worstFirst } from "../../found.ts";
import { distinct, quoted } from "../../words.ts";

const most = 8;

/** No section when there is neither a runner nor a reason for one, and nothing about addresses. */
export function networkSection(facts: ReviewFacts): readonly Section[] {
  const runners = facts.opportunities.filter(({ meta }) => meta.id === "runner-candidate");
  const blocks: readonly Block[] = [
    ...rangeWords(facts),
    ...findingList(facts, ({ ruleId }) => ruleId.includes("ip-ranges") || ruleId.includes("runner")),
    ...candidateList(runners, facts),
  ];
  return blocks.length === 0 ? [] : [section("inside-network", "Runners and IP ranges", blocks)];
}

function rangeWords({ scene }: ReviewFacts): readonly Block[] {
  const runs = scene.audits
    .flatMap(({ plan }) => plan.runs)
    .filter(({ ipRanges, workflow }) => ipRanges?.value === true && workflow !== undefined);
  if (runs.length === 0) return [];
  const jobs = distinct(runs.map(({ jobName }) => jobName));
  const verb = jobs.length === 1 ? "runs" : "run";
  return [
    paragraph(
      `${quoted(jobs, 5)} ${verb} from CircleCI's own addresses, which every customer shares: they narrow who can knock, and prove nothing about who does.`,
    ),
  ];
}

/** In one line each: the job's own block tells the rest. */
function candidateList(found: readonly FoundOpportunity[], facts: ReviewFacts): readonly Block[] {
  if (found.length === 0) return [];
  const { homeOf } = outlineOf(facts);
  const items = found.slice(0, most).map((each) => line(`${each.message} `, jump("A runner may suit it", homeOf(each)), "."));
  const rest = found.length - items.length;
  return [list(rest > 0 ? [...items, line(`and ${String(rest)} more`)] : items)];
}

function findingList(facts: ReviewFacts, isOwn: (finding: Finding) => boolean): readonly Block[] {
  const own = worstFirst(facts.report.findings.filter(isOwn));
  if (own.length === 0) return [];
  const { homeOf } = outlineOf(facts);
  const items = own
    .slice(0, most)
    .map((finding) =>
      line(severity(finding.severity), ` ${finding.message} `, place(finding.location), ", ", jump("more", homeOf(finding))),
    );
  const rest = own.length - items.length;
  return [list(rest > 0 ? [...items, line(`and ${String(rest)} more`)] : items)];
}
