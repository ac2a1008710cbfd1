/** The contract of guides: what one provider needs to take CircleCI's OIDC token in the place of a stored credential. */
import type { Binding, MigrationStep } from "../../../../src/rule/migration.ts";
import type { Size } from "../../../../src/rule/opportunity.ts";
import type { CredentialUse } from "../use.ts";

/** The credential that is to go, as far as the configuration and the snapshot tell. */
export interface Needs {
  readonly binding: Binding;
  /** Kebab-case, at most 40 characters: what is created at the provider may be named after it, as in `circleci-app-deploy`. */
  readonly slug: string;
  /** Names of its variables. They may come from a hostile file. */
  readonly names: readonly string[];
  /** What is done with it, each kind of use once; never empty: a stored credential without a seen use is `environment` or `service`. */
  readonly uses: readonly CredentialUse[];
  /** Names of the jobs that use it; of a job in a matrix the name of the job. */
  readonly jobs: readonly string[];
}

/** Pure: the same needs give the same steps. Names in snippets go through `texts.ts` beside this file, so that no name can break out. */
export interface Guide {
  /** Equals `CredentialUse.provider`, and the id of the credential catalogue's row: `aws`, `vault`, `npm`. */
  readonly provider: string;
  /** `AWS`, `Google Cloud`. */
  readonly service: string;
  /** How much work it usually is; among credentials of the same risk the easy ones come first. */
  readonly effort: Size;
  /** Whether the provider can refuse the token of a job that was rerun with SSH: `always` does, `can` when told to, `cannot`. */
  readonly sshReruns: "always" | "can" | "cannot";
  /** Whether it can compare the branch: `exact` refs only, a `glob`, a `regex`, or `none` at all. */
  readonly refs: "none" | "exact" | "glob" | "regex";
  /** Gives placeholders of the replacement the values that the plan itself decides, such as the name of the role that it creates. */
  adapt?(yaml: string, needs: Needs): string;
  /** What else to know before, a sentence or two each. That any branch can take the role and what is said of SSH come from the plan itself. */
  cautions(needs: Needs): readonly string[];
  /** At the provider, in order. What one organisation does once carries `once`. */
  create(needs: Needs): readonly MigrationStep[];
  /** Beside the checks that every plan has: the claims of a token, another branch, another project, a rerun with SSH. */
  test(needs: Needs): readonly MigrationStep[];
  /** What to revoke at the provider; what to delete at CircleCI comes from the plan itself. */
  remove(needs: Needs): readonly MigrationStep[];
  /** Meaning of every placeholder in its snippets and in its replacement, by name without brackets; those of CircleCI's ids are known. */
  readonly placeholders: Readonly<Record<string, string>>;
  readonly references: readonly { readonly title: string; readonly url: string }[];
}

/** Checks the shape at compile time and freezes nothing. */
export function defineGuide(guide: Guide): Guide {
  return guide;
}
