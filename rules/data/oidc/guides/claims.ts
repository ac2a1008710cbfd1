/** CircleCI's own claims, for providers that compare them one by one. */
import type { Binding } from "../../../../src/rule/migration.ts";
import { exactRefs } from "./subject.ts";

const host = "oidc.circleci.com";

/** `exact` refs as they are, else patterns with `*`; `none` where no ref is bound. */
export function refsOf(binding: Binding): { readonly kind: "exact" | "glob" | "none"; readonly texts: readonly string[] } {
  const exact = exactRefs(binding);
  if (exact !== undefined) return { kind: "exact", texts: exact };
  const { refs = [] } = binding;
  return refs.length === 0 ? { kind: "none", texts: [] } : { kind: "glob", texts: refs.map(({ glob }) => glob) };
}

/** The project and, where refs are bound, the refs, one text or several. */
export function claimsFor(binding: Binding): Readonly<Record<string, string | readonly string[]>> {
  const { texts } = refsOf(binding);
  const [only] = texts;
  return {
    [`${host}/project-id`]: binding.projectId,
    ...(only === undefined ? {} : { [`${host}/vcs-ref`]: texts.length === 1 ? only : texts }),
  };
}

export const sshClaim = `${host}/ssh-rerun`;
