/** Branch names that stand for something, and names that others may give so that they pass for one. */

/** Branches whose name means that what is on them has been looked at. */
const telling = ["main", "master", "trunk", "production", "prod", "release", "releases", "stable", "staging", "live", "deploy"];

/** Names that nobody gives a meaning. */
export const ordinaryBranches = ["my-work", "feature/my-work", "fix-my-work", "zz9"];

export interface LookAlike {
  /** The branch that is meant. */
  readonly meant: string;
  /** A name that is let in as well. */
  readonly other: string;
}

/**
 * What is let in that only begins or ends like a telling name. Where a separator must follow, `release/1.2` or `release-1.2`, a
 * family of branches is meant, which the repository can protect.
 */
export function lookAlikeOf(admits: (branch: string) => boolean): LookAlike | undefined {
  for (const meant of telling) {
    if (!admits(meant)) continue;
    if (admits(`not${meant}`)) return { meant, other: `not-${meant}` };
    if (admits(`${meant}x`)) return { meant, other: `${meant}-by-me` };
  }
  return undefined;
}
