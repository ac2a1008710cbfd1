/** Keys of caches and what makes them change. Source: CircleCI's documentation, "Using keys and templates". */
import { compileText } from "../../../src/expand/script.ts";
import type { Text } from "../../../src/expand/text.ts";
import type { Location } from "../../../src/finding/location.ts";

export interface CacheKey {
  /** With one way of writing templates, so that keys can be compared; what is not known stands as `<< name >>`. */
  readonly text: string;
  readonly parts: readonly KeyPart[];
  readonly at: Location;
}

/**
 * `file`: changes with a file. `revision`: with each commit. `run`: with each pipeline, workflow or job. `time`: with each second.
 * `branch`: one for each branch or tag. `fixed`: text, and values that stay the same for a job. `unknown`: somebody else knows.
 */
export type Varies = "file" | "revision" | "run" | "time" | "branch" | "fixed" | "unknown";

export interface KeyPart {
  readonly varies: Varies;
  readonly text: string;
  /** The file of a checksum. */
  readonly file?: string;
}

/** CircleCI takes no longer ones. */
const longestKey = 900;

export function readKey(key: Text): CacheKey {
  const { text, locate } = compileText(key);
  const written = key.parts.map((part) => (part.kind === "known" ? part.text : `<< ${part.expression} >>`)).join("");
  const parts = partsOf(written.trim().slice(0, longestKey));
  return { text: parts.map((part) => part.text).join(""), parts, at: locate({ start: 0, end: text.length }) };
}

function partsOf(text: string): readonly KeyPart[] {
  const parts: KeyPart[] = [];
  let end = 0;
  for (const match of text.matchAll(/\{\{([^{}]*)\}\}|<<([^<>]*)>>/gu)) {
    if (match.index > end) parts.push({ varies: "fixed", text: text.slice(end, match.index) });
    parts.push(match[1] === undefined ? ofPipeline((match[2] ?? "").trim()) : ofTemplate(match[1].replace(/^-|-$/gu, "").trim()));
    end = match.index + match[0].length;
  }
  if (end < text.length) parts.push({ varies: "fixed", text: text.slice(end) });
  return parts;
}

function ofTemplate(expression: string): KeyPart {
  const file = /^checksum\s+["'`]?([^"'`]+)/u.exec(expression)?.[1]?.trim();
  if (file !== undefined) return { varies: "file", text: `{{ checksum "${file}" }}`, file };
  const text = `{{ ${expression} }}`;
  const variable = /^\.Environment\.(\w+)$/u.exec(expression)?.[1];
  const known = variable === undefined ? lookUp(templates, expression.toLowerCase()) : lookUp(variables, variable);
  return { varies: known, text };
}

const templates: Readonly<Record<string, Varies>> = {
  epoch: "time",
  ".branch": "branch",
  ".revision": "revision",
  ".buildnum": "run",
  ".checkoutkey": "fixed",
  arch: "fixed",
};

const variables: Readonly<Record<string, Varies>> = {
  CIRCLE_SHA1: "revision",
  CIRCLE_BUILD_NUM: "run",
  CIRCLE_WORKFLOW_ID: "run",
  CIRCLE_WORKFLOW_JOB_ID: "run",
  CIRCLE_WORKFLOW_WORKSPACE_ID: "run",
  CIRCLE_PIPELINE_ID: "run",
  CIRCLE_BRANCH: "branch",
  CIRCLE_TAG: "branch",
  CIRCLE_JOB: "fixed",
  CIRCLE_NODE_INDEX: "fixed",
  CIRCLE_NODE_TOTAL: "fixed",
  CIRCLE_PROJECT_REPONAME: "fixed",
  CIRCLE_PROJECT_USERNAME: "fixed",
};

const pipelineValues: Readonly<Record<string, Varies>> = {
  "pipeline.git.revision": "revision",
  "pipeline.git.branch": "branch",
  "pipeline.git.tag": "branch",
  "pipeline.id": "run",
  "pipeline.number": "run",
  "pipeline.project.slug": "fixed",
};

function ofPipeline(expression: string): KeyPart {
  return { varies: lookUp(pipelineValues, expression), text: `<< ${expression} >>` };
}

function lookUp(table: Readonly<Record<string, Varies>>, name: string): Varies {
  return (Object.hasOwn(table, name) ? table[name] : undefined) ?? "unknown";
}

export function has(key: CacheKey, ...kinds: readonly Varies[]): boolean {
  return key.parts.some(({ varies }) => kinds.includes(varies));
}

/** The stable beginning of a key: all before the first part that changes with a file, a commit, a run or the time. */
export function stableStart({ parts }: CacheKey): string {
  const end = parts.findIndex(
    ({ varies }) => varies === "file" || varies === "revision" || varies === "run" || varies === "time",
  );
  return (end === -1 ? parts : parts.slice(0, end)).map(({ text }) => text).join("");
}

/** How long a cache is kept when nothing is said. Source: CircleCI's documentation, "Persisting data". */
export const retentionDays = 15;
