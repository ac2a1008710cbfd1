/** Trust policies of AWS's IAM roles, alone or in what `aws iam get-role`, `list-roles`, CloudFormation and Terraform's state hold. */
import type { Check, Told, Trust, TrustDocument } from "../../../src/rule/trust-policy.ts";
import { quote } from "../../../src/source/quote.ts";
import { entryOf, type YamlMap, type YamlNode } from "../../../src/yaml/node.ts";
import { conditionsOf, denialsOf } from "./aws-conditions.ts";
import { parseIssuer } from "./issuer.ts";
import { nameAround, textAt, textsOf } from "./nodes.ts";

/** Undefined for maps that are no policies. */
export function awsTrusts(map: YamlMap, around: readonly YamlMap[], document: TrustDocument): readonly Trust[] | undefined {
  const statement = entryOf(map, "Statement")?.value;
  if (statement === undefined) return undefined;
  const items = statement.kind === "seq" ? statement.items.map(({ value }) => value) : [statement];
  const statements = items.filter((item): item is YamlMap => item.kind === "map");
  const name = nameAround(around, "RoleName", "name", "Arn");
  const owner = name === undefined ? "This trust policy" : `The role ${quote(name)}`;
  const denied = statements.filter((each) => isEffect(each, "deny")).flatMap((each) => denialsOf(each, document));
  return statements.filter((each) => isEffect(each, "allow")).flatMap((each) => trustOf(each, owner, denied, document) ?? []);
}

function isEffect(statement: YamlMap, effect: string): boolean {
  return textAt(statement, "Effect")?.toLowerCase() === effect;
}

function trustOf(statement: YamlMap, owner: string, denied: readonly Check[], document: TrustDocument): Trust | undefined {
  const { checks, keys } = conditionsOf(statement, document);
  const { providers, principals } = principalsOf(statement, document);
  const actions = textsOf(entryOf(statement, "Action")?.value, document);
  const named = [...providers, ...keys].filter(({ text }) => parseIssuer(text) !== undefined);
  const isForAll = principals.length > 0 && actions.some(({ text }) => letsTokensIn(text));
  if (named.length === 0 && !(isForAll && providers.length === 0)) return undefined;
  const anchor = entryOf(statement, "Condition")?.keyNode ?? entryOf(statement, "Principal")?.keyNode ?? statement;
  const own = checks.filter(({ operator }) => !isForeign(operator, keys));
  return {
    provider: "aws",
    owner,
    at: document.locate(anchor),
    issuers: named,
    checks: [...own, ...denied],
    principals,
    actions,
  };
}

/** Keys of other issuers say nothing about CircleCI's tokens. */
function isForeign(operator: Told, keys: readonly Told[]): boolean {
  const key = keys.find(({ at }) => at === operator.at);
  return key !== undefined && parseIssuer(key.text) === undefined;
}

function letsTokensIn(action: string): boolean {
  return /^(?:\*|sts:\*|sts:assumerole\*|sts:assumerolewithwebidentity)$/iu.test(action);
}

interface Principals {
  /** Names of issuers. */
  readonly providers: readonly Told[];
  /** Those that are wider than one provider of tokens. */
  readonly principals: readonly Told[];
}

function principalsOf(statement: YamlMap, document: TrustDocument): Principals {
  const not = entryOf(statement, "NotPrincipal");
  const principal = entryOf(statement, "Principal")?.value;
  const federated = principal?.kind === "map" ? federatedOf(principal, document) : [];
  const wide = [
    ...(not === undefined ? [] : [{ text: "NotPrincipal", at: document.locate(not.keyNode) }]),
    ...wildcardsOf(principal, document),
  ];
  const providers = federated.map(({ text, at }) => ({ text: text.replace(/^arn:[^:]*:iam::[^:]*:oidc-provider\//u, ""), at }));
  return { providers: providers.filter(({ text }) => text !== "*"), principals: wide };
}

function federatedOf(principal: YamlMap, document: TrustDocument): readonly Told[] {
  return textsOf(entryOf(principal, "Federated")?.value, document);
}

function wildcardsOf(principal: YamlNode | undefined, document: TrustDocument): readonly Told[] {
  if (principal === undefined) return [];
  const nodes = principal.kind === "map" ? principal.entries.map(({ value }) => value) : [principal];
  return nodes.flatMap((node) => textsOf(node, document)).filter(({ text }) => text === "*" || text.endsWith("oidc-provider/*"));
}
