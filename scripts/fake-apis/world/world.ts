/** All that the fake knows, for one day and one size. */
import { daysBefore, idOf } from "./identities.ts";
import type { Days } from "./identities.ts";
import { acme, standalone } from "./organizations.ts";
import type { Size } from "./organizations.ts";
import type { OrbState, OrganizationState, ProjectState, RepositoryState, World } from "./types.ts";

export function worldOf(today: string, size: Size): World {
  const days = daysBefore(today);
  return { organizations: [acme(days, size), standalone(days)], orbs: orbs(days), userId: idOf("user", 1) };
}

/** By slug, or by id where the API takes one. `github/` means `gh/`. */
export function organizationOf({ organizations }: World, key: string): OrganizationState | undefined {
  const slug = key.replace(/^github\//, "gh/");
  return organizations.find((organization) => organization.slug === slug || organization.id === key);
}

export interface Found {
  readonly organization: OrganizationState;
  readonly project: ProjectState;
}

export function projectOf({ organizations }: World, key: string): Found | undefined {
  const slug = key.replace(/^github\//, "gh/");
  for (const organization of organizations) {
    const project =
      slug.includes("/") && !slug.startsWith(`${organization.slug}/`) ? undefined : organization.projects.find(slug);
    if (project !== undefined) return { organization, project };
  }
  return undefined;
}

export function repositoryOf({ organizations }: World, owner: string, name: string): RepositoryState | undefined {
  if (owner.toLowerCase() !== "acme") return undefined;
  for (const { projects } of organizations) {
    const found = projects.find(name.toLowerCase())?.github;
    if (found !== undefined) return found;
  }
  return undefined;
}

const orbSource = `version: 2.1
description: Made for a fake.
commands:
  setup:
    parameters:
      aws-access-key-id:
        type: env_var_name
        default: AWS_ACCESS_KEY_ID
      aws-secret-access-key:
        type: env_var_name
        default: AWS_SECRET_ACCESS_KEY
      role_arn:
        type: string
        default: ""
    steps:
      - run: ./setup.sh
  install-packages:
    steps:
      - run: npm ci
  continue:
    parameters:
      configuration_path:
        type: string
    steps:
      - run: ./continue.sh
`;

function orbs(days: Days): readonly OrbState[] {
  const orb = (name: string, certified: boolean, versions: readonly string[], age: number): OrbState => ({
    name,
    certified,
    createdAt: days(age),
    versions: versions.map((version, index) => ({ version, createdAt: days(30 + (index * age) / versions.length) })),
    source: orbSource,
  });
  return [
    orb("circleci/aws-cli", true, ["5.4.1", "5.4.0", "4.1.3", "3.1.5"], 2200),
    orb("circleci/node", true, ["7.1.0", "6.3.0", "5.2.0", "5.1.0"], 2300),
    orb("circleci/continuation", true, ["2.0.1", "1.0.0"], 1500),
    orb("shipfast/deployer", false, ["0.3.0", "0.2.9"], 400),
    orb("acme/internal", false, ["1.2.0"], 300),
  ];
}
