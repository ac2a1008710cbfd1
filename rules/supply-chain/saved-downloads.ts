/** Files that a job has fetched and not yet checked. */
import type { JobRun } from "../../src/expand/plan.ts";
import type { ScriptRun } from "../../src/rule/audit.ts";
import type { CommandFact, Word } from "../../src/shell/facts.ts";
import { parseTarget } from "../data/network-targets.ts";
import { isInsideJob } from "../data/service-hosts.ts";
import { wordText } from "../data/word-text.ts";

export interface SavedDownload {
  readonly script: ScriptRun;
  readonly url: { readonly word: Word; readonly text: string };
  /** As written where it is saved. */
  readonly file: string;
}

/** The same last segment, and the same folders as far as both name them absolutely. */
export function isSameFile(a: string, b: string): boolean {
  const [one, other] = [a, b].map((path) => path.replace(/^(?:\.\/)+/u, ""));
  if (one === undefined || other === undefined || lastSegment(one) === "" || lastSegment(one) !== lastSegment(other))
    return false;
  return one === other || !(one.startsWith("/") && other.startsWith("/"));
}

function lastSegment(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** A check covers the files it names, and when it reads a list of sums, all that its step has saved so far. */
export function forgetChecked(saved: SavedDownload[], script: ScriptRun, check: CommandFact): void {
  const words = [
    ...check.args,
    ...(check.input.kind === "here-string" || check.input.kind === "heredoc" ? [check.input.body] : []),
  ];
  const piped = check.input.kind === "pipe" ? check.input.from.flatMap((command) => command.args) : [];
  const texts = [...words, ...piped].map(wordText);
  for (let at = saved.length - 1; at >= 0; at -= 1) {
    const entry = saved[at];
    if (entry === undefined) continue;
    const named = texts.some((text) => text.includes(lastSegment(entry.file)));
    if (named || entry.script === script) saved.splice(at, 1);
  }
}

/** False for a path with a full commit hash, which cannot change under the same name, and for what the job itself serves. */
export function mayChange(url: string, run: JobRun): boolean {
  if (url.split(/[/@?=]/u).some((segment) => /^[0-9a-f]{40}$/u.test(segment))) return false;
  const host = parseTarget(url)?.host;
  return host === undefined || !isInsideJob(host, run);
}

/** For messages. */
export function shortUrl(url: string): string {
  return url.length > 80 ? `${url.slice(0, 77)}…` : url;
}
