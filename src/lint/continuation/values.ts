/** The pipeline parameters that a setup workflow hands on, as far as its configuration spells them out. */
import type { Argument } from "../../expand/plan.ts";
import { compileText } from "../../expand/script.ts";
import type { CompiledText } from "../../expand/script.ts";
import type { Location } from "../../finding/location.ts";
import type { Span } from "../../source/span.ts";
import { locationOf } from "../../yaml/node.ts";

export interface SetValue {
  readonly name: string;
  /** Undefined when a part of it is known only when the pipeline runs. */
  readonly value: string | number | boolean | undefined;
  readonly at: Location;
  /** False when it is set for some changes only. */
  readonly always: boolean;
}

export interface Handed {
  readonly values: readonly SetValue[];
  /** Configurations that a mapping names, with the places. */
  readonly files: readonly { readonly path: string; readonly at: Location }[];
  /** Lines that the orb stops at. */
  readonly faults: readonly { readonly message: string; readonly at: Location }[];
}

const nothing: Handed = { values: [], files: [], faults: [] };

/** Text with the places of its characters. */
export interface PlacedText {
  readonly text: string;
  /** Spans of parts that are known only when the pipeline runs. */
  readonly holes: readonly Span[];
  locate(span: Span): Location;
}

export function placedText({ text, node }: Argument): PlacedText | undefined {
  if (text === undefined) return undefined;
  const compiled: CompiledText = compileText(text);
  const holes = compiled.holes.map((hole) => hole.span);
  return { text: compiled.text, holes, locate: (span) => (span.end > span.start ? compiled.locate(span) : locationOf(node)) };
}

/** Longer texts are taken for unknown: each value is looked up in the file, which takes its time. */
const longest = 100_000;
const mostHoles = 1000;

function isTooMuch({ text, holes }: PlacedText): boolean {
  return text.length > longest || holes.length > mostHoles;
}

/** `{"name": value, …}`; undefined when it is no such object. */
export function fromJson(placed: PlacedText): Handed | undefined {
  if (placed.text.trim() === "") return nothing;
  if (isTooMuch(placed)) return undefined;
  const object = parse(placed.text);
  if (typeof object !== "object" || object === null || Array.isArray(object)) return undefined;
  let from = 0;
  const values = Object.entries(object).map(([name, value]: readonly [string, unknown]): SetValue => {
    const key = JSON.stringify(name);
    // They mostly stand in this order.
    const next = placed.text.indexOf(key, from);
    const start = next === -1 ? Math.max(0, placed.text.indexOf(key)) : next;
    from = start + key.length;
    return { name, value: known(value, placed), at: placed.locate({ start, end: start + key.length }), always: true };
  });
  return { ...nothing, values };
}

/** A hole is masked in the text; a value that holds the mask is not known. */
function known(value: unknown, { holes, text }: PlacedText): SetValue["value"] {
  if (typeof value === "number" || typeof value === "boolean") return value;
  if (typeof value !== "string") return undefined;
  return holes.some(({ start, end }) => value.includes(text.slice(start, end))) ? undefined : value;
}

/**
 * The mapping of circleci/path-filtering: one line each of a regular expression of paths, a parameter, its value as JSON and, in some,
 * a configuration. Blank lines and lines that begin with `#` are left out.
 */
export function fromMapping(placed: PlacedText): Handed | undefined {
  if (isTooMuch(placed)) return undefined;
  const values: SetValue[] = [];
  const files: { path: string; at: Location }[] = [];
  const faults: { message: string; at: Location }[] = [];
  for (const line of linesOf(placed.text)) {
    const [pattern, name, value, file, ...more] = line;
    if (pattern === undefined || pattern.text.startsWith("#")) continue;
    if (name === undefined || value === undefined || more.length > 0) {
      const message =
        "A line of the mapping has a path, a parameter, a value and perhaps a configuration; the orb stops at this one.";
      faults.push({ message, at: placed.locate(pattern) });
      continue;
    }
    const parsed = parse(value.text);
    const isUnknown = placed.holes.some((hole) => hole.start < value.end && value.start < hole.end);
    if (!isUnknown && !(typeof parsed === "string" || typeof parsed === "number" || typeof parsed === "boolean")) {
      const message =
        "The value in a mapping is JSON: `true`, a number, or a text in double quotes without blanks; the orb stops at this one.";
      faults.push({ message, at: placed.locate(value) });
      continue;
    }
    values.push({
      name: name.text,
      value: isUnknown ? undefined : known(parsed, placed),
      at: placed.locate(name),
      always: false,
    });
    if (file !== undefined) files.push({ path: file.text, at: placed.locate(file) });
  }
  return { values, files, faults };
}

interface Token extends Span {
  readonly text: string;
}

function* linesOf(text: string): Iterable<readonly Token[]> {
  let at = 0;
  for (const line of text.split("\n")) {
    const start = at;
    yield [...line.matchAll(/\S+/g)].map(({ 0: token, index }) => ({
      text: token,
      start: start + index,
      end: start + index + token.length,
    }));
    at += line.length + 1;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
