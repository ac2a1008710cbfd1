/** What rules needed to know and the APIs did not say, as notes of coverage: one for each subject and reason. */
import type { PathSegment } from "../finding/location.ts";
import type { CoverageNote } from "../finding/report.ts";
import type { Project } from "../snapshot/project.ts";
import { placePath } from "../snapshot/sheet.ts";
import type { SheetSubject } from "../snapshot/sheet.ts";
import { plain } from "../source/quote.ts";
import type { FactsWatch, SeenAbsence, SeenGap } from "./watched-facts.ts";

export function notesOfGaps(watch: FactsWatch): readonly CoverageNote[] {
  const { gaps, absences } = watch.seen();
  const groups = new Map<string, SeenGap[]>();
  for (const seen of gaps) {
    const key = JSON.stringify([nameOf(seen.subject), seen.gap.detail]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [seen]);
    else group.push(seen);
  }
  return [...[...groups.values()].flatMap(noteOf), ...absences.flatMap(noteOfAbsence)];
}

function noteOf(gaps: readonly SeenGap[]): readonly CoverageNote[] {
  const [first] = gaps;
  if (first === undefined) return [];
  const source = `${nameOf(first.subject)}: ${describeFields(gaps)}`;
  return [{ source, status: "unknown", reason: plain(first.gap.detail, 400) }];
}

/** Of something that the snapshot does not mention. */
export function whyAbsent(service: "CircleCI" | "GitHub"): string {
  return `${service} was not asked about it, or gave no answer; collect it with a token for ${service} that may read it`;
}

function noteOfAbsence({ part, facts: { project } }: SeenAbsence): readonly CoverageNote[] {
  if (part !== "organization" && isElsewhere(project)) return [];
  const address = project.address ?? project.slug;
  const owner = project.address?.slice(0, project.address.lastIndexOf("/")) ?? project.organization;
  const [source, service] = {
    organization: [`organisation ${project.organization}: everything`, "CircleCI"] as const,
    repository: [`repository ${address}: everything`, "GitHub"] as const,
    githubOrganization: [`GitHub organisation ${owner}: everything`, "GitHub"] as const,
  }[part];
  return [{ source: plain(source, 200), status: "unknown", reason: whyAbsent(service) }];
}

/** Its code is on no GitHub, so that there is nothing to know. */
function isElsewhere({ slug, address }: Project): boolean {
  return /^(?:bb|bitbucket)\//.test(slug) || /^(?:bitbucket\.org|gitlab\.com)\//.test(address ?? "");
}

/** Its kind first, by which reports group: `project gh/acme/app`. */
function nameOf(subject: SheetSubject): string {
  if ("organization" in subject) return plain(`project ${subject.slug}`, 200);
  if ("slug" in subject) return plain(`organisation ${subject.slug}`, 200);
  return plain(`${"visibility" in subject ? "repository" : "GitHub organisation"} ${subject.address}`, 200);
}

const mostNames = 3;

interface Field {
  readonly words: string;
  /** What the items of a list are called; empty when it is no list. Which items, or which parts, have the gap: none when all of it is one. */
  readonly items: string;
  readonly names: string[];
}

/** `settings, restrictions of 5 contexts (a, b, c, +2 more)`. */
function describeFields(gaps: readonly SeenGap[]): string {
  const fields = new Map<string, Field>();
  for (const { subject, path } of gaps) {
    const [list = "", item, ...rest] = path;
    const isOfItem = typeof item === "number";
    const field = isOfItem ? { words: words(rest), items: words([list]) } : { words: words([list]), items: "" };
    const key = JSON.stringify(field);
    const { names }: Pick<Field, "names"> = fields.get(key) ?? { names: [] };
    fields.set(key, { ...field, names });
    if (isOfItem) names.push(plain(String(placePath(subject, path)[1] ?? ""), 60));
    else if (item !== undefined) names.push(words([item, ...rest]));
  }
  return [...fields.values()].map(describeField).join(", ");
}

function describeField({ words: what, items, names }: Field): string {
  const [first] = names;
  if (first === undefined) return what;
  if (items === "") return `${what} (${names.join(", ")})`;
  if (names.length === 1) return `${what} of ${items.replace(/s$/, "")} ${first}`;
  const rest = names.length - mostNames;
  const listed = [...names.slice(0, mostNames), ...(rest > 0 ? [`+${String(rest)} more`] : [])];
  return `${what} of ${String(names.length)} ${items} (${listed.join(", ")})`;
}

const abbreviations = new Set(["oidc", "ssh", "api", "aws", "url", "otel"]);

/** `checkoutKeys` → `checkout keys`, `oidcClaims` → `OIDC claims`. */
function words(path: readonly PathSegment[]): string {
  const all = path.flatMap((segment) => String(segment).split(/(?=[A-Z])/));
  return all.map((word) => (abbreviations.has(word.toLowerCase()) ? word.toUpperCase() : word.toLowerCase())).join(" ");
}
