import type { RelatedLocation } from "../../src/finding/location.ts";
import type { Audit } from "../../src/rule/audit.ts";
import type { Organization } from "../../src/snapshot/organization.ts";
import { defineJoinedRule, type Reported } from "../../src/rule/rule.ts";
import { credentials } from "../data/credentials.ts";
import { ownersIn } from "./cloud/owner.ts";
import type { ServiceName } from "../data/oidc/service-logins.ts";
import { serviceOfVariable } from "./services/script-signs.ts";
import type { ServiceCredentialUse } from "./services/service-uses.ts";
import { serviceLoginsIn, serviceLore } from "./services/stored.ts";
import { oidcCure } from "./oidc-cure.ts";
import {
  keptWhere,
  keyInWords,
  sheetKeyInWords,
  keysOnOrganization,
  keysOnProject,
  storedKeysOf,
  type KeyOnSheet,
  type StoredKey,
} from "./stored-keys.ts";

export const staticVaultCredentials = defineJoinedRule({
  meta: {
    id: "static-vault-credentials",
    title: "A stored token opens a secrets manager",
    summary:
      "Vault, Pulumi, Infisical, Doppler, JFrog, Cloudsmith, Snowflake or Databricks is opened with a stored credential instead of OIDC.",
    rationale:
      "One stored token opens all that the service keeps: the secrets of a vault, the state of an infrastructure, a warehouse of data. It works from " +
      "anywhere until somebody revokes it, and every program that runs in the job can read it. A login by OIDC stores nothing: the service checks " +
      "which project and branch the job's token names, and answers with a token that ends within minutes.",
    remediation: "Let the service trust CircleCI's OIDC issuer, log in with the job's token, and revoke the stored credential.",
    limits:
      "Without a snapshot, what a client takes from a context by itself is not seen. A job that uses its OIDC token for anything but a cloud is taken to log in with it. " +
      "Vault servers that run inside the job are left out. Older plans and versions of these services may lack OIDC.",
    severity: "medium",
    confidence: "medium",
    profile: "regular",
    data: "both",
    tags: { owasp: ["CICD-SEC-6", "CICD-SEC-2"], cwe: ["CWE-522", "CWE-324"] },
    references: [
      {
        title: "CircleCI: OpenID Connect tokens",
        url: "https://circleci.com/docs/guides/permissions-authentication/openid-connect-tokens/",
      },
      { title: "Vault: JWT auth method", url: "https://developer.hashicorp.com/vault/docs/auth/jwt" },
    ],
    since: "0.2.0",
  },
  *check(audit) {
    const ownerOf = ownersIn(audit.config);
    const groups = new Map<string, { readonly owner: string; readonly uses: ServiceCredentialUse[] }>();
    for (const [run, { uses }] of serviceLoginsIn(audit)) {
      for (const use of uses) {
        const { key, words } = ownerOf(use.at, run);
        const group = groups.get(`${use.service} ${key}`);
        if (group === undefined) groups.set(`${use.service} ${key}`, { owner: words, uses: [use] });
        else group.uses.push(use);
      }
    }
    for (const { owner, uses } of groups.values()) yield* report(owner, uses, audit);
    for (const key of storedKeysOf(audit, serviceLore(audit))) yield reportStored(key, audit.facts?.organization);
  },
  *checkProject(audit) {
    for (const key of keysOnProject(audit, serviceOfVariable, (service) => audit.audits.some((each) => usesKey(each, service)))) {
      yield reportOnSheet(key, "no audited configuration is seen to use it", audit.organization);
    }
  },
  *checkOrganization(audit) {
    for (const key of keysOnOrganization(audit, serviceOfVariable))
      yield reportOnSheet(key, "no audited configuration takes it", audit.organization);
  },
});

function usesKey(audit: Audit, service: ServiceName): boolean {
  for (const logins of serviceLoginsIn(audit).values()) if (logins.standingOf(service) === "uses") return true;
  return storedKeysOf(audit, serviceLore(audit)).some(({ kind, context }) => kind === service && context === undefined);
}

function keyOf(service: ServiceName): string {
  return `a stored credential of ${credentials.find(({ id }) => id === service)?.service ?? service}`;
}

const tradeIt =
  "Whoever reads it can use it from anywhere until somebody revokes it; the service could take the job's OIDC token instead.";

function cureFor(service: ServiceName, organization: Organization | undefined): Pick<Reported, "remediation" | "replacement"> {
  return oidcCure({ provider: service, via: "service" }, organization);
}

function reportStored(key: StoredKey<ServiceName>, organization: Organization | undefined): Reported {
  const { at, words } = keyInWords(key, keyOf(key.kind));
  const { kind, run, reader } = key;
  return { at, message: `${words} ${tradeIt}`, ...cureFor(kind, organization), route: { run, hops: reader?.hops ?? run.hops } };
}

function reportOnSheet(key: KeyOnSheet<ServiceName>, use: string, organization: Organization | undefined): Reported {
  const message = `${sheetKeyInWords(key, keyOf(key.kind), use)} ${tradeIt}`;
  return { at: key.at, message, ...cureFor(key.kind, organization) };
}

const strengths = ["login", "read", "set"];

/** A job logs in to a service in one place, so its uses are one finding, at the strongest evidence. */
function* report(owner: string, uses: readonly ServiceCredentialUse[], audit: Audit): Iterable<Reported> {
  const rank = ({ strength }: ServiceCredentialUse): number => strengths.indexOf(strength);
  const [best] = [...uses].sort((a, b) => rank(a) - rank(b) || a.at.span.start - b.at.span.start);
  if (best === undefined) return;
  const { service, at, what } = best;
  const kept = keptWhere(service, best.run, { kindOf: serviceOfVariable }, audit);
  const name = credentials.find(({ id }) => id === service)?.service ?? service;
  const ways = uses.filter((use) => use.at.file === at.file && use.at.span.start === at.span.start);
  for (const [index, { run, hops }] of ways.entries()) {
    yield {
      at,
      message:
        `${owner} opens ${name} with a stored credential: it ${what}. Whoever reads it in the job, a log or a backup can do the same from ` +
        `anywhere until somebody revokes it; the service could take the job's OIDC token instead.${kept}`,
      ...cureFor(service, audit.facts?.organization),
      related: index === 0 ? others(best, uses) : [],
      route: { run, hops },
    };
  }
}

function others(best: ServiceCredentialUse, uses: readonly ServiceCredentialUse[]): readonly RelatedLocation[] {
  const seen = new Set([best.at.span.start]);
  return uses.flatMap(({ at, what }) => {
    if (seen.has(at.span.start)) return [];
    seen.add(at.span.start);
    return [{ ...at, label: `it also ${what}` }];
  });
}
