/**
 * What a token must be allowed to for each fact, as GitHub's documents name it: the permission of a fine-grained token or an app, then
 * the scope of a classic token and the role of whoever owns it.
 */

function need(fine: string, classic: string): string {
  return `the permission \`${fine}\` (a classic token: ${classic})`;
}

export const needs = {
  metadata: need("Metadata: read", "scope `repo`"),
  contents: need("Contents: read", "scope `repo`"),
  administration: need("Administration: read", "scope `repo`, and its owner the role of an administrator of the repository"),
  collaborators: need("Metadata: read", "scopes `repo` and `read:org`, and its owner the right to push"),
  hooks: need("Webhooks: read", "scope `admin:repo_hook` or `read:repo_hook`"),
  secrets: need("Secrets: read", "scope `repo`"),
  secretScanning: need("Secret scanning alerts: read", "scope `repo` or `security_events`"),
  organization: need("Organization administration: read", "scope `admin:org`, and its owner an owner of the organisation"),
  members: need("Members: read", "scope `read:org`, and its owner an owner of the organisation"),
  organizationSecrets: need("Organization secrets: read", "scope `admin:org`"),
  organizationHooks: need("Organization webhooks: read", "scope `admin:org_hook`, and its owner an owner of the organisation"),
} as const;
