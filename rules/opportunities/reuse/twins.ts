/** Jobs that differ in a few texts, and what would be parameters of the one job that they could be. */
import type { Config, Definition } from "../../../src/config/config.ts";
import type { Audit } from "../../../src/rule/audit.ts";
import type { YamlMap } from "../../../src/yaml/node.ts";
import { linesOf } from "./step-lists.ts";
import { scalarsOf, shapes, type KeyedScalar } from "./shapes.ts";

export interface Twins {
  readonly jobs: readonly Definition[];
  readonly parameters: readonly TwinParameter[];
  /** Lines of all but one of them. */
  readonly spared: number;
}

export interface TwinParameter {
  readonly name: string;
  readonly type: "string" | "boolean" | "integer" | "executor";
  /** One for each job, in their order. */
  readonly values: readonly string[];
  /** Where it stands in the first job. */
  readonly places: readonly { readonly scalar: KeyedScalar["scalar"]; readonly start: number; readonly end: number }[];
}

const mostParameters = 3;
/** A job with less of its own than this is short already. */
const leastLines = 6;
/** Jobs of one form that are no twins of each other are compared in so many groups. */
const mostGroups = 40;

const byConfig = new WeakMap<Config, readonly Twins[]>();

/** Of the jobs that workflows start, those whose one job would be shorter. */
export function twinsIn({ config, plan }: Audit): readonly Twins[] {
  let known = byConfig.get(config);
  if (known === undefined) {
    const called = new Set(plan.runs.filter(({ workflow }) => workflow !== undefined).map(({ definition }) => definition));
    const jobs = [...config.library.jobs.values()].filter(({ node }) => called.has(node));
    known = twinsAmong(jobs).filter((twins) => linesSaved(twins) >= leastSaved);
    byConfig.set(config, known);
  }
  return known;
}

const leastSaved = 5;

/** Against the declarations of the parameters, and their values and a name in each invocation. */
export function linesSaved({ jobs, parameters, spared }: Twins): number {
  return spared - 1 - 2 * parameters.length - jobs.length * (parameters.length + 1);
}

/** All of these are twins of each other: what they have in common is told there. */
export function areTwins(jobs: readonly (YamlMap | undefined)[], audit: Audit): boolean {
  return twinsIn(audit).some((twins) => {
    const nodes = new Set<YamlMap | undefined>(twins.jobs.map(({ node }) => node));
    return jobs.every((job) => nodes.has(job));
  });
}

function twinsAmong(jobs: readonly Definition[]): readonly Twins[] {
  const skeleton = shapes(() => "?");
  const alike = new Map<number, Definition[]>();
  for (const job of jobs) {
    if (job.parameters.size > 0 || linesOf(job.node) < leastLines) continue;
    const shape = skeleton(job.node);
    const others = alike.get(shape);
    if (others === undefined) alike.set(shape, [job]);
    else others.push(job);
  }
  return [...alike.values()].filter((group) => group.length > 1).flatMap(groupsOfTwins);
}

interface Member {
  readonly job: Definition;
  readonly scalars: readonly KeyedScalar[];
}

/** Close ones first, so that what differs in more does not spread a group too far. */
function groupsOfTwins(jobs: readonly Definition[]): readonly Twins[] {
  const close = groupsWithin(jobs, 3);
  const grouped = new Set(close.flatMap((twins) => twins.jobs));
  return [
    ...close,
    ...groupsWithin(
      jobs.filter((job) => !grouped.has(job)),
      2,
    ),
  ];
}

/** Each job joins the first group with whose first job it has enough in common: one in `share` of its texts may differ. */
function groupsWithin(jobs: readonly Definition[], share: number): readonly Twins[] {
  const groups: Member[][] = [];
  for (const job of jobs) {
    const scalars = scalarsOf(job.node);
    if (scalars === undefined) continue;
    const group = groups.find(([first]) => first !== undefined && isClose(first.scalars, scalars, share));
    if (group !== undefined) group.push({ job, scalars });
    else if (groups.length < mostGroups) groups.push([{ job, scalars }]);
  }
  return groups.flatMap((group) => twinsOf(group) ?? []);
}

/** Not more than a few texts differ, and of many the most are equal. */
function isClose(first: readonly KeyedScalar[], second: readonly KeyedScalar[], share: number): boolean {
  let differing = 0;
  for (const [at, { scalar }] of first.entries()) {
    if (scalar === second[at]?.scalar || scalar.text === second[at]?.scalar.text) continue;
    differing += 1;
    if (differing > 6) return false;
  }
  return differing > 0 && differing * share <= first.length;
}

