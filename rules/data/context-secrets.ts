/** The secrets that a context or a project keeps, by name and in words for messages. */
import type { AuditPolicy } from "../../src/rule/audit.ts";
import { valueOf, type Fetched } from "../../src/snapshot/fetched.ts";
import type { StoredVariable } from "../../src/snapshot/organization.ts";
import { quoted } from "../../src/source/in-words.ts";
import { secretName } from "./secret-names.ts";

/** Names of stored variables that are not plainly public; the user's settings have the last word. Undefined when they are not known. */
export function secretNamesIn(
  variables: Fetched<readonly StoredVariable[]> | undefined,
  policy: Pick<AuditPolicy, "isSecretName">,
): readonly string[] | undefined {
  const listed = valueOf(variables);
  if (listed === undefined) return undefined;
  let byList = known.get(policy);
  if (byList === undefined) known.set(policy, (byList = new WeakMap()));
  let secrets = byList.get(listed);
  if (secrets === undefined) byList.set(listed, (secrets = secretsAmong(listed, policy)));
  return secrets;
}

/** Every project of an organisation asks about its contexts. */
const known = new WeakMap<object, WeakMap<readonly StoredVariable[], readonly string[]>>();

function secretsAmong(variables: readonly StoredVariable[], policy: Pick<AuditPolicy, "isSecretName">): readonly string[] {
  const names = variables.map(({ name }) => name);
  const stored = new Set(names);
  return names.filter((name) => policy.isSecretName(name) ?? secretName(name, { stored }) !== undefined);
}

/** `` `A`, `B`, `C` and 4 more ``. */
export function namesInWords(names: readonly string[], most = 3): string {
  return quoted(names, most);
}
