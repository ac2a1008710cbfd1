import type { Location, RelatedLocation } from "../../src/finding/location.ts";
import type { Audit } from "../../src/rule/audit.ts";
import { defineJoinedRule, type Reported } from "../../src/rule/rule.ts";
import { namesInWords } from "../data/context-secrets.ts";
import { oidcReplacement, type CredentialUse } from "../data/oidc-replacement.ts";
import type { CloudProvider } from "../data/oidc/use.ts";
import { cloudLoginsIn, cloudLore, cloudOf } from "./cloud/stored.ts";
import { strengths, type CloudUse } from "./cloud/use.ts";
import { ownersIn } from "./cloud/owner.ts";
import { keyInWords, keysOnOrganization, keysOnProject, storedKeysOf, type KeyOnSheet, type StoredKey } from "./stored-keys.ts";

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
    for (const uses of groups.values()) yield* report(uses);
    for (const key of storedKeysOf(audit, cloudLore(audit))) yield reportStored(key);
  },
  *checkProject(audit) {
    for (const key of keysOnProject(audit, cloudOf, (provider) => audit.audits.some((each) => usesKey(each, provider)))) {
      yield reportOnSheet(key, "no audited configuration is seen to use it");
    }
  },
  *checkOrganization(audit) {
    for (const key of keysOnOrganization(audit, cloudOf)) yield reportOnSheet(key, "no audited configuration takes it");
  },
});

function usesKey(audit: Audit, provider: CloudProvider): boolean {
  for (const logins of cloudLoginsIn(audit).values()) if (logins.standingOf(provider) === "uses") return true;
  return storedKeysOf(audit, cloudLore(audit)).some(({ kind, context }) => kind === provider && context === undefined);
}

interface OwnedUse extends CloudUse {
  readonly owner: string;
}

/** The login of a job or command is put right as a whole, so its uses are one finding for each cloud. */
function addTo(groups: Map<string, OwnedUse[]>, key: string, use: OwnedUse): void {
  const uses = groups.get(key);
  if (uses === undefined) groups.set(key, [use]);
  else uses.push(use);
}

const keys = {
  aws: "a long-lived AWS key",
  gcp: "a Google Cloud service account's key",
  azure: "a long-lived Azure secret",
} as const;

/** At the strongest evidence, once for each way that leads there. */
function* report(uses: readonly OwnedUse[]): Iterable<Reported> {
  const [best] = [...uses].sort((a, b) => rank(a) - rank(b) || a.at.span.start - b.at.span.start);
  if (best === undefined) return;
  const { provider, at, strength, what, use } = best;
  const isSure = strength !== "name";
  const finding = {
    at,
    ...(isSure ? {} : byName),
    message: `${best.owner} ${isSure ? "uses" : "seems to use"} ${keys[provider]}: it ${what}. ` + worksAnywhere,
    ...cureFor(use),
    secrets: uses.flatMap(({ secret }) => secret ?? []),
  };
  const ways = uses.filter((other) => isSamePlace(other.at, at));
  for (const [index, { run, hops }] of ways.entries()) {
    yield { ...finding, related: index === 0 ? alsoUsed(at, uses) : [], route: { run, hops } };
  }
}

const byName = { severity: "medium", confidence: "medium" } as const;

const worksAnywhere =
  "Such a key works until somebody revokes it: whoever finds it in a log, a cache or the backup of a laptop uses it from anywhere.";

function cureFor(use: CredentialUse): Pick<Reported, "remediation" | "replacement"> {
  const { yaml, explanation } = oidcReplacement(use);
  return { remediation: explanation, replacement: yaml };
}

function reportStored(key: StoredKey<CloudProvider>): Reported {
  const { kind: provider, names, reader, run } = key;
  const { at, words } = keyInWords(key, keys[provider]);
  return {
    at,
    ...(reader === undefined ? byName : {}),
    message: `${words} ${worksAnywhere}`,
    ...cureFor(
      reader === undefined ? { provider, via: "environment", names } : { provider, via: "command", tool: reader.program },
    ),
    route: { run, hops: reader?.hops ?? run.hops },
  };
}

function reportOnSheet({ kind: provider, at, names, keeper }: KeyOnSheet<CloudProvider>, use: string): Reported {
  const kept = `${keeper.charAt(0).toUpperCase()}${keeper.slice(1)} keeps ${keys[provider]} (${namesInWords(names)}), and ${use}.`;
  return { at, ...byName, message: `${kept} ${worksAnywhere}`, ...cureFor({ provider, via: "environment", names }) };
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
