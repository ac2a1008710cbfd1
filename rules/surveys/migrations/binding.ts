/** What a provider is told to trust: ids where the APIs told them, placeholders where not. */
import type { JobRun } from "../../../src/expand/plan.ts";
import type { Binding } from "../../../src/rule/migration.ts";
import type { Scene } from "../../../src/rule/scene.ts";
import { valueOf } from "../../../src/snapshot/fetched.ts";
import type { ProjectFacts } from "../../../src/snapshot/project-facts.ts";
import { addressOfRemote } from "../../data/repository-address.ts";
import { refsOfAll } from "../../data/refs/run-refs.ts";

export function bindingOf({ facts, audits }: Scene, runs: readonly JobRun[]): Binding {
  const organizationId = idOr(facts?.organization?.id, "<org-id>");
  const refs = refsOfAll(runs);
  return {
    issuer: facts?.isOnServer === true ? "<issuer>" : `https://oidc.circleci.com/org/${organizationId}`,
    audience: audienceOf(facts) ?? organizationId,
    organizationId,
    projectId: idOr(facts?.project.id, "<project-id>"),
    vcsOrigin: originOr({ facts, audits }, "<vcs-origin>"),
    // A job that no push runs is started by other means, which no filter binds.
    refs: refs?.length === 0 ? undefined : refs,
  };
}

function idOr(id: string | undefined, placeholder: string): string {
  return id !== undefined && /^[\w-]{1,100}$/u.test(id) ? id : placeholder;
}

/** The letters stay as they are: the claim has those of the code host, and providers tell upper from lower case. */
function originOr({ facts, audits }: Pick<Scene, "facts" | "audits">, placeholder: string): string {
  const address = facts?.project.address ?? addressOfRemote(audits[0]?.repository.project ?? "");
  return address !== undefined && address.length < 300 && /^[\w.-]+(?:\/[\w.-]+)+$/u.test(address) ? address : placeholder;
}

/** What the project says goes before what its organisation says. */
function audienceOf(facts: ProjectFacts | undefined): string | undefined {
  const claims = [facts?.project.oidcClaims, facts?.organization?.oidcClaims].map((each) => valueOf(each)?.audience?.[0]);
  const audience = claims.find((each) => each !== undefined);
  return audience !== undefined && /^[\w.:/@+-]{1,200}$/u.test(audience) ? audience : undefined;
}
