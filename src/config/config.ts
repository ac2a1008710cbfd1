/** A configuration as written: typed and located, nothing substituted, nothing thrown away. */
import type { Problem } from "../finding/report.ts";
import type { SourceFile } from "../source/source-file.ts";
import type { YamlMap, YamlNode, YamlScalar } from "../yaml/node.ts";

export interface Config {
  readonly file: SourceFile;
  readonly root: YamlMap;
  /** The other files that it is made of, when it is an orb kept in many files. */
  readonly parts: readonly ConfigPart[];
  /** `config`: has workflows or is meant to run. `orb`: orb source (jobs, commands, executors without workflows). */
  readonly kind: "config" | "orb";
  /** `2`, `2.0`, `2.1` …; undefined when missing. */
  readonly version: string | undefined;
  /** `setup: true`: the pipeline continues with another config. */
  readonly setup: boolean;
  readonly setupNode: YamlNode | undefined;
  readonly parameters: ReadonlyMap<string, ParameterDefinition>;
  readonly orbs: ReadonlyMap<string, OrbReference>;
  readonly library: Library;
  readonly jobGroups: ReadonlyMap<string, JobGroup>;
  readonly workflows: readonly Workflow[];
  readonly problems: readonly Problem[];
}

export interface ConfigPart {
  readonly file: SourceFile;
  /** Undefined for a script, and for an empty file. */
  readonly root: YamlNode | undefined;
}

/** What `jobs`, `commands` and `executors` hold, for a config or an inline orb. */
export interface Library {
  readonly jobs: ReadonlyMap<string, Definition>;
  readonly commands: ReadonlyMap<string, Definition>;
  readonly executors: ReadonlyMap<string, Definition>;
  readonly orbs: ReadonlyMap<string, OrbReference>;
}

/** A job, command or executor: its own map and its parameters. */
export interface Definition {
  readonly name: string;
  readonly nameNode: YamlScalar;
  readonly node: YamlMap;
  readonly parameters: ReadonlyMap<string, ParameterDefinition>;
}

export const parameterTypes = ["string", "boolean", "integer", "enum", "executor", "steps", "env_var_name"] as const;
export type ParameterType = (typeof parameterTypes)[number];

export interface ParameterDefinition {
  readonly name: string;
  readonly nameNode: YamlScalar;
  readonly node: YamlNode;
  /** Undefined when missing or not a type. */
  readonly type: ParameterType | undefined;
  readonly defaultValue: YamlNode | undefined;
  readonly enumValues: readonly string[] | undefined;
}

/** One entry of `orbs:`. */
export interface OrbReference {
  /** The local name, the prefix of `name/command`. */
  readonly alias: string;
  readonly nameNode: YamlScalar;
  readonly node: YamlNode;
  readonly source: OrbSource;
}

export type OrbSource =
  | {
      readonly kind: "registry";
      readonly namespace: string;
      readonly name: string;
      readonly version: string | undefined;
      /** Left out when its source is not at hand. */
      readonly found?: OrbAtHand | undefined;
    }
  | { readonly kind: "url"; readonly url: string }
  | { readonly kind: "inline"; readonly library: Library }
  /** A version or name given by `<< >>`, or something else that is no reference. */
  | { readonly kind: "unclear"; readonly text: string };

/** The source of a registry orb, read. */
export interface OrbAtHand {
  /** `namespace/name`. */
  readonly name: string;
  /** The exact version that was read. */
  readonly version: string;
  readonly file: SourceFile;
  readonly root: YamlMap;
  readonly library: Library;
}

export const jobTypes = ["build", "approval", "no-op", "release", "lock", "unlock"] as const;
export type JobType = (typeof jobTypes)[number];

export interface JobGroup {
  readonly name: string;
  readonly nameNode: YamlScalar;
  readonly node: YamlMap;
  readonly invocations: readonly Invocation[];
}

export interface Workflow {
  readonly name: string;
  readonly nameNode: YamlScalar;
  readonly node: YamlMap;
  readonly when: YamlNode | undefined;
  readonly unless: YamlNode | undefined;
  readonly triggers: YamlNode | undefined;
  readonly invocations: readonly Invocation[];
}

/** `- job` or `- job: {…}` in a workflow or job group. */
export interface Invocation {
  readonly jobName: string;
  readonly nameNode: YamlScalar;
  readonly node: YamlNode;
  /** The map under the name; undefined for a bare name. */
  readonly body: YamlMap | undefined;
}
