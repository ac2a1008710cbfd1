/** What a job has done about logging in to clouds up to some step, and what of a key's names is still to be believed then. */
import type { EnvironmentEntry, JobRun } from "../../../src/expand/plan.ts";
import { assumedText, knownText } from "../../../src/expand/text.ts";
import type { Federation } from "../../data/cloud/federation.ts";
import { isAwsStandardName, mayBeKey } from "../../data/cloud/variables.ts";
import type { CloudProvider } from "../../data/oidc/use.ts";

export interface Standing {
  readonly federations: Set<Federation>;
  /** Names that hold something made in this job. */
  readonly rebound: Set<string>;
  /** Clouds for which a stored key was seen in use. */
  readonly keys: Set<CloudProvider>;
  /** A step that we cannot read may have logged in. */
  maybeLoggedIn: boolean;
  /** What takes AWS's keys in this job is an emulator or another service. */
  isOtherThanAws(): boolean;
  /** Values of the job's own `environment`, by name. */
  readonly environment: ReadonlyMap<string, string | undefined>;
}

/** The token's use counts for the clouds that the job logs in to by name, or for all when it names none. */
export function isFederated({ federations }: Standing, provider: CloudProvider): boolean {
  return federations.has(provider) || (federations.size === 1 && federations.has("any"));
}

/** Job and executor first, then the primary container. */
export function environmentOfJob(run: JobRun): readonly EnvironmentEntry[] {
  const primary = run.executor.kind === "docker" ? run.executor.images.find((image) => image.primary) : undefined;
  return [...(primary?.environment ?? []), ...run.environment];
}

export function valuesOf(entries: readonly EnvironmentEntry[]): ReadonlyMap<string, string | undefined> {
  return new Map(entries.map((entry) => [entry.name, valueOf(entry)]));
}

/** Undefined when only the running pipeline knows; an empty default is there to be replaced. */
export function valueOf({ value }: EnvironmentEntry): string | undefined {
  return knownText(value) ?? (assumedText(value) || undefined);
}

/**
 * True when none of the variables holds a stored key: test values and paths in `environment`, what the job has made itself, and
 * the names under which a role's short-lived keys are left.
 */
export function areHarmless(names: readonly string[], provider: CloudProvider, standing: Standing): boolean {
  return (
    names.length > 0 &&
    names.every((name) => {
      const value = standing.environment.get(name);
      if (standing.rebound.has(name) || (value !== undefined && !mayBeKey(value, provider))) return true;
      return isAwsStandardName(name) && isFederated(standing, provider);
    })
  );
}
