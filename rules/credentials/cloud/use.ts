/** A place where a job uses a long-lived key of a cloud. */
import type { JobRun } from "../../../src/expand/plan.ts";
import type { Hop } from "../../../src/expand/text.ts";
import type { Location } from "../../../src/finding/location.ts";
import type { Span } from "../../../src/source/span.ts";
import type { CloudProvider, CredentialUse } from "../../data/oidc/use.ts";

/**
 * How strong the evidence is, strongest first. `login`: a login that only works with a stored key. `set`: the key is put where a tool
 * looks for it. `read`: a command takes it. `name`: only a name or an orb's default speaks for it.
 */
export const strengths = ["login", "set", "read", "name"] as const;
export type Strength = (typeof strengths)[number];

export interface CloudUse {
  readonly provider: CloudProvider;
  readonly strength: Strength;
  /** To follow `it`: `reads `$AWS_SECRET_ACCESS_KEY` for `terraform``. */
  readonly what: string;
  readonly at: Location;
  /** The variables of the job's environment on which it rests; none when a file or the script itself holds the key, or an orb's default. */
  readonly names: readonly string[];
  /** The key itself, where the configuration holds it. */
  readonly secret?: Location;
  readonly run: JobRun;
  readonly hops: readonly Hop[];
  /** What the replacement is written for. */
  readonly use: CredentialUse;
}

/** A use in a script, wherever the script runs. */
export interface ScriptUse extends Pick<CloudUse, "provider" | "strength" | "what" | "names"> {
  readonly kind: "use";
  readonly span: Span;
  /** The key itself, where the script holds it. */
  readonly written?: Span;
  /** The program that needs the key, where one is known. */
  readonly tool?: string;
  readonly profile?: string;
  readonly region?: string;
}
