/** Keys of clouds that contexts and the project keep. */
import type { JobRun } from "../../../src/expand/plan.ts";
import type { Audit } from "../../../src/rule/audit.ts";
import { namesOtherEndpoint } from "../../data/cloud/other-endpoints.ts";
import { cloudVariable } from "../../data/cloud/variables.ts";
import type { CloudProvider } from "../../data/oidc/use.ts";
import { wordSet } from "../../data/options.ts";
import { scriptsByRun } from "../../data/scripts-by-run.ts";
import type { KeyLore } from "../stored-keys.ts";
import { cloudLoginsOf, type CloudLogins } from "./uses.ts";

const logins = new WeakMap<Audit, ReadonlyMap<JobRun, CloudLogins>>();

/** Worked out once for each audit. */
export function cloudLoginsIn(audit: Audit): ReadonlyMap<JobRun, CloudLogins> {
  let found = logins.get(audit);
  if (found === undefined) {
    const scripts = scriptsByRun(audit);
    found = new Map(audit.plan.runs.map((run) => [run, cloudLoginsOf(run, scripts.get(run) ?? [], audit.config)]));
    logins.set(audit, found);
  }
  return found;
}

export function cloudOf(name: string): CloudProvider | undefined {
  const known = cloudVariable(name);
  return known?.part === "secret" ? known.provider : undefined;
}

const infrastructure = "terraform tofu terragrunt pulumi packer";

/** Variables in which programs look for a key by themselves. Sources: the manuals of the programs and of Terraform's providers. */
const readers: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ["AWS_SECRET_ACCESS_KEY", wordSet(`aws sam cdk eksctl copilot eb serverless sls s3cmd ${infrastructure}`)],
  ["GOOGLE_CREDENTIALS", wordSet(infrastructure)],
  ["ARM_CLIENT_SECRET", wordSet(infrastructure)],
  ["AZURE_STORAGE_KEY", wordSet("az")],
  ["AZURE_STORAGE_CONNECTION_STRING", wordSet("az")],
]);

export function cloudLore(audit: Audit): KeyLore<CloudProvider> {
  return {
    kindOf: cloudOf,
    readersOf: (name) => readers.get(name) ?? new Set(),
    standingOf: (run, provider) => cloudLoginsIn(audit).get(run)?.standingOf(provider),
    isElsewhere: namesOtherEndpoint,
  };
}
