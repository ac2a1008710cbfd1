/**
 * Logins by OIDC to services that trust CircleCI's issuer. Sources: CircleCI's page on Vault; each service's page on OIDC, workload
 * identity or token exchange, as the credential catalogue names it.
 */
import { issuer } from "./placeholders.ts";
import { told } from "./told.ts";
import type { Replacement, ServiceUse } from "./use.ts";
import { toYaml } from "./yaml-text.ts";

export type ServiceName = "vault" | "pulumi" | "infisical" | "doppler" | "jfrog" | "cloudsmith" | "snowflake" | "databricks";

interface Login {
  readonly service: string;
  readonly script: string;
  /** How the job's later commands come by what the script gets. */
  readonly effect: string;
  readonly setUp: string;
}

/** The job's token goes in by standard input and the answer comes out, so that neither is an argument of a program. */
function exchange(variable: string, body: string, url: string, field: string): string {
  return `${variable}="$(jq -n '${body}' \\
  | curl -fsS -H 'Content-Type: application/json' -d @- ${url} \\
  | jq -r .${field})"
export ${variable}
`;
}

const inThisStep = "The short-lived token is there for the commands that follow it in the same step.";
const binds = "binds the audience, the project id and the branch";

const logins: Readonly<Record<ServiceName, Login>> = {
  vault: {
    service: "Vault",
    script: `umask 077
printf '%s' "$CIRCLE_OIDC_TOKEN_V2" | vault write -field=token auth/jwt/login "role=<role>" jwt=- > "$HOME/.vault-token"
`,
    effect: "The vault CLI finds the short-lived token in its usual file.",
    setUp: `In Vault, enable the jwt auth method with ${issuer} as discovery URL and bound issuer, and a role that ${binds}. Then revoke the stored token or secret id.`,
  },
  pulumi: {
    service: "Pulumi",
    script: `umask 077
circleci run oidc get --claims '{"aud": "urn:pulumi:org:<pulumi-org>"}' > "$HOME/.pulumi-oidc-token"
pulumi login --oidc-org "<pulumi-org>" --oidc-token "file://$HOME/.pulumi-oidc-token"
`,
    effect: "Pulumi keeps the short-lived token for the steps that follow.",
    setUp: `In Pulumi Cloud, register the OIDC issuer ${issuer} with a policy that ${binds}. Then revoke the stored token.`,
  },
  infisical: {
    service: "Infisical",
    script: `INFISICAL_TOKEN="$(infisical login --method=oidc-auth --machine-identity-id="<identity-id>" --jwt="$CIRCLE_OIDC_TOKEN_V2" --silent --plain)"
export INFISICAL_TOKEN
`,
    effect: inThisStep,
    setUp: `In Infisical, give a machine identity OIDC Auth with ${issuer} as discovery URL and issuer, and let it check the audience, the project id and the branch. Then revoke the stored token or client secret.`,
  },
  doppler: {
    service: "Doppler",
    script: exchange(
      "DOPPLER_TOKEN",
      '{identity: "<identity-id>", token: env.CIRCLE_OIDC_TOKEN_V2}',
      "https://api.doppler.com/v3/auth/oidc",
      "token",
    ),
    effect: inThisStep,
    setUp: `In Doppler, give a service account an identity that trusts ${issuer} and ${binds}. Then revoke the stored token.`,
  },
  jfrog: {
    service: "JFrog",
    script: exchange(
      "JF_ACCESS_TOKEN",
      '{grant_type: "urn:ietf:params:oauth:grant-type:token-exchange", subject_token_type: "urn:ietf:params:oauth:token-type:id_token", subject_token: env.CIRCLE_OIDC_TOKEN_V2, provider_name: "<provider>"}',
      '"https://<jfrog-host>/access/api/v1/oidc/token"',
      "access_token",
    ),
    effect: inThisStep,
    setUp: `In the JFrog platform, add an OIDC provider of type generic for ${issuer} and an identity mapping that ${binds}. Then revoke the stored key or token.`,
  },
  cloudsmith: {
    service: "Cloudsmith",
    script: exchange(
      "CLOUDSMITH_API_KEY",
      '{oidc_token: env.CIRCLE_OIDC_TOKEN_V2, service_slug: "<service-account>"}',
      '"https://api.cloudsmith.io/openid/<workspace>/"',
      "token",
    ),
    effect: inThisStep,
    setUp: `In Cloudsmith, add an OIDC provider for ${issuer} to a service account, with required claims for the project id and the branch. Then revoke the stored key.`,
  },
  snowflake: {
    service: "Snowflake",
    script: `umask 077
circleci run oidc get --claims '{"aud": "snowflakecomputing.com"}' > "$HOME/.snowflake-oidc-token"
{
  echo 'export SNOWFLAKE_AUTHENTICATOR=WORKLOAD_IDENTITY'
  echo 'export SNOWFLAKE_WORKLOAD_IDENTITY_PROVIDER=OIDC'
  echo 'export SNOWFLAKE_TOKEN_FILE_PATH="$HOME/.snowflake-oidc-token"'
} >> "$BASH_ENV"
`,
    effect: "Snowflake's clients in later steps connect with the token, which is good for an hour.",
    setUp: `In Snowflake, create a service user with WORKLOAD_IDENTITY of type OIDC for ${issuer}; its SUBJECT is matched exactly and names the user who starts the pipeline. Then remove the stored password or key.`,
  },
  databricks: {
    service: "Databricks",
    script: `{
  echo 'export DATABRICKS_HOST="https://<workspace>"'
  echo 'export DATABRICKS_CLIENT_ID="<service-principal-id>"'
  echo 'export DATABRICKS_AUTH_TYPE=env-oidc'
  echo 'export DATABRICKS_OIDC_TOKEN="$CIRCLE_OIDC_TOKEN"'
} >> "$BASH_ENV"
`,
    effect: "The Databricks CLI and SDKs in later steps exchange the job's token by themselves.",
    setUp: `In Databricks, add a federation policy to the service principal with ${issuer} as issuer and the audience <org-id>; its subject is matched exactly and names the user who starts the pipeline. Then revoke the stored token or secret.`,
  },
};

export function isServiceName(id: string): id is ServiceName {
  return Object.hasOwn(logins, id);
}

export function serviceReplacement({ provider }: ServiceUse): Replacement {
  const { service, script, effect, setUp } = logins[provider];
  return {
    yaml: toYaml([{ run: { name: `Log in to ${service} with OIDC`, command: script } }]),
    ...told(`The job logs in to ${service} with its OIDC token. ${effect}`, setUp),
  };
}
