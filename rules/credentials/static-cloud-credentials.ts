import type { Location, RelatedLocation } from "../../src/finding/location.ts";
import type { Audit } from "../../src/rule/audit.ts";
import { defineJoinedRule, type Reported } from "../../src/rule/rule.ts";
import { byName, cloudKeys, reportOnSheet, reportStored, usesKey, worksAnywhere } from "./cloud/stored-reports.ts";
import { cloudLoginsIn, cloudLore, cloudOf } from "./cloud/stored.ts";
import { strengths, type CloudUse } from "./cloud/use.ts";
import { ownersIn } from "./cloud/owner.ts";
import { oidcCure } from "./oidc-cure.ts";
import { keptWhere, keysOnOrganization, keysOnProject, storedKeysOf } from "./stored-keys.ts";

export const staticCloudCredentials = defineJoinedRule({
  meta: {
    id: "static-cloud-credentials",
    title: "A stored key instead of OIDC",
    summary: "A job uses stored AWS, Google Cloud or Azure credentials instead of assuming a role with its OIDC token.",
    rationale:
      "A stored key stays valid until somebody revokes it, works from anywhere, and is read by everything that runs in the job. One malicious " +
      "dependency, one log that shows it, one cache or backup that keeps it is enough, and nobody notices that a copy exists. With OIDC nothing " +
      "is stored: the job proves which project and branch it is, and gets keys that end within the hour.",
    remediation:
      "Create a role, workload identity or federated credential that trusts CircleCI's OIDC issuer for this project and branch, let the job assume it, and delete the key.",
    limits:
      "What scripts of the repository, images and orbs without source do is not seen; without a snapshot, a plain `aws` call does not tell where its keys come from. " +
      "AWS keys are not reported in jobs that run an emulator such as localstack or name the endpoint of another service. Server installations before 4.4 have no OIDC.",
    severity: "high",
    confidence: "high",
    profile: "regular",
    data: "both",
    tags: { owasp: ["CICD-SEC-6", "CICD-SEC-2"], cwe: ["CWE-522", "CWE-324"] },
    references: [
      {
        title: "CircleCI: OpenID Connect tokens",
        url: "https://circleci.com/docs/guides/permissions-authentication/openid-connect-tokens/",
      },
      {
        title: "OWASP: insufficient credential hygiene",
        url: "https://owasp.org/www-project-top-10-ci-cd-security-risks/CICD-SEC-06-Insufficient-Credential-Hygiene",
      },
    ],
    since: "0.1.0",
  },
  *check(audit) {
    const ownerOf = ownersIn(audit.config);
    const groups = new Map<string, OwnedUse[]>();
    for (const [run, { uses }] of cloudLoginsIn(audit)) {
      for (const use of uses) {
        const { key, words } = ownerOf(use.at, run);
        addTo(groups, `${use.provider} ${key}`, { ...use, owner: words });
      }
    }
    for (const uses of groups.values()) yield* report(uses, audit);
    for (const key of storedKeysOf(audit, cloudLore(audit))) yield reportStored(key, audit.facts?.organization);
  },
  *checkProject(audit) {
    for (const key of keysOnProject(audit, cloudOf, (provider) => audit.audits.some((each) => usesKey(each, provider)))) {
      yield reportOnSheet(key, "no audited configuration is seen to use it", audit.organization);
    }
  },
  *checkOrganization(audit) {
    for (const key of keysOnOrganization(audit, cloudOf))
      yield reportOnSheet(key, "no audited configuration takes it", audit.organization);
  },
});

interface OwnedUse extends CloudUse {
  readonly owner: string;
}

/** The login of a job or command is put right as a whole, so its uses are one finding for each cloud. */
function addTo(groups: Map<string, OwnedUse[]>, key: string, use: OwnedUse): void {
  const uses = groups.get(key);
  if (uses === undefined) groups.set(key, [use]);
  else uses.push(use);
}

/** At the strongest evidence, once for each way that leads there. */
function* report(uses: readonly OwnedUse[], audit: Audit): Iterable<Reported> {
  const [best] = [...uses].sort((a, b) => rank(a) - rank(b) || a.at.span.start - b.at.span.start);
  if (best === undefined) return;
  const { provider, at, strength, what, use } = best;
  const isSure = strength !== "name";
  const kept = keptWhere(provider, best.run, { kindOf: cloudOf }, audit);
  const finding = {
    at,
    ...(isSure ? {} : byName),
    message: `${best.owner} ${isSure ? "uses" : "seems to use"} ${cloudKeys[provider]}: it ${what}. ${worksAnywhere}${kept}`,
    ...oidcCure(use, audit.facts?.organization),
    secrets: uses.flatMap(({ secret }) => secret ?? []),
  };
  const ways = uses.filter((other) => isSamePlace(other.at, at));
  for (const [index, { run, hops }] of ways.entries()) {
    yield { ...finding, related: index === 0 ? alsoUsed(at, uses) : [], route: { run, hops } };
  }
}

function rank({ strength }: CloudUse): number {
  return strengths.indexOf(strength);
}

function isSamePlace(a: Location, b: Location): boolean {
  return a.file === b.file && a.span.start === b.span.start && a.span.end === b.span.end;
}

function alsoUsed(at: Location, uses: readonly CloudUse[]): readonly RelatedLocation[] {
  const seen = new Set([at.span.start]);
  return uses.flatMap((use) => {
    if (seen.has(use.at.span.start)) return [];
    seen.add(use.at.span.start);
    return [{ ...use.at, label: `it also ${use.what}` }];
  });
}
