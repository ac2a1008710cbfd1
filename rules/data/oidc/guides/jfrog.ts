/** JFrog: a generic OIDC provider with an identity mapping. Source: JFrog's REST API and its `platform` provider for Terraform. */
import type { MigrationStep } from "../../../../src/rule/migration.ts";
import { claimsFor, refsOf } from "./claims.ts";
import { defineGuide, type Needs } from "./guide.ts";
import { expression, hclBlock, hclText } from "./hcl.ts";
import { jsonText, slugOf } from "./texts.ts";

const provider = "circleci";

export const jfrogGuide = defineGuide({
  provider: "jfrog",
  service: "JFrog",
  effort: "medium",
  sshReruns: "cannot",
  refs: "glob",
  cautions: () => [],
  create: (needs) => [providerStep(needs), ...mappingSteps(needs)],
  test: () => [
    {
      title: "See that the short-lived token is used",
      text: "It answers `OK`. The page of the mapping's group, or the access log, shows a user of the provider instead of the stored one.",
      ways: [
        {
          title: "In the job, after the login in the same step",
          language: "sh",
          text: "curl -fsS -H @- 'https://<jfrog-host>/artifactory/api/system/ping' <<< \"Authorization: Bearer $JF_ACCESS_TOKEN\"\n",
        },
      ],
    },
  ],
  remove: () => [
    {
      title: "Revoke the stored token or key",
      text: "Under `Administration`, `User Management`, `Access Tokens`; an API key or a password belongs to a user: delete it there, and the user when it was made for CI.",
      ways: [
        {
          title: "JFrog API",
          language: "sh",
          text: "curl -fsS -X DELETE -H @- 'https://<jfrog-host>/access/api/v1/tokens/<token-id>' <<< \"Authorization: Bearer $JF_ADMIN_TOKEN\"\n",
        },
      ],
    },
  ],
  adapt: (yaml) => yaml.replaceAll('"<provider>"', `"${provider}"`),
  placeholders: {
    "jfrog-host": "host of the platform, such as `acme.jfrog.io`",
    group: "group whose rights the jobs get; make one with the repositories that they need",
    "token-id": "id of the stored token, from the list of access tokens",
  },
  references: [
    {
      title: "JFrog: OpenID Connect integration",
      url: "https://jfrog.com/help/r/jfrog-platform-administration-documentation/openid-connect-integration",
    },
  ],
});

function api(path: string, file: string): string {
  return `curl -fsS -X POST 'https://<jfrog-host>/access/api/v1/${path}' \\
  -H @- -H 'Content-Type: application/json' -d @${file} \\
  <<< "Authorization: Bearer $JF_ADMIN_TOKEN"
`;
}

function providerStep({ binding: { issuer, audience } }: Needs): MigrationStep {
  const body = { name: provider, issuer_url: issuer, provider_type: "generic", audience };
  const terraform = hclText(
    hclBlock(
      "resource",
      ["platform_oidc_configuration", "circleci"],
      [
        ["name", provider],
        ["issuer_url", issuer],
        ["provider_type", "generic"],
        ["audience", audience],
      ],
    ),
  );
  return {
    title: "Add CircleCI as an OIDC provider",
    text: "Once for the platform. Without a mapping it lets nobody in.",
    ways: [
      { title: "Body of the request, `provider.json`", language: "json", text: jsonText(body) },
      { title: "JFrog API, with that file", language: "sh", text: api("oidc", "provider.json") },
      { title: "Terraform", language: "hcl", text: terraform },
    ],
    once: "jfrog-oidc-provider",
  };
}

/** A claim holds one text, so that each ref has a mapping of its own. */
function mappingSteps(needs: Needs): readonly MigrationStep[] {
  const { texts } = refsOf(needs.binding);
  const refs: readonly (string | undefined)[] = texts.length === 0 ? [undefined] : texts;
  return refs.map((ref, index) => {
    const name = `circleci-${slugOf(needs.slug, 40, "job")}${refs.length === 1 ? "" : `-${String(index + 1)}`}`;
    const claims = { ...claimsFor(needs.binding), ...(ref === undefined ? {} : { "oidc.circleci.com/vcs-ref": ref }) };
    const spec = { scope: 'applied-permissions/groups:"<group>"', expires_in: 900 };
    return {
      title: `Map its tokens to a group: \`${name}\``,
      text: "All claims that are named must be so. The group decides what the token may do: give it the repositories of these jobs and no more.",
      ways: [
        {
          title: "Body of the request, `mapping.json`",
          language: "json",
          text: jsonText({ name, priority: 1, claims, token_spec: spec }),
        },
        { title: "JFrog API, with that file", language: "sh", text: api(`oidc/${provider}/identity_mappings`, "mapping.json") },
        { title: "Terraform", language: "hcl", text: inTerraform(name, claims) },
      ],
    };
  });
}

function inTerraform(name: string, claims: Readonly<Record<string, unknown>>): string {
  const body = [
    ["name", name],
    ["provider_name", expression("platform_oidc_configuration.circleci.name")],
    ["priority", 1],
    ["claims_json", JSON.stringify(claims)],
    hclBlock(
      "token_spec =",
      [],
      [
        ["scope", 'applied-permissions/groups:"<group>"'],
        ["expires_in", 900],
      ],
    ),
  ] as const;
  return hclText(hclBlock("resource", ["platform_oidc_identity_mapping", name.replaceAll("-", "_")], body));
}
