/** What CircleCI would run: workflows, job runs, effective steps. Parts that cannot be known keep their reason. */
import type { Config, JobType, OrbReference, Workflow } from "../config/config.ts";
import type { CoverageNote, Problem } from "../finding/report.ts";
import type { YamlMap, YamlNode, YamlScalar } from "../yaml/node.ts";
import type { Hop, Text, UnknownReason } from "./text.ts";
import type { Reach, StartsOn } from "./reach.ts";

export interface Plan {
  readonly config: Config;
  /** A setup workflow starts it and sets its pipeline parameters. */
  readonly continued: boolean;
  readonly workflows: readonly WorkflowPlan[];
  /**
   * Every job run: those of the workflows, and one for each job, command and executor that no workflow reaches
   * (`workflow` undefined; their parameters are unknown or at their defaults).
   */
  readonly runs: readonly JobRun[];
  readonly problems: readonly Problem[];
  readonly coverage: readonly CoverageNote[];
}

/** True, false, or unknown until the pipeline runs. */
export type Tri = boolean | "unknown";

export interface WorkflowPlan {
  readonly workflow: Workflow;
  readonly name: string;
  readonly runs: readonly JobRun[];
}

export interface JobRun {
  /** The name CircleCI shows, matrix values included; the element's name for a run made for an uncalled one. */
  readonly name: string;
  /** Name of the job as defined; `orb/job` for orb jobs. */
  readonly jobName: string;
  readonly kind: JobType | "orb-job" | "uncalled-command" | "uncalled-executor";
  readonly workflow: WorkflowPlan | undefined;
  /** The invocation in the workflow, else the definition. */
  readonly node: YamlNode;
  /** The token that names the job in the workflow, else the key of the definition. */
  readonly nameNode: YamlScalar;
  /** The job's definition; undefined when it is not at hand. */
  readonly definition: YamlMap | undefined;
  readonly hops: readonly Hop[];
  readonly executor: ExecutorRun;
  readonly resourceClass: Text | undefined;
  /** In how many containers it runs side by side. */
  readonly parallelism: Text | undefined;
  /** Shell of the job or its executor; steps may override. */
  readonly shell: Text | undefined;
  readonly environment: readonly EnvironmentEntry[];
  readonly contexts: readonly ContextUse[];
  readonly ipRanges: { readonly value: Tri; readonly node: YamlNode } | undefined;
  readonly requires: readonly Requirement[];
  /** Runs that this one waits for, by name, resolved. */
  readonly dependsOn: readonly JobRun[];
  /** `filters:` of the invocation, or the old `branches:` of the job. */
  readonly filters: YamlNode | undefined;
  /** On which pushes it runs. */
  readonly reach: Reach;
  /** Whether a push starts it, dependencies apart: ask `runsOn`. */
  readonly startsOn: StartsOn;
  readonly steps: readonly Step[];
  /** Arguments of an orb job, or of any job, by parameter name. */
  readonly args: ReadonlyMap<string, Argument>;
  readonly orb: OrbReference | undefined;
}

export interface Argument {
  readonly name: string;
  readonly node: YamlNode;
  readonly hops: readonly Hop[];
  /** Set when the argument is a scalar. */
  readonly text: Text | undefined;
  /** The scalars of a list, such as paths and cache keys, in order; empty for other arguments. */
  readonly items: readonly Text[];
}

export type ExecutorRun =
  | { readonly kind: "docker"; readonly images: readonly DockerImage[]; readonly node: YamlNode }
  | { readonly kind: "machine"; readonly image: Text | undefined; readonly node: YamlNode; readonly layerCaching: Tri }
  | { readonly kind: "macos"; readonly xcode: Text | undefined; readonly node: YamlNode }
  | { readonly kind: "unknown"; readonly reason: UnknownReason | undefined; readonly node: YamlNode | undefined }
  /** approval, no-op, lock … */
  | { readonly kind: "none" };

export interface DockerImage {
  readonly node: YamlNode;
  readonly image: Text;
  /** Host name under which other containers reach it. */
  readonly name: Text | undefined;
  readonly environment: readonly EnvironmentEntry[];
  readonly auth:
    { readonly node: YamlNode; readonly username: Text | undefined; readonly password: Text | undefined } | undefined;
  readonly awsAuth:
    | {
        readonly node: YamlNode;
        readonly accessKeyId: Text | undefined;
        readonly secretAccessKey: Text | undefined;
        readonly oidcRoleArn: Text | undefined;
      }
    | undefined;
  readonly gcpAuth: YamlNode | undefined;
  /** The first image runs the steps; the others are service containers. */
  readonly primary: boolean;
  readonly hops: readonly Hop[];
}

export interface EnvironmentEntry {
  readonly name: string;
  readonly nameNode: YamlScalar;
  readonly value: Text;
  readonly level: "job" | "executor" | "step" | "container";
  readonly hops: readonly Hop[];
}

export interface ContextUse {
  readonly name: Text;
  readonly node: YamlScalar;
}

export interface Requirement {
  readonly name: Text;
  /** Statuses that let this job go on; `["success"]` when not said. `terminal` stands as itself. */
  readonly statuses: readonly string[];
  readonly node: YamlNode;
}

interface StepBase {
  /** The step as written: the map or the bare word. */
  readonly node: YamlNode;
  /** The key that names the step (`run`, `checkout`, `orb/command`). */
  readonly nameNode: YamlScalar;
  /** Outermost call first: the commands, parameters and aliases that brought the step into this job. */
  readonly hops: readonly Hop[];
  /** False never occurs: such steps are dropped. `unknown` when a compile-time condition cannot be decided. */
  readonly condition: true | "unknown";
  readonly section: "steps" | "pre-steps" | "post-steps";
  /** The outermost call of a registry orb's command that brought the step. */
  readonly orbCall: OrbCommandStep | undefined;
}

export interface RunStep extends StepBase {
  readonly kind: "run";
  readonly command: Text;
  readonly name: Text | undefined;
  /** The step's own, else the job's, else undefined (CircleCI's default). */
  readonly shell: Text | undefined;
  /** Where `shell` was written, when it was. */
  readonly shellNode: YamlNode | undefined;
  readonly environment: readonly EnvironmentEntry[];
  readonly when: "always" | "on_success" | "on_fail" | "unknown";
  readonly background: Tri;
  readonly workingDirectory: Text | undefined;
}

/** checkout, save_cache, add_ssh_keys … with its keys as written. */
export interface BuiltinStep extends StepBase {
  readonly kind: "builtin";
  readonly name: string;
  readonly args: ReadonlyMap<string, Argument>;
}

/** A call of a registry orb's command. When its source is at hand the steps that it brings follow, with this as their `orbCall`. */
export interface OrbCommandStep extends StepBase {
  readonly kind: "orb-command";
  readonly name: string;
  readonly orb: OrbReference;
  readonly command: string;
  /** The source of the command is not at hand: what it does is not known. */
  readonly isOpaque: boolean;
  readonly args: ReadonlyMap<string, Argument>;
}

/** Something that names no step, command or orb that is known; a problem says so. */
export interface UnknownStep extends StepBase {
  readonly kind: "unknown";
  readonly name: string;
}

export type Step = RunStep | BuiltinStep | OrbCommandStep | UnknownStep;
