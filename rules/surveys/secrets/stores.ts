/** Where a secret that OIDC cannot replace should be kept, for what the project already uses. */
import type { Audit } from "../../../src/rule/audit.ts";
import type { Scene } from "../../../src/rule/scene.ts";
import { cloudLoginsIn } from "../../credentials/cloud/stored.ts";
import { roleUsesOf } from "../../credentials/oidc/role-uses.ts";
import { orbName } from "../../data/cloud/orbs.ts";
import { credentialNamed } from "../../data/credentials.ts";
import { scriptsByRun } from "../../data/scripts-by-run.ts";

const platforms = ["vault", "aws", "gcp", "azure", "pulumi"] as const;
type Platform = (typeof platforms)[number];

const programs: Readonly<Record<string, Platform>> = {
  aws: "aws",
  gcloud: "gcp",
  gsutil: "gcp",
  az: "azure",
  vault: "vault",
  bao: "vault",
  pulumi: "pulumi",
  esc: "pulumi",
};

/** One sentence or two for each store; how the token is exchanged is the documented way of each service. */
const stores: Readonly<Record<Platform, string>> = {
  vault:
    "Vault is in use here: let the job log in with its OIDC token (`vault write auth/jwt/login role=… jwt=-`) and read what it needs with `vault kv get`, under a policy for these paths alone.",
  aws: "AWS is in use here: keep them in Secrets Manager, or as `SecureString` in SSM Parameter Store where no rotation is needed. The job assumes a role by OIDC (`aws-cli/setup` with `role_arn`) that may read these secrets alone, and fetches them with `aws secretsmanager get-secret-value` or `aws ssm get-parameter --with-decryption`.",
  gcp: "Google Cloud is in use here: keep them in Secret Manager. The job logs in through workload identity federation (`gcp-cli/setup` with `use_oidc: true`) and fetches them with `gcloud secrets versions access`; grant `roles/secretmanager.secretAccessor` on each secret, not on the project.",
  azure:
    "Azure is in use here: keep them in Key Vault. The job logs in with `az login --federated-token` and fetches them with `az keyvault secret show`; assign `Key Vault Secrets User` on the secrets it needs.",
  pulumi:
    "Pulumi is in use here: an ESC environment can hold them. The job logs in with `pulumi login --oidc-token` and runs its command under `pulumi env run`.",
};

const noPlatform =
  "No cloud and no secrets manager is seen in use, so a context restricted to this project and its protected branch is the right place for now. A manager that CircleCI's OIDC token opens pays once several projects share a secret or it must rotate by itself.";

/** The same for all secrets of a project. `names` are those of its secret variables. */
export function storesFor(scene: Scene, names: Iterable<string>): readonly string[] {
  const used = new Set<Platform>();
  for (const audit of scene.audits) for (const platform of platformsIn(audit)) used.add(platform);
  for (const name of names) {
    const id = credentialNamed(name)?.entry.id;
    const platform = platforms.find((each) => each === id);
    if (platform !== undefined) used.add(platform);
  }
  const found = platforms.filter((platform) => used.has(platform)).map((platform) => stores[platform]);
  return found.length === 0 ? [noPlatform] : found;
}

function* platformsIn(audit: Audit): Iterable<Platform> {
  for (const orb of audit.config.orbs.values()) {
    const name = orbName(orb) ?? "";
    const platform = platforms.find((each) => name.startsWith(`circleci/${each}-`));
    if (platform !== undefined) yield platform;
  }
  const logins = cloudLoginsIn(audit);
  for (const [run, scripts] of scriptsByRun(audit)) {
    for (const { provider } of roleUsesOf(run, scripts)) if (provider !== "service") yield provider;
    for (const { provider } of logins.get(run)?.uses ?? []) yield provider;
    for (const { name, place } of scripts.flatMap(({ facts }) => facts.commands)) {
      const platform = name !== undefined && Object.hasOwn(programs, name) ? programs[name] : undefined;
      // An emulator, or another service that speaks the same language.
      const isOther = platform === "aws" && logins.get(run)?.standingOf("aws") === "needs-none";
      if (platform !== undefined && place === "job" && !isOther) yield platform;
    }
  }
}
