/** Ids, keys and days that look like the real ones and are the same in every run. */

import { createHash } from "node:crypto";

const kinds = {
  organization: "5f1c0a7e",
  project: "8d2b4c61",
  context: "c07e9a35",
  restriction: "e61f7b02",
  webhook: "3b9d5f18",
  schedule: "a4c8e270",
  definition: "91d3b6f4",
  trigger: "f2076ac9",
  runner: "6e5a1d83",
  user: "1c94f7be",
  group: "7a30cd52",
  other: "d8b1e946",
} as const;

export type IdKind = keyof typeof kinds;

export function idOf(kind: IdKind, index: number): string {
  return `${kinds[kind]}-0000-4000-8000-${index.toString(16).padStart(12, "0")}`;
}

/** Undefined when it is no id of that kind. */
export function indexOf(kind: IdKind, id: string): number | undefined {
  const prefix = `${kinds[kind]}-0000-4000-8000-`;
  return id.startsWith(prefix) ? Number.parseInt(id.slice(prefix.length), 16) : undefined;
}

/** What must be in nothing that is written. */
export const canaries = {
  /** End of the masked value of every variable. */
  maskedTail: "Zq7V",
  email: "canary-person@mail.acme.example",
  urlSecret: "canary-url-secret-5150",
  legacyKey: "canary-legacy-aws-key-5150",
  header: "canary-otel-header-5150",
  hostname: "canary-host-17.internal.acme.example",
} as const;

/** As CircleCI shows a secret. */
export const maskedValue = `xxxx${canaries.maskedTail}`;

/** A public key of no private key: its bytes are its name. */
export function publicKey(name: string): string {
  return `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${Buffer.from(name.padEnd(32, ".").slice(0, 32)).toString("base64").replaceAll("=", "")}`;
}

export function fingerprint(key: string): string {
  return `SHA256:${createHash("sha256").update(key).digest("base64").replaceAll("=", "")}`;
}

export type Days = (ago: number) => string;

/** Times reckoned back from a day. */
export function daysBefore(today: string): Days {
  const start = Date.parse(`${today}T09:30:00.000Z`);
  return (ago) => new Date(start - ago * 86_400_000).toISOString();
}

/** Before CircleCI asked everybody, in January 2023, to replace every secret. */
export const beforeTheIncident = "2022-03-14T10:12:45.000Z";
