/** Hides known secrets in texts: same length, line breaks kept, so that offsets and positions still hold. */
import { publicPrefixLength } from "../secrets/public-prefix.ts";

export type Mask = (text: string) => string;

/** Secrets that begin alike. */
interface Bucket {
  /** The secrets' first characters, and the length of the longest secret that has them. */
  readonly heads: Map<string, number>;
  longest: number;
}

/** Secrets are looked up by as many of their first characters; short ones by fewer. */
const keyLength = 8;
const shortKeyLength = 4;
/** Secrets that agree in so many characters are one and the same as far as hiding goes. */
const headLength = 64;
/** When more secrets begin alike, whatever begins so is taken for one: comparing with all of them would take too long. */
const mostHeads = 32;

/** Hides every occurrence of the secrets, in time that does not depend on their number. */
export function maskerOf(secrets: Iterable<string>): Mask {
  const buckets = new Map<string, Bucket>();
  const firstCharacters = new Set<number>();
  for (const secret of new Set(secrets)) {
    const key = secret.slice(0, secret.length < keyLength ? shortKeyLength : keyLength);
    const bucket = buckets.get(key) ?? { heads: new Map<string, number>(), longest: 0 };
    buckets.set(key, bucket);
    firstCharacters.add(secret.charCodeAt(0));
    bucket.longest = Math.max(bucket.longest, secret.length);
    const head = secret.slice(0, headLength);
    if (bucket.heads.size <= mostHeads) bucket.heads.set(head, Math.max(bucket.heads.get(head) ?? 0, secret.length));
  }
  if (buckets.size === 0) return (text) => text;
  return (text) => hide(text, (start) => (firstCharacters.has(text.charCodeAt(start)) ? hiddenAt(text, start, buckets) : 0));
}

/** Length of the longest secret that begins here, 0 when none does. */
function hiddenAt(text: string, start: number, buckets: ReadonlyMap<string, Bucket>): number {
  let longest = 0;
  for (const length of [keyLength, shortKeyLength]) {
    const bucket = buckets.get(text.slice(start, start + length));
    if (bucket === undefined) continue;
    if (bucket.heads.size > mostHeads) longest = Math.max(longest, bucket.longest);
    else for (const [head, hides] of bucket.heads) if (hides > longest && text.startsWith(head, start)) longest = hides;
  }
  return longest;
}

/** Every character but white space as `*`. */
export function stars(text: string): string {
  return text.replace(/\S/g, "*");
}

/** A secret as it may be shown: the prefix that all of its kind share, then stars. */
export function maskSecret(secret: string): string {
  const shown = publicPrefixLength(secret);
  return secret.slice(0, shown) + stars(secret.slice(shown));
}

function hide(text: string, hiddenFrom: (start: number) => number): string {
  let result = "";
  let done = 0;
  for (let start = 0; start < text.length; start++) {
    const end = Math.min(start + hiddenFrom(start), text.length);
    if (end <= Math.max(done, start)) continue;
    if (start > done) result += text.slice(done, start);
    // A secret that begins inside another one goes on behind it without a prefix of its own.
    result += start >= done ? maskSecret(text.slice(start, end)) : stars(text.slice(done, end));
    done = end;
  }
  return done === 0 ? text : result + text.slice(done);
}
