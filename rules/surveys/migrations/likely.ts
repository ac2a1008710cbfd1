/** Uses that only the APIs could tell for sure: programs that look for a credential by themselves, in jobs that may be given it. */
import type { Audit } from "../../../src/rule/audit.ts";
import { readerIn } from "../../credentials/stored-keys.ts";
import { scriptsByRun } from "../../data/scripts-by-run.ts";
import type { Sighting } from "./sighting.ts";
import { loreOf, readerInWords, shownProviders, usesUnseen } from "./stored.ts";

/** What programs read by themselves, by provider. */
const usual: readonly (readonly [provider: string, names: readonly string[]])[] = [
  ["aws", ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"]],
  ["azure", ["ARM_CLIENT_SECRET"]],
  ["vault", ["VAULT_TOKEN"]],
  ["pulumi", ["PULUMI_ACCESS_TOKEN"]],
  ["doppler", ["DOPPLER_TOKEN"]],
  ["infisical", ["INFISICAL_TOKEN"]],
  ["databricks", ["DATABRICKS_TOKEN"]],
];

/** Of runs that show no use of their own and do not log in by OIDC. */
export function* likelyUses(audit: Audit, used: readonly Sighting[]): Iterable<Sighting> {
  const shown = shownProviders(used);
  const inUse = new Set(used.map(({ provider }) => provider));
  for (const run of audit.plan.runs) {
    if (run.workflow === undefined) continue;
    for (const [provider, names] of usual) {
      if (!inUse.has(provider) || shown.get(run)?.has(provider) === true) continue;
      const lore = loreOf(audit, provider);
      if (lore.standingOf(run, provider) !== undefined) continue;
      const reader = readerIn(scriptsByRun(audit).get(run) ?? [], names, lore);
      if (reader === undefined) continue;
      const sighting = { audit, provider, run, names, secret: undefined, ...readerInWords(reader) };
      for (const use of usesUnseen(provider, names, reader)) yield { ...sighting, use };
    }
  }
}
