/** Credentials of services that contexts and the project keep. */
import type { JobRun } from "../../../src/expand/plan.ts";
import type { Audit } from "../../../src/rule/audit.ts";
import type { ServiceName } from "../../data/oidc/service-logins.ts";
import { wordSet } from "../../data/options.ts";
import { scriptsByRun } from "../../data/scripts-by-run.ts";
import type { KeyLore } from "../stored-keys.ts";
import { serviceOfVariable } from "./script-signs.ts";
import { serviceLoginsOf, type ServiceLogins } from "./service-uses.ts";

const logins = new WeakMap<Audit, ReadonlyMap<JobRun, ServiceLogins>>();

/** Worked out once for each audit. */
export function serviceLoginsIn(audit: Audit): ReadonlyMap<JobRun, ServiceLogins> {
  let found = logins.get(audit);
  if (found === undefined) {
    const scripts = scriptsByRun(audit);
    found = new Map(audit.plan.runs.map((run) => [run, serviceLoginsOf(run, scripts.get(run) ?? [])]));
    logins.set(audit, found);
  }
  return found;
}

/** Variables in which the services' programs look for a credential by themselves. Sources: the manuals of the programs. */
const readers: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ["VAULT_TOKEN", wordSet("vault consul-template envconsul")],
  ["PULUMI_ACCESS_TOKEN", wordSet("pulumi")],
  ["INFISICAL_TOKEN", wordSet("infisical")],
  ["DOPPLER_TOKEN", wordSet("doppler")],
  ["CLOUDSMITH_API_KEY", wordSet("cloudsmith")],
  ["SNOWSQL_PWD", wordSet("snowsql")],
  ["SNOWFLAKE_PASSWORD", wordSet("snow")],
  ["DATABRICKS_TOKEN", wordSet("databricks dbx")],
]);

export function serviceLore(audit: Audit): KeyLore<ServiceName> {
  return {
    kindOf: serviceOfVariable,
    readersOf: (name) => readers.get(name) ?? new Set(),
    standingOf: (run, service) => serviceLoginsIn(audit).get(run)?.standingOf(service),
  };
}
