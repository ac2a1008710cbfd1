/** Jobs that run in the same environment, each of which spells it out. */
import type { Config, Definition } from "../../../src/config/config.ts";
import { asMap } from "../../../src/config/reader.ts";
import type { Audit } from "../../../src/rule/audit.ts";
import { entryOf, type YamlEntry, type YamlMap } from "../../../src/yaml/node.ts";
import { shapes } from "./shapes.ts";
import { linesOf } from "./step-lists.ts";
import { writeYaml } from "./write-yaml.ts";

/** What an executor can hold; the first of these that a job has says where it runs. */
const places = ["docker", "machine", "macos"];
const others = ["resource_class", "shell", "working_directory", "environment"];

export interface Group {
  readonly jobs: readonly Definition[];
  /** Of the first job: the keys whose values all of them have. */
  readonly shared: readonly YamlEntry[];
  /** Lines that these take in all jobs. */
  readonly lines: number;
}

/** Jobs whose images, machine or Xcode are the same, and written out in each. */
export function groupsIn({ config, plan }: Audit): readonly Group[] {
  const called = new Set(plan.runs.filter(({ workflow }) => workflow !== undefined).map(({ definition }) => definition));
  const shapeOf = shapes();
  const groups = new Map<string, { job: Definition; place: YamlEntry }[]>();
  for (const job of config.library.jobs.values()) {
    const place = job.node.entries.find(({ key }) => places.includes(key));
    if (place === undefined || !called.has(job.node) || place.via.length > 0 || sharesInside(place) || readsParameters(place))
      continue;
    const id = `${place.key} ${shapeOf(place.value)}`;
    const same = groups.get(id);
    if (same === undefined) groups.set(id, [{ job, place }]);
    else same.push({ job, place });
  }
  return [...groups.values()]
    .filter((group) => group.length > 1)
    .flatMap((group) => {
      const jobs = group.map(({ job }) => job);
      const [first] = group;
      if (first === undefined) return [];
      const more = others.flatMap((key) => sharedEntry(key, jobs, shapeOf) ?? []);
      const shared = [first.place, ...more];
      return [{ jobs, shared, lines: linesIn(jobs, shared) }];
    });
}

/** `- *image` and `- <<: *image`: there is one place for it already. */
function sharesInside({ value }: YamlEntry): boolean {
  return (
    value.kind === "seq" &&
    value.items.some(
      ({ via, value: item }) => via.length > 0 || asMap(item)?.entries.some((entry) => entry.via.length > 0) === true,
    )
  );
}

/** They would have to become parameters of the executor. */
function readsParameters({ value }: YamlEntry): boolean {
  return /<<\s*(?:parameters|matrix)\./u.test(value.file.text.slice(value.span.start, value.span.end));
}

/** The entry when all the jobs have it, written out and equal. */
function sharedEntry(key: string, jobs: readonly Definition[], shapeOf: ReturnType<typeof shapes>): YamlEntry | undefined {
  const entries = jobs.flatMap(({ node }) => entryOf(node, key) ?? []);
  const [first] = entries;
  if (first === undefined || entries.length < jobs.length || readsParameters(first)) return undefined;
  const shape = shapeOf(first.value);
  return entries.every((entry) => entry.via.length === 0 && shapeOf(entry.value) === shape) ? first : undefined;
}

function linesIn(jobs: readonly Definition[], shared: readonly YamlEntry[]): number {
  return jobs.reduce((sum, { node }) => sum + shared.reduce((lines, { key }) => lines + entryLines(node, key), 0), 0);
}

function entryLines(node: YamlMap, key: string): number {
  const entry = entryOf(node, key);
  return entry === undefined ? 0 : linesOf(entry.value) + (entry.value.kind === "scalar" ? 0 : 1);
}

/** Its frame is two lines, and one in each job names it. */
export function savedBy({ jobs, lines }: Group): number {
  return lines - lines / jobs.length - 2 - jobs.length;
}

/** Two jobs must save something; from four on, one place for the version is worth it by itself. */
export function isWorthIt(group: Group): boolean {
  if (group.lines < 2 * group.jobs.length) return false;
  return savedBy(group) >= (group.jobs.length > 2 ? 2 : 4) || group.jobs.length > 3;
}

/** The executor, and the key that names it; undefined when it is too long to show. */
export function executorYaml(shared: readonly YamlEntry[], { library }: Config): string | undefined {
  const name = nameFor(shared, library.executors);
  const all = shared.map(({ key, value }) => {
    const lines = writeYaml(value, undefined, 40);
    if (lines === undefined) return undefined;
    return value.kind === "scalar"
      ? [`    ${key}: ${lines.join(" ")}`]
      : [`    ${key}:`, ...lines.map((line) => `      ${line}`)];
  });
  if (all.some((lines) => lines === undefined)) return undefined;
  return ["executors:", `  ${name}:`, ...all.flatMap((lines) => lines ?? []), "# in the jobs:", `executor: ${name}`, ""].join(
    "\n",
  );
}

/** `cimg/node:20.1` → `node`. */
function nameFor([place]: readonly YamlEntry[], taken: ReadonlyMap<string, Definition>): string {
  const text = place === undefined ? "" : place.value.file.text.slice(place.value.span.start, place.value.span.end).slice(0, 300);
  const image = /image:\s*["']?(?:[^\s"']*\/)?([a-z][a-z0-9_-]{0,30})/u.exec(text)?.[1];
  const name = (place?.key === "docker" ? image : place?.key === "macos" ? "xcode" : "linux") ?? "default";
  return taken.has(name) ? `${name}-shared` : name;
}
