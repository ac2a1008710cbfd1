/** What the settings file tells rules. */

export interface AuditPolicy {
  /** Whether the user says that the context is restricted. */
  isRestrictedContext(name: string): boolean;
  /** Whether the user trusts the orb namespace to publish floating versions. */
  isTrustedNamespace(namespace: string): boolean;
  /** Whether the orb namespace is the organisation's own. */
  isOwnNamespace(namespace: string): boolean;
  /** How exactly orbs of the namespace must be pinned; undefined when the settings do not say. Goes before trust. */
  pinOf(namespace: string): Pin | undefined;
  /** What the user says of a variable's name; undefined when the settings do not mention it. */
  isSecretName(name: string): boolean | undefined;
  /** Whether the configurations are expected to read the secret variable; undefined when the settings list none. */
  isExpectedSecret(name: string): boolean | undefined;
  /** After so many days without a change a stored secret, a key or a token is old. */
  readonly staleAfter: number;
  /** Whether projects are expected to have the additional SSH key; undefined when the settings list none. */
  isExpectedSshKey(key: SshKeyName): boolean | undefined;
  judgeOrb(orb: OrbName): ListVerdict;
  /** Whether the list of allowed orbs names it. */
  isListedOrb(orb: OrbName): boolean;
  judgeImage(image: ImageName): ImageVerdict;
  /** `project`: its address, in any form; undefined when it is not known. */
  judgeContext(name: string, project: string | undefined): NameVerdict;
  judgeResourceClass(name: string, project: string | undefined): NameVerdict;
}

/** Most exact first: `1.2.3`, `1.2`, `1`. */
export const pins = ["exact", "minor", "major"] as const;
export type Pin = (typeof pins)[number];

export interface SshKeyName {
  /** Empty: it is offered to every host. */
  readonly hostname: string;
  readonly fingerprint: string;
}

/** An orb as the configuration names it. */
export type OrbName =
  | { readonly kind: "registry"; readonly namespace: string; readonly name: string; readonly version: string | undefined }
  | { readonly kind: "url"; readonly url: string };

/** The parts of an image reference, as written. */
export interface ImageName {
  readonly registry: string | undefined;
  readonly name: string;
  /** `unknown` when only the running pipeline knows. */
  readonly tag: string | undefined | { readonly unknown: true };
  /** The reference holds a digest that pins it. */
  readonly isPinned: boolean;
}

export type ListVerdict =
  | { readonly kind: "fine" }
  /** An entry of the list of what is forbidden fits. */
  | { readonly kind: "denied"; readonly entry: string }
  /** There is a list of what is allowed, and no entry of it fits. */
  | { readonly kind: "not-listed" };

export type ImageVerdict = ListVerdict | { readonly kind: "no-digest"; readonly entry: string };

export type NameVerdict =
  | ListVerdict
  /** It is kept for these projects. */
  | { readonly kind: "other-project"; readonly projects: readonly string[] }
  /** Only jobs that run on these branches and tags alone may take it. */
  | { readonly kind: "reserved"; readonly branches: readonly string[]; readonly tags: readonly string[] };

/** What holds without a settings file. */
export const noPolicy: AuditPolicy = {
  isRestrictedContext: () => false,
  isTrustedNamespace: () => false,
  isOwnNamespace: () => false,
  pinOf: () => undefined,
  isSecretName: () => undefined,
  isExpectedSecret: () => undefined,
  staleAfter: 90,
  isExpectedSshKey: () => undefined,
  judgeOrb: () => ({ kind: "fine" }),
  isListedOrb: () => false,
  judgeImage: () => ({ kind: "fine" }),
  judgeContext: () => ({ kind: "fine" }),
  judgeResourceClass: () => ({ kind: "fine" }),
};
