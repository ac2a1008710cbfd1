/** What a project's jobs are made of and reach, as far as the rules' knowledge tells: images, logins, what they publish; and its orbs. */
import type { JobRun } from "../expand/plan.ts";
import type { Location } from "../finding/location.ts";

export interface Inventory {
  /** Every run that has an executor; made once for each run. */
  readonly runs: ReadonlyMap<JobRun, RunProfile>;
  /** In the order of the configurations, those inside inline orbs too. */
  readonly orbs: readonly OrbProfile[];
}

export interface RunProfile {
  readonly images: readonly ImageProfile[];
  /** One for each provider and way. */
  readonly logins: readonly CloudLogin[];
  /** What it publishes or deploys, each kind once: `deploys to AWS`. */
  readonly publishes: readonly PublishProfile[];
}

/**
 * `digest`: always the same content. `version`: a tag that names one. `flavour`: a tag without a figure, such as `bullseye` or `light`,
 * which says what kind of image it is and not which. `floating`: no tag, or one that is meant to move.
 */
export type ImagePin = "digest" | "version" | "flavour" | "floating" | "unknown";

export interface ImageProfile {
  /** As written, defaults put in; `?` where a part is not known. */
  readonly name: string;
  readonly pin: ImagePin;
  readonly isPrimary: boolean;
  readonly at: Location;
}

export interface CloudLogin {
  /** `AWS`, `Google Cloud`, `Azure`; undefined for another service, as with Vault. */
  readonly cloud: string | undefined;
  readonly by: "oidc" | "key";
  readonly at: Location;
}

export interface PublishProfile {
  /** To follow `it`. */
  readonly does: string;
  /** `npm publish`, `aws-ecr/push-image`. */
  readonly what: string;
  readonly at: Location;
}

/** How exactly the version is named. `moving`: `volatile`, a `dev:` version or one that a value decides. */
export type OrbPin = "exact" | "minor" | "major" | "none" | "moving";

export interface OrbProfile {
  readonly alias: string;
  /** `namespace/name`, an address; undefined for an inline orb. */
  readonly name: string | undefined;
  readonly version: string | undefined;
  /** Undefined for what is not from the registry. */
  readonly pin: OrbPin | undefined;
  readonly at: Location;
}
