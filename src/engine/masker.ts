/** Hides known secrets in texts: same length, line breaks kept, so that offsets and positions still hold. */
import { publicPrefixLength } from "../secrets/public-prefix.ts";

export type Mask = (text: string) => string;

/** A tree of the secrets' first characters: texts are searched for all secrets at once, in time that does not depend on their number. */
interface Branch {
  readonly next: Map<number, Branch>;
  /** Length of the longest secret whose first characters end here; 0 when none does. */
  hides: number;
}

/** Secrets that agree in so many characters are one and the same as far as hiding goes. */
const deepest = 64;
const mostBranches = 300_000;

/** Hides every occurrence of the secrets. When there are more than can be kept apart, it hides everything. */
export function maskerOf(secrets: Iterable<string>): Mask {
  const root: Branch = { next: new Map(), hides: 0 };
  let branches = 0;
  for (const secret of secrets) {
    branches += plant(root, secret);
    if (branches > mostBranches) return stars;
  }
  return root.next.size === 0 ? (text) => text : (text) => hide(text, root);
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

/** Returns how many branches it added. */
function plant(root: Branch, secret: string): number {
  let branch = root;
  let added = 0;
  for (let index = 0; index < Math.min(secret.length, deepest); index++) {
    const code = secret.charCodeAt(index);
    let next = branch.next.get(code);
    if (next === undefined) {
      next = { next: new Map(), hides: 0 };
      branch.next.set(code, next);
      added += 1;
    }
    branch = next;
  }
  branch.hides = Math.max(branch.hides, secret.length);
  return added;
}

function hide(text: string, root: Branch): string {
  let result = "";
  let done = 0;
  for (let start = 0; start < text.length; start++) {
    const length = hiddenAt(text, start, root);
    const end = Math.min(start + length, text.length);
    if (end <= done) continue;
    if (start > done) result += text.slice(done, start);
    // A secret that begins inside another one goes on behind it without a prefix of its own.
    result += start >= done ? maskSecret(text.slice(start, end)) : stars(text.slice(done, end));
    done = end;
  }
  return done === 0 ? text : result + text.slice(done);
}

/** Length of the longest secret that begins here. */
function hiddenAt(text: string, start: number, root: Branch): number {
  let longest = 0;
  let branch = root.next.get(text.charCodeAt(start));
  for (let index = start + 1; branch !== undefined; index++) {
    longest = Math.max(longest, branch.hides);
    branch = branch.next.get(text.charCodeAt(index));
  }
  return longest;
}
