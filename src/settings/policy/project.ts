/** Which project a checkout belongs to, in one form: `github.com/acme/app`. */
import { segmentMatches } from "../../source/glob.ts";

const hosts: Readonly<Record<string, string>> = {
  gh: "github.com",
  github: "github.com",
  bb: "bitbucket.org",
  bitbucket: "bitbucket.org",
};

/** From the address of a remote or a project slug; patterns keep their `*`. Undefined when it names no project. */
export function toProject(text: string): string | undefined {
  const path = text
    .trim()
    .replace(/^[a-z+]+:\/\//i, "")
    .replace(/^[^@/\s]*@/, "")
    .replace(/^([^/:\s]+):(?:\d+\/)?(?=[^/])/, "$1/")
    .replace(/\.git\/?$|\/$/, "");
  const [host = "", ...rest] = path.split("/");
  if (rest.length === 0 || !/^[\w*][\w.*?-]*(?:\/[\w*~][\w.*?~-]*)+$/.test(path)) return undefined;
  return [hosts[host.toLowerCase()] ?? host, ...rest].join("/").toLowerCase();
}

/** False without patterns; `unknown` when nobody says which project it is. */
export function isOneOf(project: string | undefined, patterns: readonly string[]): boolean | "unknown" {
  if (project === undefined) return "unknown";
  return patterns.some((pattern) => segmentMatches(project, pattern));
}

/** Whether a project can be called so: a pattern without a host matches none. */
export function isProjectPattern(text: string): boolean {
  const [host = ""] = toProject(text)?.split("/") ?? [];
  return /[.*]/.test(host) || host === "circleci";
}
