/** Reads what an earlier review has kept, or says why it cannot be used. */
import { formatPath } from "../../finding/location.ts";
import { checkReviewState } from "../../schema/check-review-state.ts";
import { quote } from "../../source/quote.ts";
import { stateFormat, type ReviewState } from "./state.ts";

export type ReadState = { readonly state: ReviewState } | { readonly fault: string };

/** `fault` is a sentence that goes on behind a colon. `project`: which one this review is about; undefined: any will do. */
export function readState(text: string, project?: string): ReadState {
  const data = parseJson(text);
  if (data === undefined) return { fault: "it is not valid JSON." };
  const format = formatOf(data);
  if (format !== undefined && format > stateFormat) {
    const newer = `it has format ${String(format)}, and this version of the tool reads format ${String(stateFormat)}`;
    return { fault: `${newer}: a newer version has written it.` };
  }
  const issue = checkReviewState(data);
  if (!isState(data, issue === undefined)) {
    const place = issue === undefined || issue.path.length === 0 ? "" : `at ${quote(formatPath(issue.path))}: `;
    return { fault: `it was not written by \`review --save\`: ${place}${issue?.message ?? ""}` };
  }
  if (project !== undefined && areDifferent(data.project, project)) {
    return { fault: `it is about ${quote(data.project)}, and this review is about ${quote(project)}.` };
  }
  return { state: data };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function formatOf(data: unknown): number | undefined {
  const format = typeof data === "object" && data !== null && "format" in data ? data.format : undefined;
  return typeof format === "number" ? format : undefined;
}

function isState(_data: unknown, valid: boolean): _data is ReviewState {
  return valid;
}

/** A mere folder says nothing: each has its own name for its checkout. Code hosts do not tell upper from lower case. */
function areDifferent(one: string, other: string): boolean {
  if (!one.includes("/") || !other.includes("/")) return false;
  return repositoryOf(one) !== repositoryOf(other);
}

/** `gh/acme/app` and `github.com/acme/app` name the same. */
function repositoryOf(name: string): string {
  return name
    .toLowerCase()
    .replace(/^(?:gh|github\.com)\//, "github/")
    .replace(/^(?:bb|bitbucket\.org)\//, "bitbucket/");
}
