/** Reads `# secaudit: ignore[rule-id, other-id] reason` and `# secaudit: ignore-file[rule-id] reason` from a file. */
import type { Location } from "../finding/location.ts";
import type { Problem } from "../finding/report.ts";
import { lineCount, lineSpan } from "../source/source-file.ts";
import type { SourceFile } from "../source/source-file.ts";
import { commentStart } from "./comment-text.ts";
import { parseIgnore } from "./parse-ignore.ts";

/** One rule id of one comment. */
export interface IgnoreComment {
  readonly ruleId: string;
  /** The id in the comment. */
  readonly at: Location;
  readonly reason: string;
  /** The lines whose findings it covers, from 1, both ends included. */
  readonly lines: { readonly first: number; readonly last: number };
}

export interface IgnoreComments {
  readonly comments: readonly IgnoreComment[];
  readonly problems: readonly Problem[];
}

/** A file with more ignored ids than this is not meant for people, and every finding would be compared with each of them. */
const mostComments = 1000;
const mostProblems = 100;

interface PendingComment extends Omit<IgnoreComment, "lines"> {
  readonly first: number;
}

/**
 * A comment behind code covers its own line. One that stands alone covers the next line that holds more than a comment, and the
 * comments in between, since a finding may lie in one of them.
 */
export function findIgnoreComments(file: SourceFile): IgnoreComments {
  const comments: IgnoreComment[] = [];
  const problems: Problem[] = [];
  if (!/sec[-_ ]?audit/i.test(file.text)) return { comments, problems };
  let pending: PendingComment[] = [];
  const last = lineCount(file);
  for (let line = 1; line <= last && comments.length + pending.length <= mostComments; line++) {
    const { start, end } = lineSpan(file, line);
    const text = file.text.slice(start, end);
    const comment = commentStart(text);
    const alone = /^[\s-]*$/.test(comment === -1 ? text : text.slice(0, comment));
    if (!alone) {
      for (const { first, ...waiting } of pending) comments.push({ ...waiting, lines: { first, last: line } });
      pending = [];
    }
    if (comment === -1) continue;
    const found = parseIgnore(file, { start: start + comment, end }, problems.length < mostProblems);
    problems.push(...found.problems.slice(0, mostProblems));
    for (const { scope, ...ignore } of found.ignores) {
      if (scope === "file") comments.push({ ...ignore, lines: { first: 1, last } });
      else if (alone) pending.push({ ...ignore, first: line });
      else comments.push({ ...ignore, lines: { first: line, last: line } });
    }
  }
  for (const { first, ...waiting } of pending) comments.push({ ...waiting, lines: { first, last } });
  if (comments.length > mostComments) problems.push(tooMany(file));
  return { comments: comments.slice(0, mostComments), problems };
}

function tooMany(file: SourceFile): Problem {
  const message = `\`${file.path}\` has more than ${String(mostComments)} ignore comments; the rest are not applied.`;
  return { code: "too-many-ignores", message, level: "warning" };
}
