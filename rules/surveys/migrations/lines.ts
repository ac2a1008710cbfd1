/** The lines of the configuration around a use, as they are written, short enough to show. */
import type { JobRun } from "../../../src/expand/plan.ts";
import type { Location } from "../../../src/finding/location.ts";
import { lineSpan, lineText, positionAt, type SourceFile } from "../../../src/source/source-file.ts";
import { spanContains, type Span } from "../../../src/source/span.ts";
import type { YamlNode } from "../../../src/yaml/node.ts";
import type { Sighting } from "./sighting.ts";

/** More lines are cut out of the middle. */
const most = 14;

/** Undefined when the place is on a sheet, or in an orb whose text is not the user's. */
export function linesAround({ at, run, audit, use }: Sighting, secrets: readonly Location[]): string | undefined {
  if (at.file.isSheet === true || at.file !== audit.config.file) return undefined;
  const node = use.via === "environment" && !isInStep(run, at) ? undefined : smallestAround(run, at);
  const [from, to] = node === undefined ? [at.span.start, at.span.end] : [node.span.start, node.span.end];
  const [first, last] = [positionAt(at.file, from).line, positionAt(at.file, Math.max(from, to - 1)).line];
  const wanted = positionAt(at.file, at.span.start).line;
  return dedented(pick(first, last, wanted), at.file, secrets);
}

function isInStep(run: JobRun, at: Location): boolean {
  return run.steps.some(({ node }) => isAround(node, at));
}

function isAround(node: YamlNode, { file, span }: Location): boolean {
  return node.file === file && spanContains(node.span, span);
}

/** The step, the image or the job's invocation in which it is. */
function smallestAround(run: JobRun, at: Location): YamlNode | undefined {
  const images = run.executor.kind === "docker" ? run.executor.images.map(({ node }) => node) : [];
  const around = [...run.steps.map(({ node }) => node), ...images, run.node].filter((node) => isAround(node, at));
  return around.sort((a, b) => a.span.end - a.span.start - (b.span.end - b.span.start))[0];
}

/** Line numbers; 0 for a gap. Of a long stretch its beginning and what is around the wanted line. */
function pick(first: number, last: number, wanted: number): readonly number[] {
  if (last - first < most) return range(first, last);
  const head = range(first, Math.min(first + 1, wanted));
  const near = range(Math.max(first + 2, wanted - 2), Math.min(last, wanted + most - 6));
  return [
    ...head,
    ...((near[0] ?? first) > (head.at(-1) ?? first) + 1 ? [0] : []),
    ...near,
    ...((near.at(-1) ?? last) < last ? [0] : []),
  ];
}

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
}

function dedented(numbers: readonly number[], file: SourceFile, secrets: readonly Location[]): string {
  const masked = secrets.filter((secret) => secret.file === file).map(({ span }) => span);
  const lines = numbers.map((line) => (line === 0 ? undefined : maskedLine(file, line, masked)));
  const depths = lines.flatMap((line) =>
    line === undefined || line.trim() === "" ? [] : [line.length - line.trimStart().length],
  );
  const depth = Math.min(...depths, 100);
  return `${lines.map((line) => (line === undefined ? "# …" : line.slice(depth).trimEnd())).join("\n")}\n`;
}

function maskedLine(file: SourceFile, line: number, secrets: readonly Span[]): string {
  const text = lineText(file, line).slice(0, 300);
  const { start } = lineSpan(file, line);
  let shown = text;
  for (const span of secrets) {
    const [from, to] = [Math.max(0, span.start - start), Math.min(text.length, span.end - start)];
    if (from < to) shown = shown.slice(0, from) + "*".repeat(to - from) + shown.slice(to);
  }
  return shown;
}
