/** Vault: a role of the jwt auth method. Source: HashiCorp's documentation of the method and of its API. */
import type { MigrationStep } from "../../../../src/rule/migration.ts";
import { circleciDocs } from "../../credentials/credential.ts";
import { claimsFor, refsOf, sshClaim } from "./claims.ts";
import { defineGuide, type Needs } from "./guide.ts";
import { expression, hclBlock, hclText } from "./hcl.ts";
import { jsonText, shellWord, slugOf } from "./texts.ts";

export const vaultGuide = defineGuide({
  provider: "vault",
  service: "Vault",
  effort: "medium",
  sshReruns: "can",
  refs: "glob",
  cautions: ({ binding }) => [
    "Where the path `auth/jwt` belongs to another issuer, mount the method a second time, at `circleci` for example, and put that name in the place of `jwt` everywhere.",
    ...(refsOf(binding).kind === "glob"
      ? [
          "With patterns for the ref Vault compares texts alone, so that this role cannot refuse reruns with SSH, and the check of that at the end fails: turn them off in the project's settings.",
        ]
      : []),
  ],
  create: (needs) => [methodStep(needs), policyStep(needs), roleStep(needs)],
  test: (needs) => [
    {
      title: "See that the role is used and not the old token",
      text: `It prints \`jwt-\` with the project's id, and the policy \`${roleName(needs)}\`. With \`token\` or \`approle\` the stored credential is still in the environment: \`VAULT_TOKEN\` goes before the file.`,
      ways: [
        {
          title: "In the job, after the login",
          language: "sh",
          text: "vault token lookup -format=json | jq -r '.data | .display_name, (.policies | join(\" \"))'\n",
        },
      ],
    },
  ],
  remove,
  adapt: (yaml, needs) => yaml.replaceAll("role=<role>", `role=${roleName(needs)}`),
  placeholders: {
    "secret-path": "path of the secrets below the mount `secret`, such as `app/production`",
    accessor: "accessor of the stored token: `vault token lookup` with it tells",
    approle: "name of the AppRole that the stored secret id belongs to",
    "secret-id-accessor": "accessor of the stored secret id, from the list before it",
  },
  references: [
    { title: "Vault: JWT/OIDC auth method", url: "https://developer.hashicorp.com/vault/docs/auth/jwt" },
    { title: "Vault: API of the method", url: "https://developer.hashicorp.com/vault/api-docs/auth/jwt" },
    { title: "CircleCI: OpenID Connect tokens", url: circleciDocs.oidc },
  ],
});

function roleName({ slug }: Needs): string {
  return `circleci-${slugOf(slug, 50, "job")}`;
}

function methodStep({ binding: { issuer } }: Needs): MigrationStep {
  const terraform = hclText(
    hclBlock(
      "resource",
      ["vault_jwt_auth_backend", "circleci"],
      [
        ["path", "jwt"],
        ["type", "jwt"],
        ["oidc_discovery_url", issuer],
        ["bound_issuer", issuer],
      ],
    ),
  );
  const url = shellWord(issuer);
  return {
    title: "Let Vault trust CircleCI's tokens",
    text: "Once: Vault then checks signatures with the keys that CircleCI publishes for your organisation. By itself it lets nobody in.",
    ways: [
      {
        title: "Vault CLI",
        language: "sh",
        text: `vault auth enable jwt\nvault write auth/jwt/config oidc_discovery_url=${url} bound_issuer=${url}\n`,
      },
      { title: "Terraform", language: "hcl", text: terraform },
    ],
    once: "vault-jwt-method",
  };
}

const rights = `path "secret/data/<secret-path>" {
  capabilities = ["read"]
}
`;

function policyStep(needs: Needs): MigrationStep {
  const name = roleName(needs);
  const terraform = hclText(
    hclBlock(
      "resource",
      ["vault_policy", name.replaceAll("-", "_")],
      [
        ["name", name],
        ["policy", expression('file("policy.hcl")')],
      ],
    ),
  );
  return {
    title: `Write the policy \`${name}\``,
    text: "Only what these jobs read. What the stored credential may do today is mostly more: `vault token lookup` with it lists its policies.",
    ways: [
      { title: "Policy, `policy.hcl`", language: "hcl", text: rights },
      { title: "Vault CLI, with that file", language: "sh", text: `vault policy write ${name} policy.hcl\n` },
      { title: "Terraform, with that file", language: "hcl", text: terraform },
    ],
  };
}

function roleStep(needs: Needs): MigrationStep {
  const name = roleName(needs);
  const terraform = hclText(
    hclBlock(
      "resource",
      ["vault_generic_endpoint", `${name.replaceAll("-", "_")}_role`],
      [
        ["path", `auth/jwt/role/${name}`],
        ["data_json", expression('file("role.json")')],
        ["ignore_absent_fields", true],
      ],
    ),
  );
  return {
    title: `Create the role \`${name}\``,
    text: "All that is bound must be so in the token. The project's id as `user_claim` makes all jobs of the project one client of Vault, and the subject in the metadata tells in the audit log who started which.",
    ways: [
      { title: "Role, `role.json`", language: "json", text: jsonText(roleOf(needs)) },
      { title: "Vault CLI, with that file", language: "sh", text: `vault write auth/jwt/role/${name} @role.json\n` },
      { title: "Terraform, with that file", language: "hcl", text: terraform },
    ],
  };
}

/** A pattern is compared with texts alone, and the claim of reruns is none. */
function roleOf(needs: Needs): unknown {
  const { binding } = needs;
  const isGlob = refsOf(binding).kind === "glob";
  return {
    role_type: "jwt",
    user_claim: "oidc.circleci.com/project-id",
    bound_audiences: [binding.audience],
    bound_claims_type: isGlob ? "glob" : "string",
    bound_claims: { ...claimsFor(binding), ...(isGlob ? {} : { [sshClaim]: false }) },
    claim_mappings: { sub: "subject", "oidc.circleci.com/job-id": "job_id" },
    token_policies: [roleName(needs)],
    token_ttl: "15m",
    token_max_ttl: "1h",
  };
}

const revokeToken = "vault token revoke -accessor '<accessor>'\n";
const destroySecretId = `vault list auth/approle/role/<approle>/secret-id
vault write auth/approle/role/<approle>/secret-id-accessor/destroy secret_id_accessor='<secret-id-accessor>'
`;

function remove({ names }: Needs): readonly MigrationStep[] {
  const isAppRole = names.some((name) => /SECRET_ID|ROLE_ID/iu.test(name));
  const isToken = !isAppRole || names.some((name) => /TOKEN/iu.test(name));
  return [
    ...(isToken
      ? [
          {
            title: "Revoke the stored token",
            text: "By its accessor, so that the token need not be typed. What it has created, its children and leases, ends with it.",
            ways: [{ title: "Vault CLI", language: "sh", text: revokeToken }],
          },
        ]
      : []),
    ...(isAppRole
      ? [
          {
            title: "Destroy the secret id",
            text: "Delete the AppRole too when nothing else logs in with it, so that nobody makes a new secret id.",
            ways: [{ title: "Vault CLI", language: "sh", text: destroySecretId }],
          },
        ]
      : []),
  ];
}
