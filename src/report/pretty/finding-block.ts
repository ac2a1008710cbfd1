/** What stands below the headline of a finding: where it is, the code, other places, and the YAML to write instead. */
import type { Finding } from "../../finding/finding.ts";
import { formatPath } from "../../finding/location.ts";
import type { Location, RelatedLocation } from "../../finding/location.ts";
import { fixabilityOf, optionFor } from "../fixes.ts";
import { labelledReference } from "../places.ts";
import { visibleLine, visibleLines } from "../plain-text.ts";
import { displayWidth } from "./display-width.ts";
import { renderFrame } from "./frame.ts";
import type { Mark } from "./frame.ts";
import type { Paint } from "./paint.ts";
import { indent, labelled, labelWidth, wrapProse } from "./prose.ts";

const mostRelated = 3;
const mostSteps = 6;

/** Lines of at most `width` columns. */
export function findingBody(finding: Finding, width: number, paint: Paint): readonly string[] {
  return [whereabouts(finding, width, paint), "", ...renderFrame(marksOf(finding, paint), width, paint)];
}

/** `jobs.build.steps[2].run · medium confidence`; of a long path the end is kept. */
function whereabouts(finding: Finding, width: number, paint: Paint): string {
  const { location, confidence } = finding;
  const fixable = fixabilityOf(finding);
  const sure = `${confidence} confidence${fixable === undefined ? "" : ` · fixable with ${optionFor[fixable]}`}`;
  const path = visibleLine(formatPath(location.path));
  const room = width - displayWidth(sure) - 3;
  const shown = displayWidth(path) <= room ? path : `…${[...path].slice(-(room - 1)).join("")}`;
  return paint.dim(path === "" ? sure : `${shown} · ${sure}`);
}

/** The finding's own place; when there is a way to it, every place on the way, numbered. */
function marksOf({ location, trace, severity }: Finding, paint: Paint): readonly Mark[] {
  const own = { location, sign: "^", paint: (text: string) => paint.severity(severity, text) } as const;
  if (trace.length === 0) return [own];
  const steps = stepsOf(trace).map((step): Mark => {
    return isSame(step.location, location) ? { ...own, ...step } : { ...step, sign: "-", paint: (text) => paint.step(text) };
  });
  const shown = steps.length <= mostSteps ? steps : [...steps.slice(0, 3), ...steps.slice(3 - mostSteps)];
  return trace.some((place) => isSame(place, location)) ? shown : [...shown, own];
}

/** Steps that follow on each other at one place are one mark. */
function stepsOf(trace: readonly RelatedLocation[]): readonly { readonly location: Location; readonly label: string }[] {
  const steps: { location: Location; label: string }[] = [];
  trace.forEach((location, at) => {
    const label = `${at + 1}. ${location.label}`;
    const last = steps.at(-1);
    if (last !== undefined && isSame(last.location, location)) last.label += `; ${label}`;
    else steps.push({ location, label });
  });
  return steps;
}

function isSame(a: Location, b: Location): boolean {
  return a.file.path === b.file.path && a.span.start === b.span.start && a.span.end === b.span.end;
}

/** At most three other places. */
export function relatedLines({ related, location }: Finding, width: number, paint: Paint): readonly string[] {
  const places = [...new Set(related.map((place) => labelledReference(place, location.file.path)))];
  const rest = places.length - mostRelated;
  const lines = places.slice(0, mostRelated).flatMap((place) => wrapProse(place, width - labelWidth, paint));
  return labelled("Also", [...lines, ...(rest > 0 ? [paint.dim(`+${rest} more`)] : [])], paint);
}

/** Ready to copy: nothing but spaces stands before the lines. */
export function replacementLines(replacement: string, paint: Paint): readonly string[] {
  const lines = visibleLines(replacement).replace(/\n+$/, "").split("\n");
  const painted = lines.map((line) => (line === "" ? "" : paint.good(line)));
  return indent(painted, labelWidth + 2);
}
