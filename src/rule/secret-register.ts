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

/** `config`: it is written in the file. `unknown`: a job reads it, and where it is kept is not known. */
export type SecretHome =
  | { readonly kind: "context"; readonly name: string }
  | { readonly kind: "project" }
  | { readonly kind: "config" }
  | { readonly kind: "manager"; readonly name: string }
  | { readonly kind: "unknown" };

export interface RegisteredSecret {
  /** Name of the variable; fingerprint or host of a key. */
  readonly name: string;
  readonly kind: SecretKind;
  /** What it opens, as far as its name tells: `AWS`, `npm`. */
  readonly service: string | undefined;
  readonly home: SecretHome;
  /** Where it is stored, read or written first. */
  readonly at: Location;
  /** Job runs that can read it. Empty: no audited job. */
  readonly readers: readonly JobRun[];
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
