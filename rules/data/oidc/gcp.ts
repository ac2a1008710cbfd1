/** Google Cloud by workload identity federation: orbs, the gcloud CLI, terraform, and pulling images. */
import { parseImage, registryKind } from "../images.ts";
import { keptArguments } from "./arguments.ts";
import type { Arguments } from "./arguments.ts";
import { fragment, withLogin } from "./fragment.ts";
import type { Imports } from "./fragment.ts";
import { gcpCli, gcpGcr, reaches } from "./orb-versions.ts";
import { issuer, serviceAccount, workloadIdentityPool } from "./placeholders.ts";
import type { CommandUse, EnvironmentUse, ImagePullUse, OrbUse, Replacement } from "./use.ts";
import { toYaml } from "./yaml-text.ts";
import type { YamlValue } from "./yaml-text.ts";
import { told } from "./told.ts";

const gcpSide = `In Google Cloud, add a workload identity pool with an OIDC provider for ${issuer}, map and check the project id and the branch, and let the pool impersonate the service account.`;
const removal = "Then delete the stored key of the service account.";

/** Parameters of the orbs, which take names of variables, with the variable each reads by default and its value. None is secret. */
const identity: readonly (readonly [parameter: string, variable: string, value: string])[] = [
  ["google_project_number", "GOOGLE_PROJECT_NUMBER", "<project-number>"],
  ["workload_identity_pool_id", "OIDC_WIP_ID", "<pool-id>"],
  ["workload_identity_pool_provider_id", "OIDC_WIP_PROVIDER_ID", "<provider-id>"],
  ["service_account_email", "OIDC_SERVICE_ACCOUNT_EMAIL", serviceAccount],
];

export function gcpOrbReplacement(use: OrbUse): Replacement {
  const isRegistry = use.orb === gcpGcr.name;
  if (!isRegistry && use.orb !== gcpCli.name) return besideOtherOrb(use);
  const support = isRegistry ? gcpGcr : gcpCli;
  const isReady = reaches(use.version, support.minimum);
  const kept = keptArguments(use.args, use.provider);
  const args = isReady || isRegistry ? kept : withUnderscores(kept);
  const element = `${use.alias}/${isRegistry ? use.element : "setup"}`;
  const imports = isReady ? {} : { [use.alias]: `${support.name}@${support.current}` };
  const variables = use.isJob
    ? "reads four variables, which are not secret, from a context"
    : "reads four variables, which are not secret";
  const raised = isReady ? "" : `This needs ${support.name} ${support.minimum} or later. `;
  return {
    yaml: identityFragment(args, imports, { [element]: { use_oidc: true, ...args } }, use.isJob),
    ...told(
      `\`${element}\` logs in with the job's OIDC token. It ${variables}: \`GOOGLE_PROJECT_NUMBER\`, \`OIDC_WIP_ID\`, \`OIDC_WIP_PROVIDER_ID\` and \`OIDC_SERVICE_ACCOUNT_EMAIL\`. ${raised}`,
      gcpSide,
      removal,
    ),
    orb: { name: support.name, minimumVersion: support.minimum },
  };
}

/** gcp-cli 3 renamed `google-project-id` to `google_project_id` and so on. */
function withUnderscores(args: Arguments): Arguments {
  const kept = Object.entries(args).filter(([name]) => name.startsWith("google"));
  return Object.fromEntries(kept.map(([name, value]) => [name.replaceAll("-", "_"), value]));
}

/** An orb job has no `environment`: there the variables must come from the context. */
function identityFragment(args: Arguments, imports: Imports, item: YamlValue, isJob: boolean): string {
  if (isJob) return fragment(imports, [item], true);
  const missing = identity.filter(([parameter]) => !Object.hasOwn(args, parameter));
  const environment = Object.fromEntries(missing.map(([, variable, value]) => [variable, value]));
  const orbs = Object.keys(imports).length === 0 ? {} : { orbs: imports };
  return toYaml({ ...orbs, ...(missing.length === 0 ? {} : { environment }), steps: [item] });
}

