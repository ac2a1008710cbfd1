/** The address of a question, and which questions are of one kind. */
import type { CircleApi } from "../questions.ts";

export type Query = Readonly<Record<string, string | readonly string[]>>;

export function addressOf(root: string, path: string, query: Query): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const one of typeof value === "string" ? [value] : value) parameters.append(name, one);
  }
  const search = parameters.toString();
  return `${root}/${path}${search === "" ? "" : `?${search}`}`;
}

/** The same for all that ask the same of another project, context or organisation. */
export function kindOf(api: CircleApi, path: string): string {
  const route = path
    .replace(/^(project|insights\/pages|insights)(?:\/[^/]+){3}|^(context|organizations?|orgs?|owner|projects?)\/[^/]+/, "$1$2")
    .replaceAll(/\/(projects?|pipeline-definitions)\/[^/]+/g, "/$1");
  return `${api} ${route}`;
}
