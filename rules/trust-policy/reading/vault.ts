/** Roles and settings of Vault's jwt auth method, as `vault read -format=json auth/jwt/role/…` and `auth/jwt/config` show them. */
import type { Check, Told, Trust, TrustDocument } from "../../../src/rule/trust-policy.ts";
import { entryOf, type YamlEntry, type YamlMap } from "../../../src/yaml/node.ts";
import { claimName, isOwnClaim, isUuid, parseIssuer } from "./issuer.ts";
import { mapAt, textAt, textsOf, told, toldAt } from "./nodes.ts";

/** Undefined for maps that are neither. A role does not say whose tokens it takes: it must name something of CircleCI's. */
export function vaultTrusts(map: YamlMap, document: TrustDocument): readonly Trust[] | undefined {
  const isRole = entryOf(map, "bound_audiences") !== undefined || entryOf(map, "bound_claims") !== undefined;
  if (isRole) return roleTrusts(map, document);
  const isConfig = entryOf(map, "oidc_discovery_url") !== undefined && entryOf(map, "bound_issuer") !== undefined;
  if (!isConfig) return undefined;
  const issuers = vaultIssuers(map, document);
  const [first] = issuers;
  if (first === undefined) return [];
  return [{ provider: "vault", owner: "The auth method", at: first.at, issuers, checks: [], isIssuerOnly: true }];
}

/** The issuers that the auth method takes, from its settings. */
export function vaultIssuers(map: YamlMap, document: TrustDocument): readonly Told[] {
  if (entryOf(map, "bound_audiences") !== undefined) return [];
  const found = [toldAt(map, "oidc_discovery_url", document), toldAt(map, "bound_issuer", document)];
  return found.flatMap((issuer) => (issuer === undefined || parseIssuer(issuer.text) === undefined ? [] : [issuer]));
}

function roleTrusts(map: YamlMap, document: TrustDocument): readonly Trust[] {
  const checks = [...checksOf(map, document)];
  const isOurs =
    (mapAt(map, "bound_claims")?.entries ?? []).some(({ key }) => isOwnClaim(key)) ||
    checks.some(({ claim, values }) => {
      if (claim === "sub") return values.some(({ text }) => /^org\/[^/]+\/(?:project\/|\*)/u.test(text));
      return claim === "aud" && values.some(({ text }) => isUuid(text)) && textAt(map, "role_type") !== "oidc";
    });
  if (!isOurs) return [];
  const anchor = entryOf(map, "bound_claims")?.keyNode ?? entryOf(map, "bound_audiences")?.keyNode ?? map;
  return [{ provider: "vault", owner: "The role", at: document.locate(anchor), issuers: [], checks }];
}

function* checksOf(map: YamlMap, document: TrustDocument): Iterable<Check> {
  const audiences = entryOf(map, "bound_audiences");
  if (audiences !== undefined) yield* checkOf("aud", audiences, "equals", document);
  const subject = entryOf(map, "bound_subject");
  if (subject !== undefined) yield* checkOf("sub", subject, "equals", document);
  const test = textAt(map, "bound_claims_type") === "glob" ? "glob" : "equals";
  for (const entry of mapAt(map, "bound_claims")?.entries ?? []) yield* checkOf(claimName(entry.key), entry, test, document);
}

/** An empty list or text checks nothing. */
function* checkOf(claim: string, entry: YamlEntry, test: "equals" | "glob", document: TrustDocument): Iterable<Check> {
  const values = textsOf(entry.value, document).filter(({ text }) => text !== "");
  if (values.length > 0) yield { claim, test, values, operator: told(entry.keyNode, document), passesAbsent: false };
}
