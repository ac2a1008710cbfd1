/** A snapshot as it stands in a file → one with all that rules ask for: what an older version did not ask about is a gap. */
import { blankGithubOrganization, blankOrganization, blankProject, blankRepository } from "../../snapshot/blank.ts";
import { gap } from "../../snapshot/fetched.ts";
import type { Snapshot } from "../../snapshot/snapshot.ts";

const notAsked = gap("skipped", "whoever made the snapshot did not ask for it");

export function fillBlanks(snapshot: Snapshot): Snapshot {
  return {
    ...snapshot,
    organizations: snapshot.organizations.map((stored) => ({ ...blankOrganization(stored, notAsked), ...stored })),
    projects: snapshot.projects.map((stored) => ({ ...blankProject(stored, notAsked), ...stored })),
    githubOrganizations: snapshot.githubOrganizations.map((stored) => {
      return { ...blankGithubOrganization(stored, notAsked), ...stored };
    }),
    repositories: snapshot.repositories.map((stored) => ({ ...blankRepository(stored, notAsked), ...stored })),
  };
}
