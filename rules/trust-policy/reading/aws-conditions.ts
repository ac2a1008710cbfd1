/** Conditions of AWS's policies as checks. Source: AWS's IAM user guide, "JSON policy elements: Condition operators". */
import type { Check, Told, TrustDocument } from "../../../src/rule/trust-policy.ts";
import { entryOf, type YamlEntry, type YamlMap } from "../../../src/yaml/node.ts";
import { claimName, parseIssuer } from "./issuer.ts";
import { mapAt, textsOf } from "./nodes.ts";

interface Conditions {
  readonly checks: readonly Check[];
  /** The issuer in each key, at the key. */
  readonly keys: readonly Told[];
}

export function conditionsOf(statement: YamlMap, document: TrustDocument): Conditions {
  const checks: Check[] = [];
  const keys: Told[] = [];
  for (const { operator, entry } of comparisonsIn(statement)) {
    const split = entry.key.indexOf(":");
    const issuer = entry.key.slice(0, split);
    // Keys of AWS itself, such as `aws:SourceIp`.
    if (split === -1 || !issuer.includes(".")) continue;
    const at = document.locate(entry.keyNode);
    const found = testOf(operator, entry, document);
    keys.push({ text: issuer, at });
    // That a key must be there, says nothing about what it holds.
    if (found !== undefined)
      checks.push({ claim: claimName(entry.key.slice(split + 1)), ...found, operator: { text: operator, at } });
  }
  return { checks, keys };
}

function* comparisonsIn(statement: YamlMap): Iterable<{ readonly operator: string; readonly entry: YamlEntry }> {
  for (const { key: operator, value } of mapAt(statement, "Condition")?.entries ?? []) {
    for (const entry of value.kind === "map" ? value.entries : []) yield { operator, entry };
  }
}

const tests: Readonly<Record<string, Check["test"]>> = {
  stringequals: "equals",
  stringequalsignorecase: "equals",
  stringlike: "glob",
  stringnotequals: "differs",
  stringnotequalsignorecase: "differs",
  stringnotlike: "differs",
  bool: "equals",
};

function testOf(
  operator: string,
  entry: YamlEntry,
  document: TrustDocument,
): Pick<Check, "test" | "values" | "passesAbsent"> | undefined {
  const match = /^(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?$/iu.exec(operator);
  const bare = match?.[2]?.toLowerCase() ?? "";
  const values = textsOf(entry.value, document);
  if (bare === "null") {
    return values.some(({ text }) => text.toLowerCase() === "true") ? { test: "unclear", values, passesAbsent: true } : undefined;
  }
  const test = Object.hasOwn(tests, bare) ? (tests[bare] ?? "unclear") : "unclear";
  const isForAll = match?.[1]?.toLowerCase() === "forallvalues";
  return { test, values, passesAbsent: match?.[3] !== undefined || isForAll || test === "differs" };
}

/** `Deny` what differs is as good as to allow what is equal; a denial on several conditions at once is no such thing. */
export function denialsOf(statement: YamlMap, document: TrustDocument): readonly Check[] {
  if (entryOf(statement, "Action") === undefined) return [];
  const [only, ...others] = [...comparisonsIn(statement)];
  if (only === undefined || others.length > 0) return [];
  const { operator, entry } = only;
  const split = entry.key.indexOf(":");
  const test = /^StringNotEquals$/iu.test(operator) ? "equals" : /^StringNotLike$/iu.test(operator) ? "glob" : undefined;
  if (test === undefined || parseIssuer(entry.key.slice(0, split)) === undefined) return [];
  const told = { text: operator, at: document.locate(entry.keyNode) };
  const claim = claimName(entry.key.slice(split + 1));
  return [{ claim, test, values: textsOf(entry.value, document), operator: told, passesAbsent: false }];
}
