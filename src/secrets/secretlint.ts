/** Runs secretlint over a text and turns what it says into exact spans and plain names. */
import type { Span } from "../source/span.ts";
import { mayHoldKnownToken } from "./hints.ts";
import { windowsOf } from "./windows.ts";

export interface TokenMatch extends Span {
  readonly format: string;
  readonly kind: string;
}

/** What the detector reports, by message id, in our words. What is missing is no secret (an AWS account id). */
const kinds: Readonly<Record<string, string>> = {
  AWSAccessKeyID: "AWS access key id",
  AWSSecretAccessKey: "AWS secret access key",
  NPM_ACCESS_TOKEN: "npm access token",
  SLACK_TOKEN: "Slack token",
  IncomingWebhook: "Slack incoming webhook URL",
  OPENAI_TOKEN: "OpenAI API key",
  ANTHROPIC_API_KEY: "Anthropic API key",
  GROQ_API_KEY: "Groq API key",
  HUGGINGFACE_USER_ACCESS_TOKEN: "Hugging Face access token",
  LINEAR_API_TOKEN: "Linear API key",
  NOTION_INTEGRATION_TOKEN: "Notion integration token",
  SENDGRID_KEY: "SendGrid API key",
  SHOPIFY_KEY: "Shopify access token",
  GITHUB_TOKEN: "GitHub token",
  GITLAB_PERSONAL_ACCESS_TOKEN: "GitLab personal access token",
  GRAFANA_CLOUD_API_TOKEN: "Grafana Cloud API token",
  GRAFANA_SERVICE_ACCOUNT_TOKEN: "Grafana service account token",
  OPS_TOKEN: "1Password service account token",
  HASHICORP_VAULT_SERVICE_TOKEN: "HashiCorp Vault service token",
  HASHICORP_VAULT_BATCH_TOKEN: "HashiCorp Vault batch token",
  HASHICORP_VAULT_RECOVERY_TOKEN: "HashiCorp Vault recovery token",
  VERCEL_PERSONAL_ACCESS_TOKEN: "Vercel personal access token",
  VERCEL_INTEGRATION_TOKEN: "Vercel integration token",
  VERCEL_APP_ACCESS_TOKEN: "Vercel app access token",
  VERCEL_APP_REFRESH_TOKEN: "Vercel app refresh token",
  VERCEL_AI_GATEWAY_API_KEY: "Vercel AI Gateway key",
  DATABRICKS_PERSONAL_ACCESS_TOKEN: "Databricks personal access token",
  DOCKER_PERSONAL_ACCESS_TOKEN: "Docker personal access token",
  FIGMA_PERSONAL_ACCESS_TOKEN: "Figma personal access token",
};

/** Rules of the preset that are not used, with the reason. */
export const unusedPresetRules: Readonly<Record<string, string>> = {
  "@secretlint/secretlint-rule-filter-comments":
    "a comment in the audited file must not hide a secret; ignore comments are the engine's",
  "@secretlint/secretlint-rule-basicauth": "URLs are read by url-passwords.ts, which knows test databases",
  "@secretlint/secretlint-rule-database-connection-string": "URLs are read by url-passwords.ts, which knows test databases",
  "@secretlint/secretlint-rule-privatekey": "keys are read by private-key.ts, which knows EC and Ed25519 keys too",
  "@secretlint/secretlint-rule-gcp": "it reads JSON and PKCS#12 files, from disk",
};

/** Tokens that secretlint knows. It is loaded only for a text in which one of its patterns could match. */
export async function findKnownTokens(text: string): Promise<readonly TokenMatch[]> {
  if (!mayHoldKnownToken(text)) return [];
  const [{ lintSource }, { rules }] = await Promise.all([
    import("@secretlint/core"),
    import("@secretlint/secretlint-rule-preset-recommend"),
  ]);
  // One by one, not as the preset: inside a preset `disabled` has no effect.
  const inUse = rules.filter((rule) => !(rule.meta.id in unusedPresetRules));
  const config = { rules: inUse.map((rule) => ({ id: rule.meta.id, rule, options: { enableIDScanRule: true } })) };
  const found: TokenMatch[] = [];
  for (const window of windowsOf(text)) {
    if (!mayHoldKnownToken(window.text)) continue;
    // A made-up path: some rules open the file that they are told of.
    const source = { content: window.text, filePath: "config.yml", ext: ".yml", contentType: "text" as const };
    const { messages } = await lintSource({ source, options: { config, noPhysicFilePath: true } });
    for (const message of messages) {
      const kind = kinds[message.messageId];
      if (kind === undefined) continue;
      const span = exactSpan(window.text, message);
      const format = kind.toLowerCase().replace(/ /g, "-");
      found.push({ start: window.start + span.start, end: window.start + span.end, format, kind });
    }
  }
  return found;
}

interface Message {
  readonly range: readonly [number, number];
  readonly data?: object;
}

/** The rule for AWS secret keys begins its range at the name of the variable; the data says what the key is. */
function exactSpan(text: string, { range, data }: Message): Span {
  if (data !== undefined && "KEY" in data && typeof data.KEY === "string") {
    const start = text.indexOf(data.KEY, range[0]);
    if (start !== -1) return { start, end: start + data.KEY.length };
  }
  return { start: range[0], end: range[1] };
}