function twinsOf(group: readonly Member[]): Twins | undefined {
  const [first, ...others] = group;
  if (first === undefined || others.length === 0) return undefined;
  const byValues = new Map<string, TwinParameter>();
  const taken = new Set<string>();
  for (const [at, { scalar, key }] of first.scalars.entries()) {
    const texts = group.map(({ scalars }) => scalars[at]?.scalar.text ?? "");
    if (texts.every((text) => text === scalar.text)) continue;
    const part = differingPart(texts);
    if (part === undefined || areSeveralPurposes(part.values)) return undefined;
    const id = JSON.stringify(part.values);
    const place = { scalar, start: part.start, end: scalar.text.length - part.after };
    const known = byValues.get(id);
    const name = known?.name ?? parameterName(key, part.values, taken);
    const type = known === undefined || known.type === typeOf(scalar, key, part) ? typeOf(scalar, key, part) : "string";
    byValues.set(id, { name, type, values: part.values, places: [...(known?.places ?? []), place] });
  }
  if (byValues.size === 0 || byValues.size > mostParameters) return undefined;
  const spared = others.reduce((sum, { job }) => sum + linesOf(job.node) + 1, 0);
  return { jobs: group.map(({ job }) => job), parameters: [...byValues.values()], spared };
}

function typeOf({ value, text }: KeyedScalar["scalar"], key: string, { start, after }: Part): TwinParameter["type"] {
  if (start + after > 0 || text === "") return "string";
  if (key === "executor") return "executor";
  return typeof value === "boolean" ? "boolean" : typeof value === "number" && Number.isInteger(value) ? "integer" : "string";
}

const purpose =
  /^(?:run )?(?:lint|test|tests|build|format|fmt|typecheck|type-check|docs?|audit|deploy|publish|check|compile|vet|clippy|coverage|bench)$/u;

/** A job that lints and one that tests have different purposes, however alike they are set up. */
function areSeveralPurposes(values: readonly string[]): boolean {
  return new Set(values.filter((value) => purpose.test(value))).size > 1;
}

interface Part {
  readonly start: number;
  /** Characters behind it that all have. */
  readonly after: number;
  readonly values: readonly string[];
}

const longestValue = 60;

/** The one stretch, in whole words, in which the texts differ; undefined when it is no simple value, or is most of a script. */
function differingPart(texts: readonly string[]): Part | undefined {
  const [first = ""] = texts;
  const shortest = Math.min(...texts.map((text) => text.length));
  let start = 0;
  while (start < shortest && texts.every((text) => text[start] === first[start])) start += 1;
  let after = 0;
  while (after < shortest - start && texts.every((text) => text.at(-1 - after) === first.at(-1 - after))) after += 1;
  while (start > 0 && isWord(first[start - 1])) start -= 1;
  while (after > 0 && isWord(first[first.length - after])) after -= 1;
  // Templates are handed over whole.
  const opened = first.lastIndexOf("<<", start);
  if (opened !== -1 && !first.slice(opened, start).includes(">>")) start = opened;
  const closed = first.indexOf(">>", first.length - after);
  if (closed !== -1 && !first.slice(first.length - after, closed).includes("<<")) after = first.length - closed - 2;
  while (texts.every((text) => hasEnd(text, start, after, /[.-]/u) && text.at(-1 - after) === first.at(-1 - after))) after += 1;
  const values = texts.map((text) => text.slice(start, text.length - after));
  return values.every((value) => isSimple(value)) ? { start, after, values } : undefined;
}

/** The stretch is longer than one character and ends with such a one. */
function hasEnd(text: string, start: number, after: number, wanted: RegExp): boolean {
  return text.length - after - start > 1 && wanted.test(text.at(-1 - after) ?? "");
}

function isSimple(value: string): boolean {
  if (value === "" || value.length > longestValue) return false;
  return /^<<[^<>]*>>$/u.test(value) || !/[\n"'\\<>[\](){}$`|;&]/u.test(value);
}

function isWord(character: string | undefined): boolean {
  return character !== undefined && /[\w.+-]/u.test(character);
}

const reserved = new Set(["name", "requires", "context", "type", "filters", "matrix"]);
const usual: Readonly<Record<string, string>> = { image: "image", command: "target", run: "target", key: "cache", path: "path" };

function parameterName(key: string, values: readonly string[], taken: Set<string>): string {
  const isVersion = values.every((value) => /^v?\d[\w.-]*$/u.test(value));
  const known = Object.hasOwn(usual, key) ? usual[key] : undefined;
  const plain = key
    .toLowerCase()
    .replaceAll(/[^a-z0-9_-]+/gu, "_")
    .replace(/^[^a-z]+/u, "");
  const wanted = isVersion && key !== "resource_class" && (known !== undefined || plain === "") ? "version" : (known ?? plain);
  const free = wanted === "" || reserved.has(wanted) ? "variant" : wanted.slice(0, 30);
  let name = free;
  for (let at = 2; taken.has(name); at += 1) name = `${free}_${at}`;
  taken.add(name);
  return name;
}
