/** How findings and opportunities are told wherever they stand in a review. */
import type { Finding } from "../../finding/finding.ts";
import { severities } from "../../finding/severity.ts";
import { groupBy } from "../../report/group-by.ts";
import { cell, details, line, link, list, place, severity, strong, table } from "../document/build.ts";
import type { Piece } from "../document/build.ts";
import type { Block, Cell, Line } from "../document/document.ts";
import type { FoundOpportunity } from "../review-input.ts";
import { count } from "./words.ts";

/** The worst first; those of one severity in the order of the report. */
export function worstFirst(findings: readonly Finding[]): readonly Finding[] {
  return findings.toSorted((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
}

const mostRows = 15;

/** Nothing when there are none. `who` adds what each is about. */
export function findingBlocks(findings: readonly Finding[], who?: (finding: Finding) => Line): readonly Block[] {
  const groups = [...groupBy(worstFirst(findings), messageKey).values()];
  const rows = groups.map((group) => findingRow(group, who));
  const columns = ["Severity", "Finding", ...(who === undefined ? [] : ["Jobs"]), "Where"];
  const rest = rows.slice(mostRows);
  if (rest.length < 4) return table(columns, rows);
  return [...table(columns, rows.slice(0, mostRows)), details(count(rest.length, "more finding"), table(columns, rest))];
}

/** What is said in the same words of several places is told once. */
function messageKey({ ruleId, severity: of, message }: Finding): string {
  return JSON.stringify([of, ruleId, message]);
}

function findingRow(group: readonly Finding[], who: ((finding: Finding) => Line) | undefined): readonly Cell[] {
  const [finding] = group;
  if (finding === undefined) return [];
  const { ruleId, docsUrl, message } = finding;
  return [
    { content: [severity(finding.severity)], sort: severities.indexOf(finding.severity) },
    cell(`${message} `, link(ruleId, docsUrl)),
    ...(who === undefined ? [] : [{ content: who(finding) }]),
    { content: placesOf(group.map(({ location }) => location)) },
  ];
}

const mostPlaces = 3;

/** Places apart by commas; more than a few are counted. */
export function placesOf(at: readonly Finding["location"][]): Line {
  const shown = at.slice(0, at.length === mostPlaces + 1 ? at.length : mostPlaces);
  const pieces = shown.flatMap((each, index): readonly Piece[] => (index === 0 ? [place(each)] : [", ", place(each)]));
  return line(...pieces, ...(at.length > shown.length ? [` and ${at.length - shown.length} more`] : []));
}

/** One item for each opportunity: what is seen, what it brings, where. */
export function opportunityItem(found: FoundOpportunity, others: readonly FoundOpportunity[] = []): Line {
  const { meta, message, effect, at } = found;
  const reference = meta.references[0];
  return line(
    strong(meta.title),
    `: ${message} `,
    `Expected: ${effect.replace(/\.$/, "")} (${meta.gain === found.gain ? "" : ""}${found.gain} gain, ${found.effort} effort). `,
    ...placesOf([at, ...others.map((other) => other.at)]),
    ...(reference === undefined ? [] : [". ", link(reference.title, reference.url)]),
  );
}

/** The opportunities as a list, the advice and long evidence of each closed below it. */
export function opportunityBlocks(opportunities: readonly FoundOpportunity[]): readonly Block[] {
  if (opportunities.length === 0) return [];
  return [list(opportunities.map((found) => opportunityItem(found))), ...opportunities.flatMap((found) => evidenceOf(found))];
}

const mostEvidence = 40;

function evidenceOf({ meta, evidence = [], replacement, advice }: FoundOpportunity): readonly Block[] {
  if (replacement === undefined && evidence.length < 2) return [];
  const items = evidence.slice(0, mostEvidence).map((each) => line(place(each), ` ${each.label}`));
  const rest = evidence.length - items.length;
  const blocks: readonly Block[] = [
    ...(items.length === 0 ? [] : [list(rest > 0 ? [...items, line(`and ${rest} more`)] : items)]),
    ...(replacement === undefined ? [] : [{ kind: "code", language: "yaml", text: replacement } as const]),
  ];
  return [details(`${meta.title}: ${replacement === undefined ? "where" : advice}`, blocks)];
}
