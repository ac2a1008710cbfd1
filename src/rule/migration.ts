/** The plan to replace stored credentials by OIDC: a migration for each credential, or pair that belongs together. */
import type { JobRun } from "../expand/plan.ts";
import type { Location } from "../finding/location.ts";
import type { Size } from "./opportunity.ts";

/** One ref, or several by a pattern, on which the jobs of a credential run. */
export interface RefPattern {
  readonly kind: "branch" | "tag";
  /** As the filter has it: `main`, `/^v.*\/`. */
  readonly source: string;
  /** The full ref where there is only one: `refs/heads/main`. */
  readonly exact: string | undefined;
  /** The full ref with `*` for any text, for providers that know no more. It admits what the filter admits, or more. */
  readonly glob: string;
  /** The glob admits more than the filter. */
  readonly isWider: boolean;
  /** A regular expression for the full ref, anchored at both ends and free of quotes: `^refs/tags/v.*$`. */
  readonly regex: string;
}

/** What the provider is told to trust. Ids are CircleCI's own where they are known, else placeholders such as `<org-id>`. */
export interface Binding {
  /** With its scheme: `https://oidc.circleci.com/org/<org-id>`. */
  readonly issuer: string;
  /** The organisation's id, unless its claims were customised. */
  readonly audience: string;
  readonly organizationId: string;
  readonly projectId: string;
  /** Where the code is: `github.com/acme/app` or `<vcs-origin>`. */
  readonly vcsOrigin: string;
  /** Where filters and conditions bind all of its jobs to some refs; undefined when any branch can run one of them. */
  readonly refs: readonly RefPattern[] | undefined;
}

/** Something to copy: a policy, Terraform, a command. */
export interface Snippet {
  /** `IAM trust policy`, `Terraform`. */
  readonly title: string;
  /** Of the code: `json`, `hcl`, `sh`, `yaml`, `sql`. */
  readonly language: string;
  readonly text: string;
}

export interface MigrationStep {
  /** An order: `Create the identity provider`. */
  readonly title: string;
  /** One to three sentences; names between backticks. */
  readonly text: string;
  /** The ways to do it: any one of them is enough. */
  readonly ways: readonly Snippet[];
  /** Steps of a plan with the same key are done once, before the first migration that needs them: `aws-identity-provider`. */
  readonly once?: string;
}

/** One use of the credential. */
export interface MigrationUse {
  readonly run: JobRun;
  readonly at: Location;
  /** To follow `it`: `reads …`. */
  readonly what: string;
}

/** One change of the configuration: what stands there now and what to write instead. */
export interface MigrationChange {
  readonly at: Location;
  /** The jobs that it is for. */
  readonly runs: readonly JobRun[];
  /** The lines as they stand there, with values of secrets masked; undefined where no line shows the use. */
  readonly before: string | undefined;
  /** What stands there stays, and the new lines go before it. */
  readonly isAdded: boolean;
  readonly after: string;
  /** What the new lines do and need, in a few sentences. */
  readonly text: string;
}

export interface Migration {
  /** Kebab-case and unique in the plan; the same from one review to the next. */
  readonly id: string;
  /** `aws`, `gcp`, `azure`, `vault`, `pulumi`, `npm`, `pypi` … */
  readonly provider: string;
  /** `AWS`, `Google Cloud`. */
  readonly service: string;
  /** Of the project: `gh/acme/app`; undefined when it is not known. */
  readonly project: string | undefined;
  /** Names of the variables, without repeats. Empty when only a login tells of it. */
  readonly names: readonly string[];
  /** Where they are kept, in words: ``the context `aws-production` ``. Empty when that is not known. */
  readonly keptIn: readonly string[];
  /** Empty when it is stored and no audited job is seen to use it. */
  readonly uses: readonly MigrationUse[];
  readonly binding: Binding;
  /** The provider compares the refs of the binding; otherwise the filters of the jobs alone keep others out. */
  readonly comparesRefs: boolean;
  /** How bad it would be to lose it today, and how much work it is to replace. */
  readonly risk: Size;
  readonly effort: Size;
  /** Why it stands where it stands in the order, in one sentence. */
  readonly reason: string;
  /** What to know or to put right before, a sentence or two each: that any branch could take the role, that reruns with SSH cannot be refused. */
  readonly cautions: readonly string[];
  /** At the provider, in order. */
  readonly create: readonly MigrationStep[];
  /** In the configuration. */
  readonly changes: readonly MigrationChange[];
  /** How to see that it works, in order. */
  readonly test: readonly MigrationStep[];
  /** What to delete and revoke at the end, in order. */
  readonly remove: readonly MigrationStep[];
  /** Every placeholder in the snippets, each with what it means. */
  readonly placeholders: readonly { readonly name: string; readonly meaning: string }[];
  readonly references: readonly { readonly title: string; readonly url: string }[];
}
