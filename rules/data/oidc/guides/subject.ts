/** The subject of CircleCI's tokens, for providers that compare nothing else. */
import type { Binding } from "../../../../src/rule/migration.ts";

/**
 * 36 characters, as an id of CircleCI's has. A `*` in the place of the person's id would fit a slash as well: then whoever names a branch
 * `x/vcs-origin/…/vcs-ref/refs/heads/main` would pass for `main`.
 */
const anyPerson = "?".repeat(36);

/** Patterns with `*` and `?` for the subject: of `CIRCLE_OIDC_TOKEN_V2` where refs are bound, else of either token. */
export function subjectPatterns({ organizationId, projectId, vcsOrigin, refs }: Binding): readonly string[] {
  const project = `org/${organizationId}/project/${projectId}/user/`;
  if (refs === undefined) return [`${project}*`];
  return refs.map(({ glob }) => `${project}${anyPerson}/vcs-origin/${vcsOrigin}/vcs-ref/${glob}`);
}

/** Subjects without patterns, one for a person: of `CIRCLE_OIDC_TOKEN_V2` where every ref is written out, else of `CIRCLE_OIDC_TOKEN`. */
export function exactSubjects(binding: Binding): readonly string[] {
  const { organizationId, projectId, vcsOrigin } = binding;
  const person = `org/${organizationId}/project/${projectId}/user/<user-id>`;
  return exactRefs(binding)?.map((ref) => `${person}/vcs-origin/${vcsOrigin}/vcs-ref/${ref}`) ?? [person];
}

/** Undefined when a ref is a pattern, or when there is none to bind to. */
export function exactRefs({ refs }: Binding): readonly string[] | undefined {
  if (refs === undefined || refs.length === 0 || refs.some(({ exact }) => exact === undefined)) return undefined;
  return refs.flatMap(({ exact }) => exact ?? []);
}
