/** Documents → what in them trusts CircleCI's tokens. */
import type { Told, Trust, TrustDocument, TrustReading } from "../../../src/rule/trust-policy.ts";
import type { YamlMap } from "../../../src/yaml/node.ts";
import { awsTrusts } from "./aws.ts";
import { azureTrusts } from "./azure.ts";
import { gcpBindings, gcpProvider, poolsBoundIn, type GcpProvider } from "./gcp.ts";
import { mapsIn } from "./nodes.ts";
import { vaultIssuers, vaultTrusts } from "./vault.ts";

interface Pools {
  readonly providers: readonly GcpProvider[];
  /** Pools that bindings of this run name. */
  readonly bound: ReadonlySet<string>;
}

export function readTrusts(documents: readonly TrustDocument[]): readonly TrustReading[] {
  const all = documents.map((document) => ({ document, maps: [...mapsIn(document)] }));
  const providers: GcpProvider[] = [];
  const issuers: Told[] = [];
  for (const { document, maps } of all) {
    for (const [map] of maps) {
      const provider = gcpProvider(map, document);
      if (provider !== undefined && provider !== "other") providers.push(provider);
      issuers.push(...vaultIssuers(map, document));
    }
  }
  const bound = new Set(all.flatMap(({ document, maps }) => maps.flatMap(([map]) => poolsBoundIn(map, document))));
  return all.map(({ document, maps }) => {
    const found = maps.flatMap(([map, around]) => {
      const trusts = trustsOf(map, around, { providers, bound }, document);
      return trusts === undefined ? [] : [trusts];
    });
    return { count: found.length, trusts: found.flat().map((trust) => withIssuers(trust, issuers)) };
  });
}

function trustsOf(
  map: YamlMap,
  around: readonly YamlMap[],
  { providers, bound }: Pools,
  document: TrustDocument,
): readonly Trust[] | undefined {
  const provider = gcpProvider(map, document);
  if (provider !== undefined) return provider === "other" ? [] : [providerTrust(provider, bound)];
  return (
    awsTrusts(map, around, document) ??
    azureTrusts(map, document) ??
    vaultTrusts(map, document) ??
    gcpBindings(map, providers, document)
  );
}

/** What a provider lets into its pool is judged with the bindings of the pool, where they were given. */
function providerTrust({ trust, pool }: GcpProvider, bound: ReadonlySet<string>): Trust {
  if (pool !== undefined && bound.has(pool)) return { ...trust, isIssuerOnly: true };
  return { ...trust, unless: "each binding of its pool names what this does not: lint these with it" };
}

/** Vault's roles take what the settings of their auth method say. */
function withIssuers(trust: Trust, issuers: readonly Told[]): Trust {
  return trust.provider === "vault" && trust.isIssuerOnly !== true ? { ...trust, issuers } : trust;
}
