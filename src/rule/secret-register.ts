/** The register of a project's secrets: a row for each that a job can read or that is stored for it. Names only, never a value. */
import type { JobRun } from "../expand/plan.ts";
import type { Location } from "../finding/location.ts";

export const secretKinds = [
  "password",
  "api-key",
  "connection-string",
  "ssh-key",
  "certificate",
  "encryption-key",
  "oauth-token",
  "cloud-credential",
  "unknown",
] as const;
export type SecretKind = (typeof secretKinds)[number];

/**
 * What it is to CircleCI. `literal`: its value stands in the configuration. `fetched`: a script asks a secrets manager for it.
 * `checkout-key`: CircleCI fetches the code with it. `deploy-key`: the code host takes it, and CircleCI is not seen to hold it.
 */
export type SecretForm =
  | "variable"
  | "literal"
  | "fetched"
  | "ssh-key"
  | "checkout-key"
  | "deploy-key"
  | "api-token"
  | "runner-token"
  | "webhook-secret";

/**
 * `config`: it is written in the file. `repository`: the code host keeps it. `runner`: the machines of the resource class have it.
 * `unstored`: a job reads it, and neither the project nor the job's contexts hold it.
 * `unknown`: a job reads it, and where it is kept is not known; each job that reads it takes `contexts`, so it may be in one of them.
 */
export type SecretHome =
  | { readonly kind: "context"; readonly name: string }
  | { readonly kind: "project" }
  | { readonly kind: "config" }
  | { readonly kind: "manager"; readonly name: string }
  | { readonly kind: "repository" }
  | { readonly kind: "runner"; readonly name: string }
  | { readonly kind: "unstored" }
  | { readonly kind: "unknown"; readonly contexts: readonly string[] };

export interface RegisteredSecret {
  readonly form: SecretForm;
  /** Name of the variable; fingerprint or host of a key. */
  readonly name: string;
  readonly kind: SecretKind;
  /** What it opens, as far as its name tells: `AWS`, `npm`. */
  readonly service: string | undefined;
  readonly home: SecretHome;
  /** Where it is stored, read or written first. */
  readonly at: Location;
  /** Job runs that can read it; those that are seen to, where its home is not known. Empty: no audited job. */
  readonly readers: readonly JobRun[];
  /** Those of them that are seen to read it. */
  readonly users: readonly JobRun[];
  /** Who else can reach it, in words: `every member of the organisation`. Undefined when that is not known. */
  readonly people: string | undefined;
  /** ISO date on which its value was set last, and whether that is known or only when it was created. */
  readonly setAt: { readonly date: string; readonly isCreation: boolean } | undefined;
  /** Whether it can be replaced by OIDC; see the credential catalogue. */
  readonly oidc: "native" | "generic" | "none" | "unknown";
  /** What to do with it, in one sentence. */
  readonly advice: string;
  /** How a job gets it where it cannot be OIDC: the stores worth a thought and how CircleCI logs in there; a sentence each. */
  readonly stores: readonly string[];
}
