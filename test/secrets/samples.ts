/** Made-up secrets of every known format, put together here so that no complete one stands in any file. */

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** `length` characters of `alphabet` in a fixed disorder. */
export function body(length: number, alphabet = letters): string {
  let state = 12345;
  return Array.from({ length }, () => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return alphabet[(state >>> 8) % alphabet.length] ?? "";
  }).join("");
}

const hex = "0123456789abcdef";
const capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

function base64(value: unknown): string {
  return btoa(JSON.stringify(value));
}

function onePassword(): string {
  const fields = { email: "a@b.invalid", secretKey: body(40), srpX: body(64, hex), auth: { method: "SRPg", n: 1 } };
  for (let pad = ""; ; pad += " ") {
    const text = base64({ pad, ...fields });
    if (text.endsWith("fQ==")) return `ops_${text}`;
  }
}

/** One secret for each message that the detector's rules in use can give. */
export const knownTokens: Readonly<Record<string, string>> = {
  AWSAccessKeyID: "AKIA" + body(16, capitals),
  NPM_ACCESS_TOKEN: "npm_" + body(36),
  SLACK_TOKEN: "xoxb-" + body(12, "123456789") + "-" + body(13, "123456789") + "-" + body(24),
  IncomingWebhook: "https://hooks." + "slack.com/services/T" + body(9) + "/B" + body(10) + "/" + body(24),
  OPENAI_TOKEN: "sk-" + body(20) + "T3Blbk" + "FJ" + body(20),
  ANTHROPIC_API_KEY: "sk-ant-api" + "03-" + body(93) + "AA",
  GROQ_API_KEY: "gsk_" + body(52),
  HUGGINGFACE_USER_ACCESS_TOKEN: "hf_" + body(34, letters.slice(0, 52)),
  LINEAR_API_TOKEN: "lin_" + "api_" + body(40),
  NOTION_INTEGRATION_TOKEN: "ntn_" + body(11, "0123456789") + body(35),
  SENDGRID_KEY: "SG." + body(22) + "." + body(43),
  SHOPIFY_KEY: "shpat_" + body(32, hex),
  GITHUB_TOKEN: "ghp_" + body(36),
  GITHUB_TOKEN_fine: "github_" + "pat_" + body(82),
  GITLAB_PERSONAL_ACCESS_TOKEN: "glpat-" + body(20),
  GRAFANA_CLOUD_API_TOKEN: "glc_" + body(60),
  GRAFANA_SERVICE_ACCOUNT_TOKEN: "glsa_" + body(32) + "_" + body(8, hex),
  OPS_TOKEN: onePassword(),
  HASHICORP_VAULT_SERVICE_TOKEN: "hvs." + body(95),
  HASHICORP_VAULT_BATCH_TOKEN: "hvb." + body(140),
  HASHICORP_VAULT_RECOVERY_TOKEN: "hvr." + body(95),
  VERCEL_PERSONAL_ACCESS_TOKEN: "vcp_" + body(24),
  VERCEL_INTEGRATION_TOKEN: "vci_" + body(24),
  VERCEL_APP_ACCESS_TOKEN: "vca_" + body(24),
  VERCEL_APP_REFRESH_TOKEN: "vcr_" + body(24),
  VERCEL_AI_GATEWAY_API_KEY: "vck_" + body(24),
  DATABRICKS_PERSONAL_ACCESS_TOKEN: "dapi" + body(32, hex),
  DOCKER_PERSONAL_ACCESS_TOKEN: "dckr_" + "pat_" + body(27),
  FIGMA_PERSONAL_ACCESS_TOKEN: "figd_" + body(40),
};

/** One secret for each format of our own. */
export const ownTokens: Readonly<Record<string, string>> = {
  "circleci-personal-token": "CCIPAT_" + body(22) + "_" + body(40, hex),
  "circleci-project-token": "CCIPRJ_" + body(22) + "_" + body(40, hex),
  "pypi-token": "pypi-AgE" + body(120),
  "rubygems-token": "rubygems_" + body(48, hex),
  "artifactory-api-key": "AKCp" + body(69),
  "gitlab-token": "gldt-" + body(20),
  "stripe-live-key": "sk_" + "live_" + body(24),
  "google-api-key": "AIza" + body(35),
  "google-client-secret": "GOCSPX-" + body(28),
  "azure-client-secret": "aB3" + "8Q~" + body(34),
  "digitalocean-token": "dop_" + "v1_" + body(64, hex),
  "pulumi-token": "pul-" + body(40, hex),
  "doppler-token": "dp.pt." + body(43),
  "terraform-cloud-token": body(14) + ".atlasv1." + body(65),
  "sentry-token": "sntryu_" + body(64, hex),
  "age-secret-key": "AGE-SECRET-" + "KEY-1" + body(58, "023456789ACDEFGHJKLMNPQRSTUVWXYZ"),
  "tailscale-key": "tskey-" + "auth-" + body(12) + "-" + body(32),
  "atlassian-api-token": "ATATT3" + body(186),
  "bitbucket-app-password": "ATBB" + body(32),
  "discord-webhook": "https://discord" + ".com/api/webhooks/" + body(18, "123456789") + "/" + body(68),
  "json-web-token": `${base64({ alg: "HS256" })}.${base64({ sub: "someone", n: 12 }).replace(/=+$/, "")}.${body(43)}`,
};

export const awsSecretKey = body(36) + "/+a9";
export const npmLegacyToken = `${body(8, hex)}-${body(4, hex)}-${body(4, hex)}-${body(4, hex)}-${body(12, hex)}`;
export const azureStorageKey = body(86) + "==";

/** A key in PEM armour: its lines joined by `joint`. */
export function pemKey(kind: string, joint: string, start = "MIIEow", length = 600): string {
  const lines = (start + body(length)).match(/.{1,64}/g) ?? [];
  const label = `${kind}PRIVATE ${"KEY"}`;
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`].join(joint);
}
