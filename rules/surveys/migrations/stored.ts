/** Credentials that contexts and the project keep, and the jobs that are given them without a use that the configuration shows. */
import type { JobRun } from "../../../src/expand/plan.ts";
import { knownText } from "../../../src/expand/text.ts";
import type { Audit } from "../../../src/rule/audit.ts";
import type { ProjectFacts } from "../../../src/snapshot/project-facts.ts";
import { contextNamed } from "../../../src/snapshot/context-access.ts";
import { valueOf } from "../../../src/snapshot/fetched.ts";
import { quote } from "../../../src/source/quote.ts";
import { locationOf } from "../../../src/yaml/node.ts";
import { cloudLore } from "../../credentials/cloud/stored.ts";
import { serviceLore } from "../../credentials/services/stored.ts";
import { serviceOfVariable } from "../../credentials/services/script-signs.ts";
import { readerIn, type KeyLore } from "../../credentials/stored-keys.ts";
import { cloudVariable } from "../../data/cloud/variables.ts";
import { isServiceName } from "../../data/oidc/service-logins.ts";
import type { CloudProvider, CredentialUse } from "../../data/oidc/use.ts";
import { namePolicyOf } from "../../data/stored-secrets.ts";
import { scriptsByRun } from "../../data/scripts-by-run.ts";
import type { StoredName } from "./credentials.ts";
import { homeKey, type Home } from "./home.ts";
import type { Sighting } from "./sighting.ts";

/** Of the project and of the contexts that its jobs take. */
export function storedNames(audits: readonly Audit[], facts: ProjectFacts): readonly StoredName[] {
  const contexts = new Set(
    audits.flatMap(({ plan }) => plan.runs.flatMap((run) => run.contexts.flatMap(({ name }) => knownText(name) ?? []))),
  );
  const ofContexts = [...contexts].flatMap((name) => {
    const variables = valueOf(contextNamed(name, facts.organization)?.variables) ?? [];
    return variables.map((variable) => ({ home: { kind: "context", name } as const, name: variable.name }));
  });
  const ofProject = (valueOf(facts.project.variables) ?? []).map(({ name }) => ({ home: { kind: "project" } as const, name }));
  return [...ofContexts, ...ofProject].flatMap(({ home, name }) => {
    const provider = providerOfName(name);
    return provider === undefined ? [] : [{ provider, home, name }];
  });
}

/** Tokens for packages are left out: a stored one may be there to install, for which there is no OIDC. */
function providerOfName(name: string): string | undefined {
  return cloudVariable(name)?.provider ?? serviceOfVariable(name);
}

/** For each job that is given a stored credential, and neither shows its use nor logs in by OIDC. `used` knows the shown ones. */
export function* silentUses(audit: Audit, used: readonly Sighting[]): Iterable<Sighting> {
  const { stored } = namePolicyOf(audit);
  const shown = shownProviders(used);
  for (const run of audit.plan.runs) {
    if (run.workflow === undefined || stored === undefined) continue;
    for (const { provider, home, names } of givenTo(stored.of(run).places).values()) {
      const lore = loreOf(audit, provider);
      if (shown.get(run)?.has(provider) === true) continue;
      const standing = lore.standingOf(run, provider);
      if (standing === "uses" || standing === "needs-none") continue;
      const reader = standing === "unclear" ? undefined : readerIn(scriptsByRun(audit).get(run) ?? [], names, lore);
      if (reader === undefined && home.kind === "project") continue;
      const sighting = { audit, provider, run, names, secret: undefined, ...inWords(run, home, reader) };
      for (const use of usesUnseen(provider, names, reader)) yield { ...sighting, use };
    }
  }
}

/** Of which providers each run is seen to use a credential. */
export function shownProviders(used: readonly Sighting[]): ReadonlyMap<JobRun, ReadonlySet<string>> {
  const shown = new Map<JobRun, Set<string>>();
  for (const { run, provider } of used) {
    const known = shown.get(run);
    if (known === undefined) shown.set(run, new Set([provider]));
    else known.add(provider);
  }
  return shown;
}

interface Given extends Omit<StoredName, "name"> {
  readonly names: string[];
}

function givenTo(places: ReadonlyMap<string, string | undefined>): ReadonlyMap<string, Given> {
  const given = new Map<string, Given>();
  for (const [name, context] of places) {
    const provider = providerOfName(name);
    if (provider === undefined) continue;
    const home: Home = context === undefined ? { kind: "project" } : { kind: "context", name: context };
    const key = `${provider} ${homeKey(home)}`;
    const known = given.get(key);
    if (known === undefined) given.set(key, { provider, home, names: [name] });
    else known.names.push(name);
  }
  return given;
}

/** What the rules know of the provider's programs. */
export function loreOf(audit: Audit, provider: string): KeyLore<string> {
  return isCloud(provider) ? cloudLore(audit) : serviceLore(audit);
}

function isCloud(provider: string): provider is CloudProvider {
  return provider === "aws" || provider === "gcp" || provider === "azure";
}

type Reader = ReturnType<typeof readerIn>;

export function readerInWords({ program, at }: NonNullable<Reader>): Pick<Sighting, "at" | "what"> {
  return { at, what: `runs ${quote(program)}, which reads it by itself` };
}

function inWords(run: JobRun, home: Home, reader: Reader): Pick<Sighting, "at" | "what"> {
  if (reader !== undefined) return readerInWords(reader);
  const context = home.kind === "context" ? home.name : "";
  const node = run.contexts.find(({ name }) => knownText(name) === context)?.node ?? run.nameNode;
  return { at: locationOf(node), what: `takes the context ${quote(context)}, which keeps it` };
}

/** What a stored credential is for as long as no more is seen of it. */
export function usesUnseen(provider: string, names: readonly string[], reader?: Reader): readonly CredentialUse[] {
  if (isServiceName(provider)) return [{ provider, via: "service" }];
  if (!isCloud(provider)) return [];
  return [reader === undefined ? { provider, via: "environment", names } : { provider, via: "command", tool: reader.program }];
}