function besideOtherOrb(use: OrbUse): Replacement {
  const alias = use.cli?.alias ?? "gcp-cli";
  const isReady = use.cli !== undefined && reaches(use.cli.version, gcpCli.minimum);
  const imports = isReady ? {} : { [alias]: `${gcpCli.name}@${gcpCli.current}` };
  const setup = { step: { [`${alias}/setup`]: { use_oidc: true } }, imports };
  const element = `${use.alias}/${use.element}`;
  return {
    yaml: withLogin(use, setup, keptArguments(use.args, use.provider)),
    ...told(
      `\`${alias}/setup\` logs in with the job's OIDC token before \`${element}\` runs. It reads \`GOOGLE_PROJECT_NUMBER\`, \`OIDC_WIP_ID\`, \`OIDC_WIP_PROVIDER_ID\` and \`OIDC_SERVICE_ACCOUNT_EMAIL\`, which are not secret.`,
      gcpSide,
      removal,
    ),
    orb: { name: gcpCli.name, minimumVersion: gcpCli.minimum },
  };
}

const credentials = "$HOME/gcp-credentials.json";
/** The first token's subject has 127 bytes, the most that `google.subject` takes; the second one's is longer. */
const writeCredentials = `umask 077
printf '%s' "$CIRCLE_OIDC_TOKEN" > "$HOME/.gcp-oidc-token"
gcloud iam workload-identity-pools create-cred-config \\
  "${workloadIdentityPool}/providers/<provider-id>" \\
  --service-account="${serviceAccount}" \\
  --credential-source-file="$HOME/.gcp-oidc-token" \\
  --output-file="${credentials}"
`;
const login = `gcloud auth login --cred-file="${credentials}"\n`;
const forLibraries = `echo 'export GOOGLE_APPLICATION_CREDENTIALS="${credentials}"' >> "$BASH_ENV"\n`;
/** Programs that use gcloud's own login; the others are libraries that look for the file. */
const gcloudTools = new Set(["gcloud", "gsutil", "bq", "kubectl", "helm"]);

/** The file holds no secret but the path of the token, so that terraform and the client libraries can use it too. */
export function gcpShellReplacement(use: CommandUse | EnvironmentUse): Replacement {
  const tool = use.via === "command" ? use.tool : undefined;
  const isDocker = tool === "docker";
  const usesLogin = tool === undefined || isDocker || gcloudTools.has(tool);
  const command = [
    writeCredentials,
    usesLogin ? login : "",
    isDocker ? 'gcloud auth configure-docker "<location>-docker.pkg.dev" --quiet\n' : "",
    tool !== undefined && usesLogin ? "" : forLibraries,
  ].join("");
  return {
    yaml: toYaml([{ run: { name: "Log in to Google Cloud with OIDC", command } }]),
    ...told(
      `${tool === undefined ? "What runs" : `\`${tool}\``} after this step uses short-lived credentials of the service account. The token is good for an hour.`,
      gcpSide,
      removal,
    ),
  };
}

/** Artifact Registry only: images on gcr.io must move there first. */
export function gcpImageReplacement(use: ImagePullUse): Replacement {
  const image = parseImage(use.image);
  const isOld = registryKind(image?.registry) === "gcr";
  const moved = `<location>-docker.pkg.dev/<google-project-id>/<repository>/${image?.name.split("/").pop() ?? "<image>"}`;
  const auth = {
    oidc_service_account: serviceAccount,
    workload_identity_pool: workloadIdentityPool,
    workload_identity_provider: "<provider-id>",
  };
  const old = isOld ? "`gcp_auth` does not cover gcr.io, so the image moves to Artifact Registry. " : "";
  return {
    yaml: toYaml({ docker: [{ image: isOld ? moved : use.image, gcp_auth: auth }] }),
    ...told(
      `CircleCI pulls the image with the job's OIDC token. The service account needs the Artifact Registry Reader role. ${old}`,
      gcpSide,
      removal,
    ),
  };
}
