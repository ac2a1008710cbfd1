/** Which variables a job run is given from its contexts and from the project, as far as the APIs tell. */
import type { JobRun } from "../../src/expand/plan.ts";
import { knownText } from "../../src/expand/text.ts";
import type { Audit, AuditPolicy } from "../../src/rule/audit.ts";
import { contextNamed } from "../../src/snapshot/context-access.ts";
import { valueOf } from "../../src/snapshot/fetched.ts";
import type { ProjectFacts } from "../../src/snapshot/project-facts.ts";
import { quote } from "../../src/source/quote.ts";

/** What the rules ask to tell whether a name is secret. The policy of an audit is one that knows of no stores. */
export interface NamePolicy extends Pick<AuditPolicy, "isSecretName"> {
  /** Undefined when the APIs were not asked. */
  readonly stored?: StoredSecrets | undefined;
}

export interface StoredSecrets {
  /** Names that some run of the configuration is given. */
  readonly anywhere: ReadonlySet<string>;
  of(run: JobRun): StoredForRun;
}

export interface StoredForRun {
  /** Where each variable is kept: the name of its context, or undefined for the project. */
  readonly places: ReadonlyMap<string, string | undefined>;
  /** All its contexts and the project's variables were read: what is not here is not stored. */
  readonly isComplete: boolean;
}

const policies = new WeakMap<Audit, NamePolicy>();

/** Worked out once for each audit. */
export function namePolicyOf(audit: Audit): NamePolicy {
  const { facts, policy } = audit;
  if (facts === undefined) return policy;
  let made = policies.get(audit);
  if (made === undefined) {
    made = { isSecretName: (name) => policy.isSecretName(name), stored: storedFor(audit.plan.runs, facts) };
    policies.set(audit, made);
  }
  return made;
}

function storedFor(runs: readonly JobRun[], facts: ProjectFacts): StoredSecrets {
  const byContexts = new Map<string, StoredForRun>();
  const of = (run: JobRun): StoredForRun => {
    const names = run.contexts.map(({ name }) => knownText(name));
    const key = JSON.stringify(names);
    let found = byContexts.get(key);
    if (found === undefined) byContexts.set(key, (found = storedIn(names, facts)));
    return found;
  };
  let anywhere: ReadonlySet<string> | undefined;
  return {
    // Looked for once a name is in question: what nobody asks need not be known.
    get anywhere() {
      return (anywhere ??= new Set(runs.flatMap((run) => [...of(run).places.keys()])));
    },
    of,
  };
}

/** A context's value hides that of a project's variable. Source: CircleCI's documentation, "Environment variable precedence". */
function storedIn(contexts: readonly (string | undefined)[], facts: ProjectFacts): StoredForRun {
  const ofProject = valueOf(facts.project.variables);
  const places = new Map<string, string | undefined>(ofProject?.map(({ name }) => [name, undefined]));
  let isComplete = ofProject !== undefined;
  for (const name of contexts) {
    const variables = valueOf(name === undefined ? undefined : contextNamed(name, facts.organization)?.variables);
    if (variables === undefined) isComplete = false;
    for (const variable of variables ?? []) places.set(variable.name, name);
  }
  return { places, isComplete };
}

/** `` of the context `aws` `` or ` of the project`, to follow a variable's name; empty when it is not known to be stored. */
export function placeInWords(name: string, run: JobRun, { stored }: NamePolicy): string {
  const places = stored?.of(run).places;
  if (places === undefined || !places.has(name)) return "";
  const context = places.get(name);
  return context === undefined ? " of the project" : ` of the context ${quote(context)}`;
}
