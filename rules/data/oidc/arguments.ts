/** Which arguments of an orb's step survive the move to OIDC. */
import { credentialNamed } from "../credentials.ts";
import { secretName } from "../secret-names.ts";
import type { CloudProvider } from "./use.ts";

export type Arguments = Readonly<Record<string, string>>;

/** All of them but those that hold the provider's credential: by their own name, or because their value names its variable. */
export function keptArguments(args: ReadonlyMap<string, string> | undefined, provider: CloudProvider): Arguments {
  const kept: Record<string, string> = {};
  for (const [name, value] of args ?? []) {
    if (!isKeyParameter(name.replaceAll("-", "_"), provider) && !isKeyVariable(value, provider)) kept[name] = value;
  }
  return kept;
}

/** Parameters of other services' credentials stay: `dockerhub-password` of aws-ecr. */
function isKeyParameter(name: string, provider: CloudProvider): boolean {
  const known = credentialNamed(name);
  if (known !== undefined) return known.entry.provider === provider;
  return name.endsWith("access_key_id") || secretName(name) !== undefined;
}

/** The value is, or mentions, a variable of the credential: `AWS_KEY`, `$AWS_KEY`, `--build-arg KEY=${AWS_KEY}`. */
function isKeyVariable(value: string, provider: CloudProvider): boolean {
  const names = value.match(/[A-Za-z_]\w*/gu) ?? [];
  return names.some((name) => credentialNamed(name)?.entry.provider === provider);
}

/** Parameters that took the name of a variable and now take text, by their old name. */
const textParameters: Readonly<Record<string, string>> = { aws_region: "region", region: "region", registry_id: "account_id" };

/**
 * The same arguments for an orb's newer major version, whose parameters are written with underscores. Sources: the aws-ecr, aws-ecs
 * and aws-eks orbs before and after the change; `account-url` has no successor.
 */
export function renamedArguments(args: Arguments): Arguments {
  const renamed: Record<string, string> = {};
  for (const [name, value] of Object.entries(args)) {
    const plain = name.replaceAll("-", "_");
    const successor = Object.hasOwn(textParameters, plain) ? textParameters[plain] : undefined;
    if (successor !== undefined) renamed[successor] = /^[A-Z_][A-Z0-9_]*$/u.test(value) ? `$${value}` : value;
    else if (plain !== "account_url") renamed[plain] = value;
  }
  return renamed;
}

/** Region and profile alone: what every version of aws-cli's setup takes. */
export function regionAndProfile(args: Arguments): Arguments {
  return Object.fromEntries(
    Object.entries(renamedArguments(args)).filter(([name]) => name === "region" || name === "profile_name"),
  );
}
