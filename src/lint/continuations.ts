/** The configurations that a setup workflow goes on with, as its steps, jobs and scripts name them, and what it hands to them. */
import type { Location } from "../finding/location.ts";
import type { Audit } from "../rule/audit.ts";
import { locationOf } from "../yaml/node.ts";
import { argumentOf, isSuch, isWithinSuch, mostContinuations, orbCallsOf, textOf } from "../rule/continuation/calls.ts";
import type { OrbCall } from "../rule/continuation/calls.ts";
import { makerOf } from "../rule/continuation/maker.ts";
import type { Maker } from "../rule/continuation/maker.ts";
import { scriptCallOf } from "../rule/continuation/script-calls.ts";
import { fromJson, fromMapping, placedText } from "./continuation/values.ts";
import type { Handed, PlacedText, SetValue } from "./continuation/values.ts";

export interface Continuation {
  /** From the root of the repository; undefined when it is not known before the pipeline runs. */
  readonly path: string | undefined;
  readonly at: Location;
  /** The pipeline parameters it sets; undefined when that is not known. */
  readonly values: readonly SetValue[] | undefined;
  /** It is put together with others, which may declare parameters too. */
  readonly isPart: boolean;
  /** The step that makes the file, or writes it anew. */
  readonly maker: Pick<Maker, "run" | "step" | "writes"> | undefined;
}

export interface Continuations {
  readonly continuations: readonly Continuation[];
  /** Lines of mappings that the orb stops at. */
  readonly faults: Handed["faults"];
}

const usualPath = ".circleci/continue_config.yml";
const usualParameters = "/tmp/pipeline-parameters.json";
/** Where the checkout lies in a job, unless it says otherwise. */
const checkout = /^(?:~|\/home\/circleci|\/root)\/project\//;

/** `read` gives the text of a file of the repository. None for a configuration that is not `setup`: it cannot go on with another. */
export function continuationsOf(audit: Audit, read: (path: string) => string | undefined): Continuations {
  if (!audit.config.setup) return { continuations: [], faults: [] };
  const calls = orbCallsOf(audit.plan);
  const found: Continuation[] = [];
  const faults: Handed["faults"][number][] = [];
  for (const call of calls) {
    if (call.orb === "continuation" && call.element === "continue") found.push(...continuedBy(call, calls, audit, read));
    if (call.orb !== "path-filtering" || (call.element !== "filter" && call.element !== "set-parameters")) continue;
    const handed = mappingOf(call, read);
    faults.push(...(handed?.faults ?? []));
    if (call.element === "filter") found.push(...filteredBy(call, handed, audit));
  }
  return { continuations: [...found, ...scripted(audit)], faults };
}

function filteredBy(call: OrbCall, handed: Handed | undefined, audit: Audit): readonly Continuation[] {
  if (handed !== undefined && handed.files.length > 0) return parts(handed, call, audit);
  const path = textOf(call, "config-path", usualPath);
  return [continuation(path, call, argumentOf(call, "config-path")?.node, handed?.values, audit)];
}

function continuedBy(
  call: OrbCall,
  calls: readonly OrbCall[],
  audit: Audit,
  read: (path: string) => string | undefined,
): readonly Continuation[] {
  const path = textOf(call, "configuration_path", usualPath);
  const before = calls.slice(0, calls.indexOf(call)).filter((other) => other.run === call.run && other.orb === "path-filtering");
  const filter = before.findLast(({ element }) => element === "set-parameters");
  const parameters = textOf(call, "parameters", "");
  const isMapped = filter !== undefined && parameters === textOf(filter, "output-path", usualParameters);
  const handed = isMapped ? mappingOf(filter, read) : parametersOf(call, read);
  if (
    isMapped &&
    handed !== undefined &&
    handed.files.length > 0 &&
    before.some(({ element }) => element === "generate-config")
  ) {
    return parts(handed, filter, audit);
  }
  return [continuation(path, call, argumentOf(call, "configuration_path")?.node, handed?.values, audit)];
}

/** Configurations that path-filtering puts together. */
function parts(handed: Handed, { run }: OrbCall, audit: Audit): readonly Continuation[] {
  const paths = new Map(handed.files.map(({ path, at }) => [path, at]));
  return [...paths].map(([path, at]) => {
    return {
      path: inCheckout(path),
      at,
      values: handed.values,
      isPart: paths.size > 1,
      maker: makerOf(path, run, audit.scripts),
    };
  });
}

function continuation(
  path: string | undefined,
  call: OrbCall,
  node: Parameters<typeof locationOf>[0] | undefined,
  values: readonly SetValue[] | undefined,
  { scripts }: Audit,
): Continuation {
  const maker = path === undefined ? undefined : makerOf(path, call.run, scripts);
  return { path: path && inCheckout(path), at: node === undefined ? call.at : locationOf(node), values, isPart: false, maker };
}

function inCheckout(path: string): string {
  return path.replace(checkout, "");
}

/** JSON, or a file that holds it. */
function parametersOf(call: OrbCall, read: (path: string) => string | undefined): Handed | undefined {
  const argument = argumentOf(call, "parameters");
  if (argument === undefined) return fromJson({ text: "", holes: [], locate: () => call.at });
  const placed = placedText(argument);
  if (placed === undefined) return undefined;
  return fromJson(placed) ?? fromFile(placed, read, fromJson);
}

function mappingOf(call: OrbCall, read: (path: string) => string | undefined): Handed | undefined {
  const argument = argumentOf(call, "mapping");
  const placed = argument && placedText(argument);
  if (placed === undefined) return undefined;
  return /\s/.test(placed.text.trim()) ? fromMapping(placed) : fromFile(placed, read, fromMapping);
}

/** What stands in another file is placed where that is named. */
function fromFile(
  { text, holes, locate }: PlacedText,
  read: (path: string) => string | undefined,
  take: (placed: PlacedText) => Handed | undefined,
): Handed | undefined {
  const content = holes.length > 0 ? undefined : read(inCheckout(text.trim()));
  return content === undefined
    ? undefined
    : take({ text: content, holes: [], locate: () => locate({ start: 0, end: text.length }) });
}

/** Scripts of the file itself; a request inside another orb is said where the orb is called. */
function scripted({ config, scripts }: Audit): readonly Continuation[] {
  const found: Continuation[] = [];
  const told = new Set<string>();
  for (const script of scripts) {
    if (found.length >= mostContinuations) break;
    const { run, step, locate } = script;
    const isOwn = step.node.file === config.file;
    const isSaid = isWithinSuch(step) || (!isOwn && run.orb !== undefined && isSuch(run.orb));
    const call = isSaid ? undefined : scriptCallOf(script);
    if (call === undefined) continue;
    const base = { values: undefined, isPart: false, maker: { run, step, writes: true } };
    const places = isOwn ? call.files.map((word) => ({ path: inCheckout(word.literal ?? ""), at: locate(word.span) })) : [];
    if (places.length === 0) {
      places.push({ path: "", at: isOwn ? locate(call.word.span) : locationOf((step.orbCall ?? run).nameNode) });
    }
    for (const { path, at } of places) {
      const id = `${path} ${at.span.start}`;
      if (told.has(id)) continue;
      told.add(id);
      found.push(path === "" ? { ...base, path: undefined, at } : { ...base, path, at, maker: makerOf(path, run, scripts) });
    }
  }
  return found;
}
