/** What a rule sees: one configuration with its plan, its scripts, and what the settings say. */
import type { Config } from "../config/config.ts";
import type { JobRun, Plan, RunStep } from "../expand/plan.ts";
import type { Hole } from "../expand/script.ts";
import type { Edit } from "../finding/fix.ts";
import type { Location } from "../finding/location.ts";
import type { ScriptFacts } from "../shell/facts.ts";
import type { Span } from "../source/span.ts";
import type { DetectedSecret } from "../secrets/detect.ts";
import type { ProjectFacts } from "../snapshot/project-facts.ts";
import type { AuditPolicy } from "./policy.ts";

export type { AuditPolicy } from "./policy.ts";

export interface Audit {
  readonly config: Config;
  readonly plan: Plan;
  /** Every run step of every job run with its script read. A script reached ten times is here ten times but read once. */
  readonly scripts: readonly ScriptRun[];
  /** Provider-format secrets that stand in the file, comments included. */
  readonly secrets: readonly DetectedSecret[];
  readonly policy: AuditPolicy;
  /** The repository of the file, as far as it may be looked at. */
  readonly repository: RepositoryFacts;
  /** The other configurations of the same `.circleci` folder: a setup workflow may go on with one of them. */
  readonly siblings: readonly Config[];
  /** What the APIs say of the project; undefined when they were not asked. */
  readonly facts?: ProjectFacts | undefined;
}

/** What the checkout says beside the configuration. */
export interface RepositoryFacts {
  /**
   * Whether a file is there, by its path from the root of the repository, with `/`. `unknown` when there is no checkout to look into,
   * as with standard input.
   */
  hasFile(path: string): boolean | "unknown";
  /** Which project it is: an address such as `github.com/acme/app`; undefined when nothing says so. */
  readonly project?: string | undefined;
}

export interface ScriptRun {
  readonly run: JobRun;
  readonly step: RunStep;
  readonly facts: ScriptFacts;
  /** The unknown parts of the script, in order: a template part's `hole` is an index into it. */
  readonly holes: readonly Hole[];
  /** The place in a file of a span of `facts.text`: where those characters are written, arguments included. */
  locate(span: Span): Location;
  /**
   * The edit that puts `text` in the place of a span of `facts.text`, written as the scalar's style wants it. Undefined when those
   * characters do not stand in this script's own scalar as they are, or the style cannot hold the text.
   */
  edit(span: Span, text: string): Edit | undefined;
}
