/** What a review looks at: everything of one project at once. */
import type { ProjectFacts } from "../snapshot/project-facts.ts";
import type { Audit } from "./audit.ts";

export interface Scene {
  /** Of every configuration of the project, in the order in which they were audited: setup configurations before what they go on with. */
  readonly audits: readonly Audit[];
  /** What the APIs say; undefined when they were not asked. */
  readonly facts: ProjectFacts | undefined;
  /** ISO date, from which ages are reckoned; undefined where no date is known, and then no age is told. */
  readonly today: string | undefined;
}
