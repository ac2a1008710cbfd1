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

/** What attributes are made of: `attribute.project` of one claim, `attribute.project_ref` of two with a slash between them. */
type Mapping = ReadonlyMap<string, readonly string[]>;

export interface GcpProvider {
  /** `projects/…/workloadIdentityPools/<pool>`; undefined when its name does not tell. */
  readonly pool: string | undefined;
  readonly trust: Trust;
  readonly mapping: Mapping;
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

function mappingOf(map: YamlMap): Mapping {
  const found = new Map<string, readonly string[]>();
  for (const { key, value } of mapAt(map, "attributeMapping")?.entries ?? []) {
    const parts = value.kind === "scalar" ? value.text.slice(0, 2000).split(/\s*\+\s*["']\/["']\s*\+\s*/u) : [];
    const claims = parts.map((part) => comparisonsIn(`${part.trim()} == 'x'`));
    const subjects = claims.flatMap(([only, ...others]) =>
      only?.test === "equals" && others.length === 0 ? [only.subject] : [],
    );
    if (subjects.length === claims.length && subjects.length > 0) found.set(key, subjects);
  }
  return found;
}

function conditionChecks(map: YamlMap, mapping: Mapping, document: TrustDocument): readonly Check[] {
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
function claimOf(subject: string, mapping: Mapping): string {
  const [source = subject, ...others] = mapping.get(subject) ?? [];
  return others.length > 0 ? subject : ownClaim(source);
}

function ownClaim(source: string): string {
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
  const checks = [...checksOfMember(rest, isSet !== undefined, given, own[0]?.mapping ?? new Map<string, readonly string[]>())];
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
  org: "org-id",
  org_id: "org-id",
  organization: "org-id",
};

function* checksOfMember(rest: string, isSet: boolean, { text, at }: Told, mapping: Mapping): Iterable<Check> {
  const base = { test: "equals", operator: { text, at }, passesAbsent: false } as const;
  const subject = isSet ? undefined : /^subject\/(.+)$/u.exec(rest)?.[1];
  if (subject !== undefined) yield { ...base, claim: "sub", values: [{ text: subject, at }] };
  const [, attribute, value] = /^attribute\.(\w+)\/(.+)$/u.exec(rest) ?? [];
  if (attribute === undefined || value === undefined) return;
  const claims = mapping.get(`attribute.${attribute}`)?.map(ownClaim) ?? guessed(attribute);
  // Whatever it is made of may be the project, and the ref.
  if (claims === undefined) for (const claim of ["project-id", "vcs-ref"]) yield { ...base, claim, test: "unclear", values: [] };
  const values = claims?.length === 2 ? [value.slice(0, value.indexOf("/")), value.slice(value.indexOf("/") + 1)] : [value];
  for (const [index, claim] of (claims ?? []).entries()) yield { ...base, claim, values: [{ text: values[index] ?? "", at }] };
}

function guessed(attribute: string): readonly string[] | undefined {
  const claim = Object.hasOwn(guesses, attribute) ? guesses[attribute] : undefined;
  return claim === undefined ? undefined : [claim];
}
