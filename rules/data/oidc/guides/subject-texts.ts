/** Patterns for the subject where a provider knows `*` alone. */
import type { Binding } from "../../../../src/rule/migration.ts";
import { refsOf } from "./claims.ts";

/** Of `CIRCLE_OIDC_TOKEN_V2`. A `*` may fit slashes too, which guides have to say. */
export function subjectTexts(binding: Binding): readonly string[] {
  const project = `org/${binding.organizationId}/project/${binding.projectId}/user/`;
  const { texts } = refsOf(binding);
  return texts.length === 0 ? [`${project}*`] : texts.map((ref) => `${project}*/vcs-origin/${binding.vcsOrigin}/vcs-ref/${ref}`);
}

/** What to say of them where refs are bound. */
export function forgeable(service: string, binding: Binding): readonly string[] {
  if (refsOf(binding).kind === "none") return [];
  return [
    `Patterns of ${service} know \`*\` alone, which fits slashes too: whoever can push a branch whose name ends like \`/vcs-ref/refs/heads/main\` passes for that branch. A rule of the repository on the names of branches closes this.`,
  ];
}
