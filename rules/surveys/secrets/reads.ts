/** Which secret variables each job run of a configuration is seen to read. */
import type { JobRun } from "../../../src/expand/plan.ts";
import type { Location } from "../../../src/finding/location.ts";
import type { Audit } from "../../../src/rule/audit.ts";
import { cloudLoginsIn, cloudLore } from "../../credentials/cloud/stored.ts";
import { secretUsesOf } from "../../credentials/secret-uses.ts";
import { serviceLoginsIn, serviceLore } from "../../credentials/services/stored.ts";
import { credentialNamed } from "../../data/credentials.ts";
import { scriptsByRun } from "../../data/scripts-by-run.ts";
import { isPublicBut } from "./kind.ts";
import { bashEnvWritesOf, exportsOf } from "../../data/untrusted/bash-env-writes.ts";

/** By name, the first place. */
export type ReadsOfRun = ReadonlyMap<string, Location>;

const none: ReadsOfRun = new Map();

export interface Reads {
  of(run: JobRun): ReadsOfRun;
  /** Whether a program that the run calls looks for the variable by itself. */
  isForProgram(name: string, run: JobRun): boolean;
}

export function readsIn(audit: Audit): Reads {
  const reads = new Map<JobRun, Map<string, Location>>();
  const add = (run: JobRun, name: string, at: Location): void => {
    const own = reads.get(run) ?? new Map<string, Location>();
    if (!own.has(name)) own.set(name, at);
    reads.set(run, own);
  };
  const made = namesMadeIn(audit);
  for (const { name, at, run } of secretUsesOf(audit)) {
    if (made.get(run)?.has(name) !== true && !isPublicBut(name)) add(run, name, at);
  }
  for (const { run, name, at } of defaultsOf(audit, reads)) add(run, name, at);
  const programs = new Map<JobRun, ReadonlySet<string>>();
  return {
    of: (run) => reads.get(run) ?? none,
    isForProgram(name, run) {
      const wanted = [...cloudLore(audit).readersOf(name), ...serviceLore(audit).readersOf(name)];
      if (wanted.length === 0) return false;
      let own = programs.get(run);
      if (own === undefined) programs.set(run, (own = programsOf(run, audit)));
      return wanted.some((program) => own.has(program));
    },
  };
}

/** Variables that an earlier step leaves for later ones: what is read then was not stored under this name. */
function namesMadeIn(audit: Audit): ReadonlyMap<JobRun, ReadonlySet<string>> {
  const made = new Map<JobRun, Set<string>>();
  for (const { run, facts } of audit.scripts) {
    for (const { name } of bashEnvWritesOf(facts).flatMap(exportsOf)) {
      const names = made.get(run) ?? new Set<string>();
      made.set(run, names.add(name));
    }
  }
  return made;
}

/** What orbs read when they are told nothing else. Sources: the parameters of aws-cli, gcp-cli, azure-cli and Pulumi's orb. */
const defaults: Readonly<Record<string, string>> = {
  aws: "AWS_SECRET_ACCESS_KEY",
  gcp: "GCLOUD_SERVICE_KEY",
  azure: "AZURE_SP_PASSWORD",
  pulumi: "PULUMI_ACCESS_TOKEN",
};

function* defaultsOf(
  audit: Audit,
  reads: ReadonlyMap<JobRun, ReadonlyMap<string, Location>>,
): Iterable<{ readonly run: JobRun; readonly name: string; readonly at: Location }> {
  const isNamed = (run: JobRun, id: string): boolean =>
    [...(reads.get(run)?.keys() ?? [])].some((name) => credentialNamed(name)?.entry.id === id);
  for (const [run, { uses }] of cloudLoginsIn(audit)) {
    for (const { provider, strength, use, at, secret } of uses) {
      const isDefault = use.via === "orb" && strength === "login" && secret === undefined && !isNamed(run, provider);
      const name = isDefault ? defaults[provider] : undefined;
      if (name !== undefined) yield { run, name, at };
    }
  }
  for (const [run, { uses }] of serviceLoginsIn(audit)) {
    for (const { service, strength, at } of uses) {
      const name = strength === "login" && service === "pulumi" && !isNamed(run, service) ? defaults[service] : undefined;
      if (name !== undefined) yield { run, name, at };
    }
  }
}

function programsOf(run: JobRun, audit: Audit): ReadonlySet<string> {
  const commands = (scriptsByRun(audit).get(run) ?? []).flatMap(({ facts }) => facts.commands);
  return new Set(commands.flatMap(({ name, place }) => (name === undefined || place !== "job" ? [] : [name])));
}
