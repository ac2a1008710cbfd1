/** The plan to replace stored credentials by OIDC: a migration for each credential, or pair that belongs together. */
import type { JobRun } from "../expand/plan.ts";
import type { Location } from "../finding/location.ts";

/** What the provider is told to trust. Ids are CircleCI's own where they are known, else placeholders such as `<org-id>`. */
export interface Binding {
  readonly organizationId: string;
  readonly projectId: string;
  /** Where the code is: `github.com/acme/app` or `<vcs-origin>`. */
  readonly vcsOrigin: string;
  /** Full refs on which its jobs run, such as `refs/heads/main`, where filters bind them to a few; undefined when any ref can run them. */
  readonly refs: readonly string[] | undefined;
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
}

/** One use of the credential. */
export interface MigrationUse {
  readonly run: JobRun;
  readonly at: Location;
  /** To follow `it`: `reads …`. */
  readonly what: string;
}

export interface Migration {
  /** Kebab-case and unique in the plan. */
  readonly id: string;
  /** `aws`, `gcp`, `azure`, `vault`, `pulumi`, `npm`, `pypi` … */
  readonly provider: string;
  /** `AWS`, `Google Cloud`. */
  readonly service: string;
  /** Names of the variables, without repeats. Empty when only a login tells of it. */
  readonly names: readonly string[];
  /** Where they are kept, in words: `the context `aws-production``. */
  readonly keptIn: readonly string[];
  readonly uses: readonly MigrationUse[];
  readonly binding: Binding;
  /** Why it stands where it stands in the order, in one sentence. */
  readonly reason: string;
  /** At the provider, in order. */
  readonly create: readonly MigrationStep[];
  /** In the configuration: what stands there now and what to write instead. */
  readonly before: string | undefined;
  readonly after: string;
  readonly afterText: string;
  /** How to see that it works, in order. */
  readonly test: readonly MigrationStep[];
  /** What to delete and revoke at the end, in order. */
  readonly remove: readonly MigrationStep[];
  /** What must be filled in, each with what it means. */
  readonly placeholders: readonly { readonly name: string; readonly meaning: string }[];
  readonly references: readonly { readonly title: string; readonly url: string }[];
}
