/** Token formats that the secretlint preset does not know, each named by the service that issues it. */

export interface TokenFormat {
  /** Stable kebab-case name. */
  readonly format: string;
  readonly kind: string;
  /** Stands in every match; looking for it first is far cheaper than the pattern. */
  readonly literal: string;
  /** Global; the whole match is the secret, or its first group where the format is known by what stands before it. */
  readonly pattern: RegExp;
}

/** Patterns start with a literal and repeat one character class with a bound, so that matching stays linear. */
export const tokenFormats: readonly TokenFormat[] = [
  {
    format: "circleci-personal-token",
    kind: "CircleCI personal API token",
    literal: "CCIPAT_",
    pattern: /\bCCIPAT_[A-Za-z0-9]{16,32}_[A-Fa-f0-9]{40}\b/g,
  },
  {
    format: "circleci-project-token",
    kind: "CircleCI project API token",
    literal: "CCIPRJ_",
    pattern: /\bCCIPRJ_[A-Za-z0-9]{16,32}_[A-Fa-f0-9]{40}\b/g,
  },
  {
    format: "npm-legacy-token",
    kind: "npm token",
    literal: ":_authToken=",
    pattern: /:_authToken=["']?([A-Fa-f0-9]{8}(?:-[A-Fa-f0-9]{4}){3}-[A-Fa-f0-9]{12})\b/g,
  },
  { format: "pypi-token", kind: "PyPI API token", literal: "pypi-AgE", pattern: /\bpypi-AgE[A-Za-z0-9_-]{50,400}/g },
  { format: "rubygems-token", kind: "RubyGems API key", literal: "rubygems_", pattern: /\brubygems_[a-f0-9]{48}\b/g },
  { format: "artifactory-api-key", kind: "JFrog Artifactory API key", literal: "AKCp", pattern: /\bAKCp[A-Za-z0-9]{69}\b/g },
  {
    format: "gitlab-token",
    kind: "GitLab token",
    literal: "gl",
    pattern: /\bgl(?:dt|rt|cbt|ptt|oas|soat|agent|ffct)-[A-Za-z0-9_-]{20,128}/g,
  },
  {
    format: "stripe-live-key",
    kind: "Stripe live secret key",
    literal: "k_live_",
    pattern: /\b[sr]k_live_[A-Za-z0-9]{20,247}\b/g,
  },
  { format: "google-api-key", kind: "Google API key", literal: "AIza", pattern: /\bAIza[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])/g },
  {
    format: "google-client-secret",
    kind: "Google OAuth client secret",
    literal: "GOCSPX-",
    pattern: /\bGOCSPX-[A-Za-z0-9_-]{28}(?![A-Za-z0-9_-])/g,
  },
  {
    format: "azure-client-secret",
    kind: "Azure client secret",
    literal: "Q~",
    pattern: /(?<![\w~.-])[A-Za-z0-9_~.]{3}\dQ~[A-Za-z0-9_~.-]{31,34}(?![\w~.-])/g,
  },
  {
    format: "azure-storage-key",
    kind: "Azure storage account key",
    literal: "AccountKey=",
    pattern: /\bAccountKey=([A-Za-z0-9+/]{86}==)/g,
  },
  { format: "digitalocean-token", kind: "DigitalOcean token", literal: "_v1_", pattern: /\bdo[opr]_v1_[a-f0-9]{64}\b/g },
  { format: "pulumi-token", kind: "Pulumi access token", literal: "pul-", pattern: /\bpul-[a-f0-9]{40}\b/g },
  {
    format: "doppler-token",
    kind: "Doppler token",
    literal: "dp.",
    pattern: /\bdp\.(?:pt|st|ct|sa|scim|audit)\.(?:[a-z0-9_-]{2,35}\.)?[A-Za-z0-9]{40,44}\b/g,
  },
  {
    format: "terraform-cloud-token",
    kind: "HCP Terraform token",
    literal: ".atlasv1.",
    pattern: /\b[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_-]{60,70}/g,
  },
  {
    format: "sentry-token",
    kind: "Sentry auth token",
    literal: "sntry",
    pattern: /\bsntrys_eyJ[A-Za-z0-9+/=_]{60,400}|\bsntryu_[a-f0-9]{64}\b/g,
  },
  {
    format: "age-secret-key",
    kind: "age secret key",
    literal: "AGE-SECRET-KEY-1",
    pattern: /\bAGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{58}\b/g,
  },
  {
    format: "tailscale-key",
    kind: "Tailscale key",
    literal: "tskey-",
    pattern: /\btskey-(?:auth|api|client|scim|webhook)-[A-Za-z0-9]{8,24}-[A-Za-z0-9]{20,48}\b/g,
  },
  { format: "atlassian-api-token", kind: "Atlassian API token", literal: "ATATT3", pattern: /\bATATT3[A-Za-z0-9_=-]{180,240}/g },
  { format: "bitbucket-app-password", kind: "Bitbucket app password", literal: "ATBB", pattern: /\bATBB[A-Za-z0-9]{32}\b/g },
  {
    format: "discord-webhook",
    kind: "Discord webhook URL",
    literal: "/api/webhooks/",
    pattern: /https:\/\/discord(?:app)?\.com\/api\/webhooks\/\d{15,22}\/[A-Za-z0-9_-]{60,80}/g,
  },
];
