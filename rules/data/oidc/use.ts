/** What a job does with a stored credential, and what it could write instead. */
import type { ServiceName } from "./service-logins.ts";

/** A step, or a job, of an orb that takes the credential. */
export interface OrbUse {
  readonly provider: CloudProvider;
  readonly via: "orb";
  /** The name under which the configuration imports the orb. */
  readonly alias: string;
  /** `namespace/name`. */
  readonly orb: string;
  /** As written after `@`; undefined when there is none or it is not known. */
  readonly version: string | undefined;
  /** Name of the command or job, without the alias. */
  readonly element: string;
  readonly isJob: boolean;
  /** Its scalar arguments as written. They are kept, but for those that hold the credential. */
  readonly args?: ReadonlyMap<string, string>;
  /** The import of `circleci/aws-cli` or `circleci/gcp-cli` in the same configuration, when there is one. */
  readonly cli?: { readonly alias: string; readonly version: string | undefined };
}

/** A command in a script that reads or stores the credential. */
export interface CommandUse {
  readonly provider: CloudProvider;
  readonly via: "command";
  /** The program: `aws`, `gcloud`, `az`, `terraform`, `docker`, …; `aws configure` for `aws configure set`. */
  readonly tool: string;
  readonly region?: string;
  /** `--profile` of `aws configure set`. */
  readonly profile?: string;
}

/** The credential only stands in `environment`, in a context or in the project's variables. */
export interface EnvironmentUse {
  readonly provider: CloudProvider;
  readonly via: "environment";
  /** The variables found; they tell terraform's `ARM_*` from the rest. */
  readonly names?: readonly string[];
}

/** CircleCI pulls a job's image with it. */
export interface ImagePullUse {
  readonly provider: "aws" | "gcp";
  readonly via: "image-pull";
  readonly image: string;
}

/** A package is published with it. */
export interface PublishUse {
  readonly provider: "npm" | "pypi";
  readonly via: "publish";
  /** The program that publishes, with its verb: `pnpm publish`, `twine upload`. */
  readonly tool?: string;
}

/** Another service that trusts CircleCI's issuer is opened with it. */
export interface ServiceUse {
  readonly provider: ServiceName;
  readonly via: "service";
}

export type CloudProvider = "aws" | "gcp" | "azure";

export type CredentialUse = OrbUse | CommandUse | EnvironmentUse | ImagePullUse | PublishUse | ServiceUse;

export interface Replacement {
  /** A fragment of configuration: a list of steps or jobs, or a map with `orbs`, `environment` and `steps`. Placeholders look like `<role>`. */
  readonly yaml: string;
  /** What it does, what the provider needs, what to remove. Plain sentences. */
  readonly explanation: string;
  /** Of these only what it does, for plans that tell the rest in steps. */
  readonly how?: string;
  /** The orb it rests on and the first version that can do it. */
  readonly orb?: { readonly name: string; readonly minimumVersion: string };
}
