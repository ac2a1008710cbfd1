/** How a stored credential is replaced by the job's OIDC token, with the organisation's own issuer where its id is known. */
import type { Reported } from "../../src/rule/rule.ts";
import type { Organization } from "../../src/snapshot/organization.ts";
import { oidcReplacement, type CredentialUse } from "../data/oidc-replacement.ts";

export function oidcCure(
  use: CredentialUse,
  organization: Pick<Organization, "id"> | undefined,
): Required<Pick<Reported, "remediation" | "replacement">> {
  const { yaml, explanation } = oidcReplacement(use);
  const id = organization !== undefined && /^[\w-]+$/.test(organization.id) ? organization.id : "<org-id>";
  return { remediation: explanation.replaceAll("<org-id>", id), replacement: yaml.replaceAll("<org-id>", id) };
}
