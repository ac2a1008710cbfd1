/** File names of pages: safe on every system, and the same from review to review, whatever other projects there are. */
import { sha256 } from "../../engine/sha256.ts";

const longest = 60;
/** Names that some system keeps for itself, and our own. */
const taken = /^(?:index|con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/;

/** `app` for `gh/acme/app` and `github.com/acme/app`; a name that does not say all, or may be another's too, ends in a digest. */
export function pageName(project: string): string {
  const [, last = ""] = /^(?:gh|bb|github\.com|bitbucket\.org)\/[^/]+\/([^/]+)$/.exec(project) ?? [];
  const plain = last !== "" && last.length <= longest && /^[a-z0-9][a-z0-9._-]*$/.test(last) && !last.endsWith(".");
  if (plain && !taken.test(last)) return last;
  const readable = (project.split("/").at(-1) ?? "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, longest)
    .replace(/^-+|-+$/g, "");
  return `${readable === "" ? "project" : readable}--${sha256(project.toLowerCase()).slice(0, 10)}`;
}

/** A name for each of them. Those that would share one all get the digest. */
export function pageNames(projects: readonly string[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const used = new Set<string>();
  for (const project of projects) {
    let name = pageName(project);
    for (let salt = 1; used.has(name); salt += 1)
      name = `${pageName(project)}--${sha256(`${project} ${String(salt)}`).slice(0, 10)}`;
    used.add(name);
    names.set(project, name);
  }
  return names;
}
