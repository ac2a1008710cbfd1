/** What an audit of configurations asks of the projects that they belong to; without facts, nothing. */
import type { Outcome } from "../engine/outcome.ts";
import type { CoverageNote } from "../finding/report.ts";
import type { Audit } from "../rule/audit.ts";
import type { ProjectFacts } from "../snapshot/project-facts.ts";
import type { SourceFile } from "../source/source-file.ts";

export interface FactsRequest {
  /** The project that a file is a configuration of, the same object each time; undefined when nothing is known of it. */
  of(file: SourceFile): ProjectFacts | undefined;
  /** Other projects whose settings are audited, with or without configurations. Asked for when all files have been read. */
  readonly projects: Iterable<ProjectFacts>;
  /** Contexts, by the slug of their organisation, that configurations take which are not audited in this run but were in another. */
  readonly takenElsewhere?: ReadonlyMap<string, ReadonlySet<string>> | undefined;
  /** Why there are none, where there are none; asked for last. */
  whyNone?(): string;
}

/** Audits are kept until the rules about the settings of their project have run: a project's files must come together. */
export interface AuditedProjects {
  factsOf(file: SourceFile): ProjectFacts | undefined;
  keep(audit: Audit): void;
  /** What rules said since the last `factsOf`, marked where something was not known to them. */
  marked(outcome: Outcome): Outcome;
  /** What the settings of other projects gave, when the files of the next one begin. */
  before(file: SourceFile | undefined): Promise<readonly Outcome[]>;
  /** What the settings of all other projects and their organisations gave, when there are no more files. */
  rest(): Promise<readonly Outcome[]>;
  /** What rules needed to know and did not get to know. */
  gaps(): readonly CoverageNote[];
}

export const noProjects: AuditedProjects = {
  factsOf: () => undefined,
  keep: () => undefined,
  marked: (outcome) => outcome,
  before: () => Promise.resolve([]),
  rest: () => Promise.resolve([]),
  gaps: () => [],
};
