/** Who takes an OIDC token to give something for it: clouds, vaults, registries, by host and path. */
import type { NetworkTarget } from "../network-targets.ts";

/** Clouds and signing services whose hosts take tokens whatever the path says. */
const hosts =
  /(?:^|\.)(?:amazonaws\.com(?:\.cn)?|googleapis\.com|microsoftonline\.(?:com|us)|chinacloudapi\.cn|sigstore\.dev|octo-sts\.dev|pulumi\.com|infisical\.com|doppler\.com|cloudsmith\.io|akeyless\.io|snowflakecomputing\.com|databricks\.com|fossa\.com|depot\.dev|buddy\.works|circleci\.com)$/iu;

/** What a place where tokens are exchanged or checked calls itself, as a whole word of the host or path. */
const words =
  /(?:^|[^a-z])(?:oidc|oauth2?|openid|sts|saml|sso|idp|iam|jwt|jwks|auth|authn?|authenticate|authorize|authentication|login|token|tokens|exchange|federation|federated|identity|identities|vault|keycloak|dex|conjur|teleport)(?:$|[^a-z])/iu;

/** What is not known of a host or path may be such a place. */
export function maybeIdentityProvider({ host }: NetworkTarget, url: string): boolean {
  if (/[$<…]/u.test(host) || hosts.test(host)) return true;
  const path = url.slice(0, 2000).replace(/[?#].*$/su, "");
  return words.test(path);
}
