/** Follows a setup workflow to the configurations it goes on with. */
import type { CoverageNote, Problem } from "../finding/report.ts";
import type { Audit } from "../rule/audit.ts";
import { plain } from "../source/quote.ts";
import type { SourceFile } from "../source/source-file.ts";
import { describeMaker } from "../rule/continuation/maker.ts";
import type { Giver } from "./continuation/handed-values.ts";
import { continuationsOf } from "./continuations.ts";
import type { Continuation } from "./continuations.ts";

export type Follow = (
  path: string,
  from: SourceFile,
) => { readonly source: SourceFile } | { readonly problem: Problem } | undefined;

export interface Followed {
  /** Each once, in the order in which they are named. */
  readonly files: readonly { readonly source: SourceFile; readonly giver: Giver }[];
  readonly problems: readonly Problem[];
  readonly coverage: readonly CoverageNote[];
}

export function followContinuations(audit: Audit, follow: Follow): Followed {
  const { config } = audit;
  const read = (path: string): string | undefined => {
    const found = follow(path, config.file);
    return found !== undefined && "source" in found ? found.source.text : undefined;
  };
  const { continuations, faults } = continuationsOf(audit, read);
  const files: { source: SourceFile; giver: Giver }[] = [];
  const problems = faults.map(({ message, at }): Problem => ({
    code: "invalid-mapping",
    message,
    location: at,
    level: "warning",
  }));
  const coverage = new Map<string, CoverageNote>();
  const note = (at: Continuation["at"], path: string | undefined, reason: string): void => {
    const source = path === undefined ? "continuation configuration" : `continuation configuration ${plain(path, 200)}`;
    coverage.set(`${source} ${reason}`, { source, status: "unknown", reason, location: at });
  };
  for (const continuation of distinct(continuations)) {
    const { path, at, maker } = continuation;
    const found = path === undefined ? undefined : follow(path, config.file);
    if (found === undefined) note(at, path, whyMissing(continuation));
    else if ("problem" in found) problems.push(found.problem);
    else {
      files.push({ source: found.source, giver: { setup: config, continuation } });
      if (maker?.writes === true)
        note(at, path, `checked as it lies in the repository, but ${describeMaker(maker)} writes it anew`);
    }
  }
  return { files, problems, coverage: [...coverage.values()] };
}

/** A job that several workflows run goes on with the same each time. */
function distinct(continuations: readonly Continuation[]): readonly Continuation[] {
  const known = new Map<string, Continuation>();
  for (const continuation of continuations) {
    const { path, at, values } = continuation;
    const handed = values?.map(({ name, value, at: place }) => [name, value, place.span.start]);
    const id = JSON.stringify([path, path === undefined ? at.span.start : handed]);
    if (!known.has(id)) known.set(id, continuation);
  }
  return [...known.values()];
}

function whyMissing({ maker }: Continuation): string {
  if (maker === undefined) return "it is not in the repository: it is made while the pipeline runs, or lies elsewhere";
  const verb = maker.writes ? "makes it" : "seems to make it";
  return `it is not in the repository: ${describeMaker(maker)} ${verb} while the pipeline runs`;
}
