/** Whether a variable that a script reads holds a stored secret: what its name, the settings and the job's `environment` say. */
import type { EnvironmentEntry, JobRun, RunStep } from "../../src/expand/plan.ts";
import { assumedText, knownText } from "../../src/expand/text.ts";
import { secretName } from "./secret-names.ts";
import type { SecretNameKind } from "./secret-names.ts";
import type { NamePolicy } from "./stored-secrets.ts";

/** The step in whose shell a variable is read. */
export interface StepInRun {
  readonly run: JobRun;
  readonly step: RunStep;
}

/** What the name tells, and, where it is known, what contexts and the project hold; the user's settings have the last word. */
export function secretKind(name: string, policy: NamePolicy, run?: JobRun): SecretNameKind | undefined {
  const said = policy.isSecretName(name);
  if (said !== undefined) return said ? "stored" : undefined;
  const { stored } = policy;
  if (stored === undefined) return secretName(name);
  return secretName(name, { stored: run === undefined ? stored.anywhere : stored.of(run).places });
}

/** The same for one run, when it is known for the runs of a script together: not each of them takes the same contexts. */
export function kindInRun(
  kind: SecretNameKind | undefined,
  name: string,
  policy: NamePolicy,
  run: JobRun,
): SecretNameKind | undefined {
  return kind === "stored" && policy.stored !== undefined ? secretKind(name, policy, run) : kind;
}

/** What a run is given that is secret, by name; undefined when the APIs were not asked. */
export interface GivenSecrets {
  readonly names: readonly string[];
  /** There is no other. */
  readonly isComplete: boolean;
}

/** What `environment:` sets hides what is stored. */
export function secretsGivenTo(run: JobRun, policy: NamePolicy): GivenSecrets | undefined {
  const stored = policy.stored?.of(run);
  if (stored === undefined) return undefined;
  const set = new Set(run.environment.map(({ name }) => name));
  const names = [...stored.places.keys()].filter((name) => !set.has(name) && secretKind(name, policy, run) !== undefined);
  return { names, isComplete: stored.isComplete };
}

/**
 * True when `environment:` gives the variable a value that stands in the file. Such a value comes from no store: it is a test
 * credential, or the business of the rules on hard-coded ones.
 */
export function isWrittenOut(name: string, at: StepInRun): boolean {
  const entry = environmentEntry(name, at);
  return entry !== undefined && (knownText(entry.value) !== undefined || takesName(entry));
}

/** The `environment:` entry that sets a variable for a step: its own, the job's, else a container's, the primary one's first. */
export function environmentEntry(name: string, { run, step }: StepInRun): EnvironmentEntry | undefined {
  const isIt = (entry: EnvironmentEntry): boolean => entry.name === name;
  const own = step.environment.findLast(isIt) ?? run.environment.findLast(isIt);
  if (own !== undefined || run.executor.kind !== "docker") return own;
  for (const { environment } of run.executor.images) {
    const found = environment.findLast(isIt);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A parameter that takes the name of a variable: the value is that name. */
function takesName({ value }: EnvironmentEntry): boolean {
  return value.parts.every(
    (part) => part.kind === "unknown" && part.reason.kind === "caller" && part.reason.type === "env_var_name",
  );
}

/** The name of a variable that an entry's value gives, for `${!X}`; parameters at their defaults, else by their own names. */
export function namedByEntry(entry: EnvironmentEntry): string | undefined {
  const text = assumedText(entry.value);
  if (text !== undefined) return text;
  const [part] = entry.value.parts;
  return part?.kind === "unknown" && part.reason.kind === "caller" ? part.reason.name : undefined;
}
