/** JUnit XML: one suite a file, one case a finding, so that CI services list findings among failed tests. */
import { failsRun } from "../finding/finding.ts";
import type { Finding, SuppressedFinding } from "../finding/finding.ts";
import { formatPath } from "../finding/location.ts";
import type { Location } from "../finding/location.ts";
import type { Problem, Report } from "../finding/report.ts";
import type { RenderOptions } from "./formats.ts";
import { describeGap, describeNames, groupGaps } from "./gaps.ts";
import type { Gap } from "./gaps.ts";
import { numberRepeats } from "./group-by.ts";
import { pendingNote } from "./pending.ts";
import { labelledReference, placeOf, reference, snippetOf } from "./places.ts";
import { isOnSheet } from "./sheets.ts";
import { element, renderXml } from "./xml.ts";
import type { XmlElement } from "./xml.ts";

/** A failure is what fails the run; lesser findings pass with their text, suppressed and known ones are skipped. */
export function renderJunit(report: Report, options: RenderOptions): string {
  const cases = casesByFile(report, options);
  const suites = [...cases].map(([file, found]) => suiteOf(file, found));
  const gaps = groupGaps(report.coverage).map(caseOfGap);
  if (gaps.length > 0) suites.push(suiteOf("not checked", gaps));
  const totals = countsOf(suites.flatMap((suite) => suite.children.filter(isElement)));
  return renderXml(element("testsuites", { name: report.tool.name, ...totals, time: 0 }, suites));
}

function casesByFile(report: Report, options: RenderOptions): ReadonlyMap<string, readonly XmlElement[]> {
  const cases = new Map<string, XmlElement[]>(report.files.map((file) => [file, []]));
  const add = (file: string, found: XmlElement): void => {
    const known = cases.get(file);
    if (known === undefined) cases.set(file, [found]);
    else known.push(found);
  };
  for (const problem of report.problems) add(problem.location?.file.path ?? "problems", caseOfProblem(problem));
  for (const finding of report.findings) add(finding.location.file.path, caseOfFinding(finding, options));
  for (const finding of report.suppressed) add(finding.location.file.path, skippedCase(finding, reasonOf(finding)));
  for (const finding of report.baselined) add(finding.location.file.path, skippedCase(finding, "known: in the baseline"));
  return cases;
}

/** A file without findings has one case that passes: it was looked at. */
function suiteOf(name: string, found: readonly XmlElement[]): XmlElement {
  const cases = found.length > 0 ? distinct(found) : [testCase(name, "no findings", { file: name, line: 1 }, [])];
  return element("testsuite", { name, ...countsOf(cases), time: 0 }, cases);
}

/** Services know a test by its name from run to run. */
function distinct(cases: readonly XmlElement[]): readonly XmlElement[] {
  const names = numberRepeats(cases.map(({ attributes }) => String(attributes["name"])));
  return cases.map((found, at) => ({ ...found, attributes: { ...found.attributes, name: names[at] ?? "" } }));
}

function countsOf(cases: readonly XmlElement[]): Readonly<Record<string, number>> {
  const outcomes = cases.map(({ children }) => children.find(isElement)?.name);
  const count = (outcome: string): number => outcomes.filter((other) => other === outcome).length;
  return { tests: cases.length, failures: count("failure"), errors: count("error"), skipped: count("skipped") };
}

function isElement(node: XmlElement | string): node is XmlElement {
  return typeof node !== "string";
}

function testCase(
  group: string,
  name: string,
  place: Readonly<Record<string, string | number>>,
  children: readonly XmlElement[],
): XmlElement {
  return element("testcase", { classname: group, name, ...place, time: 0 }, children);
}

function caseOfFinding(finding: Finding, { failOn }: RenderOptions): XmlElement {
  const { ruleId, severity, message } = finding;
  const outcome = failsRun(finding, failOn)
    ? element("failure", { type: `${severity} ${ruleId}`, message }, [detailsOf(finding)])
    : element("system-out", {}, [detailsOf(finding)]);
  return findingCase(finding, outcome);
}

function skippedCase(finding: Finding, message: string): XmlElement {
  return findingCase(finding, element("skipped", { message }));
}

function findingCase(finding: Finding, outcome: XmlElement): XmlElement {
  const { file, startLine } = placeOf(finding.location);
  const place = isOnSheet(finding.location) ? {} : { file, line: startLine };
  return testCase(file, `${finding.ruleId}${inYaml(finding.location)}`, place, [outcome]);
}

/** The place in a form that does not change with every line that is added above. */
function inYaml({ path }: Location): string {
  return path.length === 0 ? "" : ` at ${formatPath(path)}`;
}

function reasonOf({ suppression }: SuppressedFinding): string {
  const until = suppression.until === undefined ? "" : ` (until ${suppression.until})`;
  return `suppressed: ${suppression.reason === "" ? "no reason given" : suppression.reason}${until}`;
}

function detailsOf(finding: Finding): string {
  const { severity, confidence, message, location, related, trace, remediation, replacement, docsUrl } = finding;
  const note = pendingNote(finding);
  const places = [...trace, ...related].map((place) => `  ${labelledReference(place)}`);
  return [
    `${reference(location)} ${severity}, confidence ${confidence}`,
    message,
    ...(note === undefined ? [] : [note]),
    snippetOf(location),
    ...(places.length > 0 ? [places.join("\n")] : []),
    `Fix: ${remediation}`,
    ...(replacement === undefined ? [] : [replacement.trimEnd()]),
    docsUrl,
  ].join("\n\n");
}

function caseOfProblem({ code, message, location, level }: Problem): XmlElement {
  const place = location === undefined ? undefined : placeOf(location);
  const outcome = level === "error" ? element("error", { type: code, message }) : element("system-out", {}, [message]);
  const name = `${code}${location === undefined ? "" : inYaml(location)}`;
  const file = place?.file ?? "problems";
  return testCase(file, name, { file, line: place?.startLine ?? 1 }, [outcome]);
}

function caseOfGap(gap: Gap): XmlElement {
  const message = describeGap(gap, 10);
  const outcome = gap.status === "failed" ? element("error", { type: "failed", message }) : element("skipped", { message });
  return element("testcase", { classname: "not checked", name: describeNames(gap, 3), time: 0 }, [outcome]);
}
