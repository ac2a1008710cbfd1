import { expect, test } from "vitest";
import { parseTarget } from "../../rules/data/network-targets.ts";
import { maybeIdentityProvider } from "../../rules/data/oidc/identity-providers.ts";

function mayTakeTokens(url: string): boolean {
  const target = parseTarget(url);
  return target !== undefined && maybeIdentityProvider(target, url);
}

test.each([
  "https://sts.eu-west-1.amazonaws.com/?Action=AssumeRoleWithWebIdentity",
  "https://sts.googleapis.com/v1/token",
  "https://login.microsoftonline.com/${TENANT}/oauth2/v2.0/token",
  "https://vault.acme.example/v1/auth/jwt/login",
  "https://keycloak.acme.example/realms/ci",
  "https://broker.acme.example/api/oidc/exchange",
  "https://${BROKER}/",
])("%s may be an identity provider", (url) => expect(mayTakeTokens(url)).toBe(true));

test.each([
  "https://builds.acme.example/register",
  "https://hooks.acme.example/services/a?token=b",
  "https://stsoftware.example/tokenizer",
  "http://collector.acme.example:8080/events",
])("%s is none", (url) => expect(mayTakeTokens(url)).toBe(false));
