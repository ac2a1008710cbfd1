/** The shape of one row of the credential catalogue. */

export type CredentialKind =
  | "cloud"
  | "cluster"
  | "registry"
  | "publish"
  | "signing"
  | "secrets-manager"
  | "infrastructure"
  | "vcs"
  | "ci"
  | "deploy"
  | "data"
  | "database"
  | "saas";

/**
 * Whether a CircleCI job can get by without the stored credential. `native`: the service or CircleCI documents it for CircleCI.
 * `generic`: the service trusts any OIDC issuer, so CircleCI's works. `none`: nothing known.
 */
export type OidcStatus = "native" | "generic" | "none";

export interface Credential {
  /** Kebab-case, unique. */
  readonly id: string;
  readonly service: string;
  /** The cloud for which a ready-made replacement exists. */
  readonly provider?: "aws" | "gcp" | "azure";
  readonly kind: CredentialKind;
  /**
   * Environment variables that hold the secret. A leading `*_` lets words stand in front, a trailing `_*` behind:
   * `*_NPM_TOKEN_*` is `NPM_TOKEN`, `TEAM_NPM_TOKEN` and `NPM_TOKEN_READ`.
   */
  readonly secrets: readonly string[];
  /** Variables that go with it and are not secret: key ids, user names, paths. */
  readonly companions?: readonly string[];
  readonly oidc: OidcStatus;
  /** What to do instead, in one sentence without subject. */
  readonly advice: string;
  readonly docs: string;
}

export const circleciDocs = {
  contexts: "https://circleci.com/docs/guides/security/contexts/",
  oidc: "https://circleci.com/docs/guides/permissions-authentication/openid-connect-tokens/",
  privateImages: "https://circleci.com/docs/guides/execution-managed/private-images/",
  npm: "https://circleci.com/docs/guides/deploy/deploy-to-npm-registry/",
  pypi: "https://circleci.com/docs/guides/deploy/deploy-to-pypi-registry/",
} as const;
