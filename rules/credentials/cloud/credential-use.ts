/** What a replacement is written for: the use of a key in the terms of the OIDC catalogue. */
import type { Config } from "../../../src/config/config.ts";
import { orbName, orbVersion } from "../../data/cloud/orbs.ts";
import type { CloudProvider, CredentialUse, OrbUse } from "../../data/oidc/use.ts";
import type { OrbElement } from "./orb-uses.ts";
import type { ScriptUse } from "./use.ts";

export function orbUse({ orb, element, isJob, args }: OrbElement, provider: CloudProvider, config: Config): OrbUse {
  const cli = provider === "azure" ? undefined : cliOf(config, provider);
  const texts = [...args.values()].flatMap(({ name, text }) => (text === undefined ? [] : [[name, text.scalar.text] as const]));
  return {
    provider,
    via: "orb",
    alias: orb.alias,
    orb: orbName(orb) ?? orb.alias,
    version: orbVersion(orb),
    element,
    isJob,
    args: new Map(texts),
    ...(cli !== undefined && { cli }),
  };
}

/** The configuration's own import of the orb that logs in. */
function cliOf(config: Config, provider: "aws" | "gcp"): OrbUse["cli"] {
  const orb = [...config.orbs.values()].find((candidate) => orbName(candidate) === `circleci/${provider}-cli`);
  return orb && { alias: orb.alias, version: orbVersion(orb) };
}

export function scriptUse({ provider, tool, names, profile, region }: ScriptUse): CredentialUse {
  if (tool === undefined) return { provider, via: "environment", names };
  return { provider, via: "command", tool, ...(profile !== undefined && { profile }), ...(region !== undefined && { region }) };
}
