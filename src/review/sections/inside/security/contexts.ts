/** Which jobs take which context, who else may use it, and what is wrong with that. */
import { knownText } from "../../../../expand/text.ts";
import type { Finding } from "../../../../finding/finding.ts";
import { accessOf, contextNamed } from "../../../../snapshot/context-access.ts";
import { valueOf } from "../../../../snapshot/fetched.ts";
import { quote } from "../../../../source/quote.ts";
import { cell, details, figure, jump, paragraph, section, severity, state, table } from "../../../document/build.ts";
import type { Cell, Section } from "../../../document/document.ts";
import { outlineOf } from "../../../outline/outline.ts";
import type { ReviewFacts } from "../../../review-input.ts";
import { worstFirst } from "../../found.ts";
import { count, distinct, listed, quoted } from "../../words.ts";

const mostRows = 20;

/** No section when no job takes a context. */
export function contextsSection(facts: ReviewFacts): readonly Section[] {
  const users = usersOf(facts);
  if (users.size === 0) return [];
  const isKnown = valueOf(facts.scene.facts?.organization?.contexts) !== undefined;
  const columns = ["Context", "Jobs", ...(isKnown ? ["Secrets", "Who may use it"] : []), "Findings"];
  const rows = [...users].map(([name, jobs]) => contextRow(facts, name, jobs, isKnown));
  const rest = rows.slice(mostRows);
  const note = isKnown ? [] : [paragraph("What they keep and who may use them is not known: a snapshot tells.")];
  return [
    section("inside-contexts", "Contexts", [
      ...table(columns, rows.slice(0, mostRows)),
      ...(rest.length === 0 ? [] : [details(count(rest.length, "more context"), table(columns, rest))]),
      ...note,
    ]),
  ];
}

/** Sorted by name. */
function usersOf({ scene }: ReviewFacts): ReadonlyMap<string, readonly string[]> {
  const users = new Map<string, Set<string>>();
  for (const run of scene.audits.flatMap(({ plan }) => plan.runs)) {
    if (run.workflow === undefined) continue;
    for (const { name } of run.contexts) {
      const context = knownText(name);
      if (context !== undefined) users.set(context, (users.get(context) ?? new Set()).add(run.jobName));
    }
  }
  return new Map([...users].sort(([one], [other]) => (one < other ? -1 : 1)).map(([name, jobs]) => [name, distinct(jobs)]));
}

function contextRow(facts: ReviewFacts, name: string, jobs: readonly string[], isKnown: boolean): readonly Cell[] {
  const organization = facts.scene.facts?.organization;
  const context = contextNamed(name, organization);
  const secrets = valueOf(context?.variables);
  return [
    cell(quote(name)),
    cell(quoted(jobs, 4)),
    ...(isKnown
      ? [secrets === undefined ? cell("unknown") : figure(String(secrets.length), secrets.length), accessCell(facts, name)]
      : []),
    findingCell(facts, name),
  ];
}

function accessCell({ scene: { facts } }: ReviewFacts, name: string): Cell {
  const organization = facts?.organization;
  const context = contextNamed(name, organization);
  if (organization === undefined || context === undefined) return cell(state("bad", "there is no such context"));
  const access = accessOf(context, organization);
  switch (access.kind) {
    case "all-members":
      return cell(state("bad", "every member, from every project"));
    case "narrowed":
      return cell(state("good", `every member, with ${count(access.by.length, "restriction")}`));
    case "groups":
      return cell(
        state(
          "good",
          `only ${listed(
            access.groups.map((group) => quote(group.name ?? group.value)),
            3,
          )}`,
        ),
      );
    case "no-group":
      return cell(state("unknown", "no group is named"));
    case "unknown":
      return cell(state("unknown", "not known"));
  }
}

/** The worst, with the way to where it is told. */
function findingCell(facts: ReviewFacts, name: string): Cell {
  const own = worstFirst(facts.report.findings.filter((finding) => isAbout(finding, name)));
  const [worst] = own;
  if (worst === undefined) return cell("–");
  const ids = distinct(own.map(({ ruleId }) => ruleId));
  const ways = ids.flatMap((id, index) => {
    const finding = own.find(({ ruleId }) => ruleId === id);
    const way = finding === undefined ? [] : [jump(id, outlineOf(facts).homeOf(finding))];
    return index === 0 ? way : [", ", ...way];
  });
  return cell(severity(worst.severity), " ", ...ways);
}

function isAbout({ ruleId, message }: Finding, name: string): boolean {
  return ruleId.includes("context") && message.includes(quote(name));
}
