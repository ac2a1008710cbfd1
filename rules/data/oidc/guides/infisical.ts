/** Infisical: OIDC Auth of a machine identity. Source: Infisical's page on CircleCI, its API and its Terraform provider. */
import type { MigrationStep } from "../../../../src/rule/migration.ts";
import { claimsFor, refsOf, sshClaim } from "./claims.ts";
import { defineGuide, type Needs } from "./guide.ts";
import { hclBlock, hclText } from "./hcl.ts";
import { jsonText, slugOf } from "./texts.ts";

export const infisicalGuide = defineGuide({
  provider: "infisical",
  service: "Infisical",
  effort: "small",
  sshReruns: "can",
  refs: "glob",
  cautions: ({ binding }) =>
    refsOf(binding).texts.length > 1
      ? ["A claim takes one text: with several refs it takes a machine identity for each, or one pattern that fits them all."]
      : [],
  create: (needs) => [
    {
      title: "Add OIDC Auth to a machine identity",
      text: "Under `Access Control`, `Machine Identities`: an identity for these jobs alone, with a role in the one project that they read. Remove Universal Auth from it, which is there by default.",
      ways: [
        { title: "Body of the request, `oidc-auth.json`", language: "json", text: jsonText(bodyOf(needs)) },
        { title: "API, with that file", language: "sh", text: request },
        { title: "Terraform", language: "hcl", text: inTerraform(needs) },
      ],
    },
  ],
  test: () => [
    {
      title: "See that the secrets come by the short-lived token",
      text: "The step ends without an error, and the identity's page shows the login of just now. What is read goes nowhere: CircleCI does not mask it.",
      ways: [
        {
          title: "In the job, after the login in the same step",
          language: "sh",
          text: "infisical export --projectId='<infisical-project-id>' --env='<environment>' --format=dotenv > /dev/null\n",
        },
      ],
    },
  ],
  remove: (): readonly MigrationStep[] => [
    {
      title: "Delete the stored credential",
      text: "A service token under `Access Control`, `Service Tokens`; a client secret under Universal Auth of the identity that it belongs to. Its page tells how often it was used.",
      ways: [],
    },
  ],
  placeholders: {
    "infisical-host": "host of Infisical, such as `app.infisical.com` or `eu.infisical.com`",
    "identity-id": "id of the machine identity, from its page",
    "infisical-project-id": "id of the project in Infisical: `Project Settings`",
    environment: "slug of the environment, such as `prod`",
  },
  references: [
    {
      title: "Infisical: OIDC Auth for CircleCI",
      url: "https://infisical.com/docs/documentation/platform/identities/oidc-auth/circleci",
    },
  ],
});

const request = `curl -fsS -X POST 'https://<infisical-host>/api/v1/auth/oidc-auth/identities/<identity-id>' \\
  -H @- -H 'Content-Type: application/json' -d @oidc-auth.json \\
  <<< "Authorization: Bearer $INFISICAL_ADMIN_TOKEN"
`;

/** Its claims are compared as texts, the switch by its word. */
function claimsOf({ binding }: Needs): Readonly<Record<string, string>> {
  const claims: Record<string, string> = {};
  for (const [name, value] of Object.entries(claimsFor(binding)))
    claims[name] = typeof value === "string" ? value : (value[0] ?? "");
  return { ...claims, [sshClaim]: "false" };
}

function bodyOf(needs: Needs): unknown {
  const { issuer, audience } = needs.binding;
  return {
    oidcDiscoveryUrl: issuer,
    boundIssuer: issuer,
    boundAudiences: audience,
    boundClaims: claimsOf(needs),
    boundSubject: "",
    caCert: "",
    accessTokenTTL: 900,
    accessTokenMaxTTL: 3600,
  };
}

function inTerraform(needs: Needs): string {
  const { issuer, audience } = needs.binding;
  return hclText(
    hclBlock(
      "resource",
      ["infisical_identity_oidc_auth", `circleci_${slugOf(needs.slug, 40, "job").replaceAll("-", "_")}`],
      [
        ["identity_id", "<identity-id>"],
        ["oidc_discovery_url", issuer],
        ["bound_issuer", issuer],
        ["bound_audiences", [audience]],
        ["bound_claims", claimsOf(needs)],
        ["access_token_ttl", 900],
        ["access_token_max_ttl", 3600],
      ],
    ),
  );
}
