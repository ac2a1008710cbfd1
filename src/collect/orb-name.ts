/** Names of registry orbs, checked: what comes from a configuration becomes a file name and a question to the registry only through here. */
import type { OrbSource } from "../config/config.ts";

export interface OrbName {
  readonly namespace: string;
  readonly name: string;
  /** `1.2.3`, `1.2`, `1`, `volatile`, `dev:label`. */
  readonly version: string;
}

/** The source of an orb, in bytes: far more than any of the registry has. */
export const largestOrb = 4 * 1024 * 1024;

/** As CircleCI's schema has them; a namespace may begin with a digit too. Neither dots nor slashes get through. */
const part = /^[a-z0-9][a-z0-9_-]{0,99}$/;
const exact = /^\d{1,9}\.\d{1,9}\.\d{1,9}$/;
const floating = /^(?:\d{1,9}(?:\.\d{1,9})?|volatile|dev:[a-z0-9_.-]{1,100})$/;

/** Undefined when no registry can hold such an orb. Without a version the last published one is meant. */
export function orbNameOf(source: Extract<OrbSource, { kind: "registry" }>): OrbName | undefined {
  const { namespace, name, version = "volatile" } = source;
  if (!part.test(namespace) || !part.test(name) || !(exact.test(version) || floating.test(version))) return undefined;
  return { namespace, name, version };
}

/** `1.2.3` is the same source for ever; what any other version means may change. */
export function isExact(version: string): boolean {
  return exact.test(version);
}

/** `namespace/name@version`. */
export function shownOrb({ namespace, name, version }: OrbName): string {
  return `${namespace}/${name}@${version}`;
}
