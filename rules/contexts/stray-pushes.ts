/** Pushes on which a job runs although it is meant for other branches and tags. */
import type { JobRun } from "../../src/expand/plan.ts";
import { fullMatch } from "../../src/expand/pattern.ts";
import { runsOn } from "../../src/expand/reach.ts";
import { segmentMatches } from "../../src/source/glob.ts";
import type { YamlNode } from "../../src/yaml/node.ts";

/** Patterns of names; an empty list admits none. */
export interface Reserved {
  readonly branches: readonly string[];
  readonly tags: readonly string[];
}

const ordinaryBranches = ["my-work", "feature/my-work", "fix-my-work", "pull/123"];
const usualBranches = ["main", "master", "develop", "development", "staging", "production", "release/1.2", "hotfix/1.2.3"];
const usualTags = ["my-tag", "v1.2.3", "1.2.3", "v1.2.3-rc.1"];

/** Where the job runs that it should not, in words: `on every branch`, `on the branch \`develop\``. The worst that was found. */
export function strayPush(run: JobRun, reserved: Reserved): string | undefined {
  const onBranch = (branch: string): boolean => runsOn(run, { branch, tag: "", isDefault: false }) === true;
  const onTag = (tag: string): boolean => runsOn(run, { branch: "", tag, isDefault: false }) === true;
  const isStray = (name: string, patterns: readonly string[]): boolean =>
    !patterns.some((pattern) => segmentMatches(name, pattern));
  const written = namesWritten(run);
  const openBranches = ordinaryBranches.filter((name) => isStray(name, reserved.branches));
  if (openBranches.length > 0 && openBranches.every(onBranch)) return "on every branch";
  const branches = [...written, ...reserved.branches.flatMap(nearMisses), ...usualBranches, ...ordinaryBranches];
  const branch = branches.find((name) => isStray(name, reserved.branches) && onBranch(name));
  if (branch !== undefined) return `on the branch \`${branch}\``;
  const tags = [...written, ...reserved.tags.flatMap(nearMisses), ...usualTags];
  const tag = tags.find((name) => isStray(name, reserved.tags) && onTag(name));
  return tag === undefined ? undefined : `for the tag \`${tag}\``;
}

/** Names that a filter lets through which only forgets where the name begins or ends. */
function nearMisses(pattern: string): readonly string[] {
  const name = pattern.replaceAll("*", "x").replaceAll("?", "x");
  return [`x-${name}`, `${name}-x`, `x/${name}`];
}

const mostNames = 100;

/** Names that stand in the filters and conditions of the job, its workflow and the jobs before it, regular expressions as a name that fits. */
function namesWritten(run: JobRun): readonly string[] {
  const names = new Set<string>();
  const seen = new Set<YamlNode | JobRun>();
  const read = (node: YamlNode | undefined): void => {
    if (node === undefined || seen.has(node) || names.size >= mostNames) return;
    seen.add(node);
    if (node.kind === "map") for (const { value } of node.entries) read(value);
    else if (node.kind === "seq") for (const { value } of node.items) read(value);
    else for (const name of namesIn(node.text)) names.add(name);
  };
  const visit = (job: JobRun): void => {
    if (seen.has(job)) return;
    seen.add(job);
    read(job.filters);
    read(job.workflow?.workflow.when);
    read(job.workflow?.workflow.unless);
    job.dependsOn.forEach(visit);
  };
  visit(run);
  return [...names];
}

function namesIn(text: string): readonly string[] {
  const quoted = [...text.matchAll(/"([^"]{1,100})"|'([^']{1,100})'/g)].map((match) => match[1] ?? match[2] ?? "");
  const plain = /^[\w./-]{1,100}$/.test(text) ? [text] : [];
  return [text, ...quoted].flatMap((pattern) => exampleOf(pattern) ?? []).concat(plain, quoted);
}

/** A name that a simple regular expression matches: `release/x` for `/release\/.*` + `/`. */
function exampleOf(text: string): string | undefined {
  const pattern = /^\/(.{1,200})\/$/.exec(text)?.[1];
  if (pattern === undefined) return undefined;
  const [first = ""] = pattern.replace(/^\^/, "").replace(/\$$/, "").split("|");
  const name = first
    .replaceAll(/\\d[+*]?|\[0-9\][+*]?/g, "1")
    .replaceAll(/(?:\.|\\w|\[[^\]]*\])[+*]?/g, "x")
    .replaceAll(/\\(.)/g, "$1")
    .replaceAll(/[()?^$]/g, "");
  return fullMatch(pattern, name) === true ? name : undefined;
}
