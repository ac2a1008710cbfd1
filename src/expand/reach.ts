/** On which pushes a job run runs, as far as filters, conditions and triggers tell. */
import type { Tri } from "./plan.ts";

export interface Reach {
  /** A push to a branch that nobody has given a special name, such as `my-feature`. */
  readonly anyBranch: Tri;
  readonly defaultBranch: Tri;
  /** A tag that looks like a release, and one that does not. */
  readonly releaseTag: Tri;
  readonly anyTag: Tri;
  /** What keeps ordinary branches out, for messages: `filters`, `when`, `triggers`, `requires`. */
  readonly guards: readonly ("filters" | "when" | "triggers" | "requires")[];
}
