/** The credential catalogue by variable name. */
import type { Credential } from "./credentials/credential.ts";
import { cloudCredentials } from "./credentials/cloud.ts";
import { keyMaterialCredentials } from "./credentials/key-material.ts";
import { platformCredentials } from "./credentials/platforms.ts";
import { publishCredentials } from "./credentials/publishing.ts";
import { registryCredentials } from "./credentials/registries.ts";
import { secretManagerCredentials } from "./credentials/secret-managers.ts";
import { serviceCredentials } from "./credentials/services.ts";
import { wordsOf } from "./name-words.ts";
import { hasPublicPrefix, hasPublicTail } from "./public-names.ts";

export type { Credential };

export const credentials: readonly Credential[] = [
  ...cloudCredentials,
  ...registryCredentials,
  ...publishCredentials,
  ...secretManagerCredentials,
  ...platformCredentials,
  ...serviceCredentials,
  ...keyMaterialCredentials,
];

export interface NamedCredential {
  readonly entry: Credential;
  /** `secret`: the variable holds the secret. `id`: it holds what goes with it, such as a key id, a user name or a path. */
  readonly part: "secret" | "id";
}

interface Pattern extends NamedCredential {
  readonly wordsBefore: boolean;
  readonly wordsAfter: boolean;
}

/** CircleCI refuses longer names. */
const longestName = 300;
/** Names with more words than this are only looked up whole, so that a hostile name costs little. */
const mostWords = 24;

let byName: ReadonlyMap<string, Pattern> | undefined;

function patterns(): ReadonlyMap<string, Pattern> {
  if (byName !== undefined) return byName;
  const made = new Map<string, Pattern>();
  for (const entry of credentials) {
    for (const name of entry.secrets) made.set(coreOf(name), { entry, part: "secret", ...openEnds(name) });
    for (const name of entry.companions ?? []) made.set(coreOf(name), { entry, part: "id", ...openEnds(name) });
  }
  return (byName = made);
}

function openEnds(name: string): { wordsBefore: boolean; wordsAfter: boolean } {
  return { wordsBefore: name.startsWith("*_"), wordsAfter: name.endsWith("_*") };
}

function coreOf(name: string): string {
  return name.slice(name.startsWith("*_") ? 2 : 0, name.endsWith("_*") ? -2 : undefined).toUpperCase();
}

/**
 * The catalogue's row for an environment variable, whatever its case. Where several rows fit, the one that names most of it wins.
 * Undefined for names like `NPM_TOKEN_FILE`, where what stands behind the known name says that the value is no secret.
 */
export function credentialNamed(name: string): NamedCredential | undefined {
  if (name.length > longestName) return undefined;
  const upper = name.toUpperCase();
  const known = patterns();
  const whole = known.get(upper);
  if (whole !== undefined) return { entry: whole.entry, part: whole.part };
  const found = longestPart(upper, known);
  if (found === undefined) return undefined;
  const words = wordsOf(name);
  if (hasPublicPrefix(words) || (found.open && hasPublicTail(words))) return undefined;
  return { entry: found.pattern.entry, part: found.pattern.part };
}

/** The longest run of whole words of the name that the catalogue knows with open ends there. */
function longestPart(upper: string, known: ReadonlyMap<string, Pattern>): { pattern: Pattern; open: boolean } | undefined {
  const bounds = [-1];
  for (let at = upper.indexOf("_"); at !== -1; at = upper.indexOf("_", at + 1)) bounds.push(at);
  bounds.push(upper.length);
  if (bounds.length > mostWords + 1) return undefined;
  for (let words = bounds.length - 2; words > 0; words -= 1) {
    for (let first = 0; first + words < bounds.length; first += 1) {
      const start = (bounds[first] ?? 0) + 1;
      const end = bounds[first + words] ?? upper.length;
      const pattern = known.get(upper.slice(start, end));
      const fits = pattern !== undefined && (start === 0 || pattern.wordsBefore) && (end === upper.length || pattern.wordsAfter);
      if (fits) return { pattern, open: end < upper.length };
    }
  }
  return undefined;
}
