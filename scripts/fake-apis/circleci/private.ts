/** Routes that are documented nowhere: projects of an organisation, contacts, members. Asked only when that is allowed. */
import type { Answer, Route } from "../exchange.ts";
import { ok, refuse, route } from "../exchange.ts";
import { canaries, fingerprint, idOf, maskedValue } from "../world/identities.ts";
import { itemsOf } from "../world/listing.ts";
import { organizationOf, projectOf } from "../world/world.ts";
import { denied, listOf } from "./ask.ts";
import type { CircleAsk } from "./ask.ts";

export const privateRoutes: readonly Route<CircleAsk>[] = [
  route("api/private/project", projects),
  route("api/private/project/:", project),
  route("api/private/organization/:/contacts", contacts),
  route("api/private/me/followed-projects", followed),
  route("api/private/orb", (ask) =>
    organizationOf(ask.world, ask.question.query.get("org-id") ?? "") === undefined ? denied : ok(ownOrbs),
  ),
  route("private/ciam/orgs/:/role-grants", roleGrants),
  route("private/ciam/orgs/:/sso/enforced", () => ok({ enforced: false })),
  route("private/ciam/orgs/:/sso/connection", () => refuse(404, "Not found")),
  route("private/orgs/:/features/block-unregistered-users", () => ok({ enabled: false })),
  route("private/orgs/:/storage-retention-controls", () =>
    ok({
      storage_retention_controls: { retention_days_cache: 15, retention_days_workspace: 15, retention_days_artifact: 30 },
      storage_retention_limits: {},
    }),
  ),
];

const largestPage = 50;

function projects(ask: CircleAsk): Answer {
  const { query } = ask.question;
  const size = Number(query.get("page-size") ?? "20");
  // Asked for more it breaks.
  if (!(size >= 1 && size <= largestPage)) return refuse(500, "Internal Server Error");
  const organization = organizationOf(ask.world, query.get("organization-id") ?? "");
  if (organization === undefined) return denied;
  return listOf(ask, organization.projects, ({ id, slug, name }) => ({ id, slug, name, has_trigger: true }), { size });
}

/** The one place that tells whether the old AWS keys are set. */
function project(ask: CircleAsk, id: string): Answer {
  const found = projectOf(ask.world, id)?.project;
  if (found === undefined) return refuse(404, "Project not found");
  if (ask.caller === "member") return denied;
  return ok({
    project_env_vars: found.variables.map(({ name }) => ({ name, value: maskedValue })),
    checkout_keys: found.checkoutKeys.map(({ type, publicKey: key, preferred, createdAt }) => {
      return { created_at: createdAt, fingerprint: fingerprint(key), preferred, public_key: key, type };
    }),
    ssh_keys: found.sshKeys.map(({ hostname, publicKey: key }) => ({ fingerprint: fingerprint(key), hostname, public_key: key })),
    ...(found.hasLegacyAwsKeys
      ? { legacy_aws_keys: { access_key_id: `xxxx${canaries.legacyKey}`, secret_access_key: canaries.legacyKey } }
      : {}),
  });
}

function contacts(ask: CircleAsk, id: string): Answer {
  const organization = organizationOf(ask.world, id);
  return organization === undefined || ask.caller === "member" ? denied : ok(organization.contacts);
}

function followed(ask: CircleAsk): Answer {
  const all = ask.world.organizations.flatMap(({ projects: listing }) => [...itemsOf(listing, 0, 4)]);
  return listOf(ask, all, ({ name, slug }) => ({ name, slug, vcs_type: slug.startsWith("gh/") ? "github" : "circleci" }));
}

const ownOrbs = {
  orbs: [
    { orb_name: "acme/internal", latest_version_number: "1.2.0", orb_id: idOf("other", 600), is_private: true, hidden: false },
  ],
  next_page_token: null,
};

function roleGrants(ask: CircleAsk): Answer {
  if (ask.caller === "member") return denied;
  return listOf(
    ask,
    [{ user_id: idOf("user", 1), email: canaries.email, username: "acme-ada", role: "org-admin" }],
    (grant) => grant,
  );
}
