/** Audience and lifetime of identity tokens, as an organisation or a project sets them. Unset is an answer with ids only. */
import type { Fetched } from "../../../snapshot/fetched.ts";
import type { OidcClaims } from "../../../snapshot/organization.ts";
import { isRecord } from "../../json.ts";
import type { CircleClient } from "../../questions.ts";
import { idIn, textIn, textsIn } from "./fields.ts";
import { orUnavailable } from "./gaps.ts";

export async function collectOidcClaims(
  client: CircleClient,
  organization: string,
  project?: string,
): Promise<Fetched<OidcClaims>> {
  const owner = project === undefined ? `org/${organization}` : `org/${organization}/project/${project}`;
  const answer = await client.ask({ api: "v2", path: `${owner}/oidc-custom-claims`, parse: parseOidcClaims });
  // Servers before 4.4, and those without a network, do not have them.
  return project === undefined ? orUnavailable(client, answer, "custom claims of OIDC tokens") : answer;
}

export function parseOidcClaims(body: unknown): OidcClaims | undefined {
  if (!isRecord(body)) return undefined;
  const [audience, ttl] = [textsIn(body, "audience"), textIn(body, "ttl")];
  if (audience === undefined && ttl === undefined && idIn(body, "org_id") === undefined) return undefined;
  return {
    ...(audience === undefined || audience.length === 0 ? {} : { audience }),
    ...(ttl === undefined || !/^(?:\d{1,9}(?:ms|[smhdw])){1,7}$/.test(ttl) ? {} : { ttl }),
  };
}
