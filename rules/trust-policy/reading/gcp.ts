/**
 * Google Cloud: workload identity providers (`gcloud iam workload-identity-pools providers describe`) and the bindings that let a pool's
 * identities act (`gcloud iam service-accounts get-iam-policy`, `gcloud projects get-iam-policy`).
 */
import type { Check, Told, Trust, TrustDocument } from "../../../src/rule/trust-policy.ts";
import { quote } from "../../../src/source/quote.ts";
import { entryOf, type YamlMap } from "../../../src/yaml/node.ts";
import { comparisonsIn } from "./cel.ts";
import { claimName, parseIssuer } from "./issuer.ts";
import { mapAt, textAt, textsOf, told, toldAt } from "./nodes.ts";

export interface GcpProvider {
  /** `projects/…/workloadIdentityPools/<pool>`; undefined when its name does not tell. */
  readonly pool: string | undefined;
  readonly trust: Trust;
  /** Claims by the names of mapped attributes: `attribute.project` → `project-id`. */
  readonly mapping: ReadonlyMap<string, string>;
}

/** Undefined for maps that are no providers; `other` for those that trust somebody else. */
export function gcpProvider(map: YamlMap, document: TrustDocument): GcpProvider | "other" | undefined {
  const oidc = mapAt(map, "oidc");
  const issuer = oidc === undefined ? undefined : toldAt(oidc, "issuerUri", document);
  if (oidc === undefined || issuer === undefined) return undefined;
  if (parseIssuer(issuer.text) === undefined) return "other";
  const name = textAt(map, "name");
  const mapping = mappingOf(map);
  const condition = entryOf(map, "attributeCondition");
  const anchor = condition?.keyNode ?? entryOf(oidc, "issuerUri")?.keyNode ?? map;
  const checks = [...audienceOf(oidc, document), ...(condition === undefined ? [] : conditionChecks(map, mapping, document))];
  const short = name?.split("/").at(-1);
  const owner = short === undefined ? "This workload identity provider" : `The workload identity provider ${quote(short)}`;
  return {
    pool: name?.replace(/\/providers\/[^/]*$/u, ""),
    mapping,
    trust: { provider: "gcp", owner, at: document.locate(anchor), issuers: [issuer], checks },
  };
}

function audienceOf(oidc: YamlMap, document: TrustDocument): readonly Check[] {
  const entry = entryOf(oidc, "allowedAudiences");
  const values = textsOf(entry?.value, document);
  if (entry === undefined || values.length === 0) return [];
  return [{ claim: "aud", test: "equals", values, operator: told(entry.keyNode, document), passesAbsent: false }];
}

function mappingOf(map: YamlMap): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { key, value } of mapAt(map, "attributeMapping")?.entries ?? []) {
    const [only] = value.kind === "scalar" ? comparisonsIn(`${value.text.trim()} == 'x'`) : [];
    if (only?.test === "equals") found.set(key, only.subject);
  }
  return found;
}

function conditionChecks(map: YamlMap, mapping: ReadonlyMap<string, string>, document: TrustDocument): readonly Check[] {
  const condition = toldAt(map, "attributeCondition", document);
  if (condition === undefined || condition.text.trim() === "" || condition.text.trim() === "true") return [];
  return comparisonsIn(condition.text).map(({ subject, test, values }) => ({
    claim: claimOf(subject, mapping),
    test,
    values: values.map((text) => ({ text, at: condition.at })),
    operator: { text: test, at: condition.at },
    passesAbsent: false,
  }));
}

/** What is mapped to something made of several claims stays an attribute. */
function claimOf(subject: string, mapping: ReadonlyMap<string, string>): string {
  const source = mapping.get(subject) ?? subject;
  return source.startsWith("assertion.") ? claimName(source.slice("assertion.".length)) : source;
}

/** Undefined for maps that are no policies. */
export function gcpBindings(
  map: YamlMap,
  providers: readonly GcpProvider[],
  document: TrustDocument,
): readonly Trust[] | undefined {
  const bindings = entryOf(map, "bindings")?.value;
  if (bindings?.kind !== "seq") return undefined;
  return bindings.items.flatMap(({ value }) => {
    const role = value.kind === "map" ? textAt(value, "role") : undefined;
    const members = value.kind === "map" ? textsOf(entryOf(value, "members")?.value, document) : [];
    return members.flatMap((member) => bindingOf(member, role, providers) ?? []);
  });
}

/** Names of the pools whose identities the bindings of a policy name. */
export function poolsBoundIn(map: YamlMap, document: TrustDocument): readonly string[] {
  const bindings = entryOf(map, "bindings")?.value;
  const items = bindings?.kind === "seq" ? bindings.items.map(({ value }) => value) : [];
  const members = items.flatMap((item) => (item.kind === "map" ? textsOf(entryOf(item, "members")?.value, document) : []));
  return members.flatMap(({ text }) => (text.length > 2000 ? [] : (member.exec(text)?.[2] ?? [])));
}

const member =
  /^principal(Set)?:\/\/iam\.googleapis\.com\/(projects\/[^/]+\/locations\/[^/]+\/workloadIdentityPools\/([^/]+))\/(.+)$/u;

/** Of a pool whose provider was not given, only what names CircleCI is taken to be its. */
function bindingOf(given: Told, role = "a role", providers: readonly GcpProvider[]): Trust | undefined {
  const [, isSet, pool = "", name = "", rest = ""] = given.text.length > 2000 ? [] : (member.exec(given.text) ?? []);
  const own = providers.filter((each) => each.pool === pool);
  if (pool === "" || (own.length === 0 && !/circle-?ci/iu.test(name))) return undefined;
  const checks = [...checksOfMember(rest, isSet !== undefined, given, own[0]?.mapping ?? new Map<string, string>())];
  const [provider] = own;
  return {
    provider: "gcp",
    owner: `The binding of ${quote(role)} to the pool ${quote(name)}`,
    at: given.at,
    issuers: [],
    checks: [...checks, ...(provider?.trust.checks ?? [])],
    ...(provider === undefined ? { unless: "the pool's provider has a condition that does: lint it too" } : {}),
  };
}

const guesses: Readonly<Record<string, string>> = {
  project: "project-id",
  project_id: "project-id",
  ref: "vcs-ref",
  vcs_ref: "vcs-ref",
};

function* checksOfMember(rest: string, isSet: boolean, at: Told, mapping: ReadonlyMap<string, string>): Iterable<Check> {
  const base = { test: "equals", operator: { text: at.text, at: at.at }, passesAbsent: false } as const;
  const subject = isSet ? undefined : /^subject\/(.+)$/u.exec(rest)?.[1];
  if (subject !== undefined) yield { ...base, claim: "sub", values: [{ text: subject, at: at.at }] };
  const [, attribute, value] = /^attribute\.(\w+)\/(.+)$/u.exec(rest) ?? [];
  if (attribute === undefined || value === undefined) return;
  const source = mapping.get(`attribute.${attribute}`);
  const guessed = Object.hasOwn(guesses, attribute) ? guesses[attribute] : undefined;
  const claim = source === undefined ? (guessed ?? `attribute.${attribute}`) : claimOf(source, mapping);
  yield {
    ...base,
    claim,
    values: [{ text: value, at: at.at }],
    ...(source === undefined && guessed === undefined ? { test: "unclear" } : {}),
  };
}
