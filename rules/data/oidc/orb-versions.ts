/** Which versions of CircleCI's cloud orbs can use OIDC. Source: the orbs' repositories, checked against their tags. */

export interface OrbSupport {
  readonly name: string;
  /** The first version with OIDC. */
  readonly minimum: string;
  /** The version to write where an import must be raised or added. */
  readonly current: string;
}

export const awsCli: OrbSupport = { name: "circleci/aws-cli", minimum: "3.1.0", current: "5.4.1" };
export const gcpCli: OrbSupport = { name: "circleci/gcp-cli", minimum: "3.0.0", current: "3.3.2" };

/** Orbs whose jobs take their login as `auth: [aws-cli/setup: …]`. */
export const awsAuthOrbs: readonly OrbSupport[] = [
  { name: "circleci/aws-ecr", minimum: "9.0.0", current: "9.8.1" },
  { name: "circleci/aws-s3", minimum: "4.0.0", current: "4.1.0" },
  { name: "circleci/aws-ecs", minimum: "4.0.0", current: "8.0.0" },
  { name: "circleci/aws-eks", minimum: "3.0.0", current: "4.0.0" },
];

/** 0.16.3 is the lowest version seen in use with `use_oidc`. */
export const gcpGcr: OrbSupport = { name: "circleci/gcp-gcr", minimum: "0.16.3", current: "0.16.10" };

/**
 * Whether a version, as written after `@`, reaches the minimum. `3` and `3.1` float to their newest release. Versions that say
 * nothing (`volatile`, `dev:…`, a parameter, none) count as new: nobody should be told to change an orb on a guess.
 */
export function reaches(version: string | undefined, minimum: string): boolean {
  const numbers = numbersOf(version);
  if (numbers === undefined) return true;
  const wanted = minimum.split(".").map(Number);
  for (const [index, want] of wanted.entries()) {
    const have = numbers[index] ?? Number.POSITIVE_INFINITY;
    if (have !== want) return have > want;
  }
  return true;
}

/** The major version; undefined when the text does not tell. */
export function majorOf(version: string | undefined): number | undefined {
  return numbersOf(version)?.[0];
}

function numbersOf(version: string | undefined): readonly number[] | undefined {
  return version !== undefined && /^\d{1,6}(?:\.\d{1,6}){0,2}$/u.test(version) ? version.split(".").map(Number) : undefined;
}
