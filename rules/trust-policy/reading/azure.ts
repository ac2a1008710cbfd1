/** Federated credentials of Entra ID, as `az ad app federated-credential list` and Microsoft Graph show them. */
import type { Check, Trust, TrustDocument } from "../../../src/rule/trust-policy.ts";
import { quote } from "../../../src/source/quote.ts";
import { entryOf, type YamlMap, type YamlNode } from "../../../src/yaml/node.ts";
import { claimName, parseIssuer } from "./issuer.ts";
import { mapAt, textAt, textsOf, told, toldAt } from "./nodes.ts";

/** Undefined for maps that are none. */
export function azureTrusts(map: YamlMap, document: TrustDocument): readonly Trust[] | undefined {
  const issuer = toldAt(map, "issuer", document);
  const isCredential = entryOf(map, "subject") !== undefined || entryOf(map, "claimsMatchingExpression") !== undefined;
  if (issuer === undefined || !isCredential || entryOf(map, "audiences") === undefined) return undefined;
  if (parseIssuer(issuer.text) === undefined) return [];
  const name = textAt(map, "name");
  const anchor = entryOf(map, "subject")?.keyNode ?? map;
  const owner = name === undefined ? "This federated credential" : `The federated credential ${quote(name)}`;
  return [{ provider: "azure", owner, at: document.locate(anchor), issuers: [issuer], checks: [...checksOf(map, document)] }];
}

function* checksOf(map: YamlMap, document: TrustDocument): Iterable<Check> {
  const audiences = entryOf(map, "audiences");
  if (audiences !== undefined) {
    const operator = told(audiences.keyNode, document);
    yield { claim: "aud", test: "equals", values: textsOf(audiences.value, document), operator, passesAbsent: false };
  }
  const subject = entryOf(map, "subject");
  if (subject?.value.kind === "scalar" && subject.value.value !== null) {
    const operator = told(subject.keyNode, document);
    yield { claim: "sub", test: "equals", values: [told(subject.value, document)], operator, passesAbsent: false };
  }
  const expression = mapAt(map, "claimsMatchingExpression");
  const value = expression === undefined ? undefined : entryOf(expression, "value")?.value;
  if (value !== undefined) yield* ofExpression(value, document);
}

const comparison = /^\s*claims\['([^']{1,200})'\]\s+(eq|matches)\s+'([^']{0,2000})'\s*$/u;

/** `claims['sub'] matches 'org/…/*' and claims['…'] eq '…'`. Source: Microsoft's page on flexible federated identity credentials. */
function* ofExpression(node: YamlNode, document: TrustDocument): Iterable<Check> {
  const whole = told(node, document);
  for (const part of whole.text.slice(0, 5000).split(/\s+and\s+/u)) {
    const [, claim, operator, text] = comparison.exec(part) ?? [];
    const base = { operator: { text: operator ?? "", at: whole.at }, passesAbsent: false };
    if (claim === undefined || text === undefined) {
      for (const [, mentioned = ""] of part.matchAll(/claims\['([^']{1,200})'\]/gu)) {
        yield { ...base, claim: claimName(mentioned), test: "unclear", values: [] };
      }
    } else
      yield { ...base, claim: claimName(claim), test: operator === "eq" ? "equals" : "glob", values: [{ text, at: whole.at }] };
  }
}
