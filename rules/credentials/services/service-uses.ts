/** Every use of a stored credential of a service that trusts CircleCI's OIDC issuer, in a job run. */
import type { EnvironmentEntry, JobRun, Step } from "../../../src/expand/plan.ts";
import type { Hop } from "../../../src/expand/text.ts";
import { assumedText } from "../../../src/expand/text.ts";
import type { Location } from "../../../src/finding/location.ts";
import type { ScriptRun } from "../../../src/rule/audit.ts";
import { quote } from "../../../src/source/quote.ts";
import { entryOf, locationOf } from "../../../src/yaml/node.ts";
import { sourceSpan } from "../../../src/yaml/source-map.ts";
import type { ServiceName } from "../../data/oidc/service-logins.ts";
import { isInsideJob } from "../../data/service-hosts.ts";
import { parseTarget } from "../../data/network-targets.ts";
import { elementOfJob, elementOfStep, federationOfElement, type OrbElement } from "../cloud/orb-uses.ts";
import { environmentOfJob } from "../cloud/standing.ts";
import type { KeyStanding } from "../stored-keys.ts";
import { serviceOfVariable, serviceSignsOf } from "./script-signs.ts";

export interface ServiceCredentialUse {
  readonly service: ServiceName;
  readonly at: Location;
  readonly strength: "login" | "read" | "set";
  /** To follow `it`. */
  readonly what: string;
  /** The variables on which it rests. */
  readonly names: readonly string[];
  readonly run: JobRun;
  readonly hops: readonly Hop[];
}

export interface ServiceLogins {
  /** None when the job logs in by OIDC: then what it reads is what that login gave it. */
  readonly uses: readonly ServiceCredentialUse[];
  standingOf(service: ServiceName): KeyStanding;
}

/** `scripts` are those of the run. */
export function serviceLoginsOf(run: JobRun, scripts: readonly ScriptRun[]): ServiceLogins {
  const environment = environmentOfJob(run);
  const uses: ServiceCredentialUse[] = [...ofEnvironment(environment, run)];
  const standing: Standing = { made: new Set(), isFederated: false, isDevelopment: hasOwnVault(environment, run) };
  const job = elementOfJob(run);
  if (job !== undefined) uses.push(...ofElement(job, run, [], standing));
  const byStep = new Map<Step, ScriptRun>(scripts.map((script) => [script.step, script]));
  const judged = new Set<Step>();
  for (const step of run.steps) {
    // What the call gives away by itself is not told again from the orb's source.
    if (step.orbCall !== undefined && judged.has(step.orbCall)) continue;
    if (step.kind === "orb-command") {
      const ofCall = [...ofElement(elementOfStep(step), run, step.hops, standing)];
      if (ofCall.length > 0) judged.add(step);
      uses.push(...ofCall);
    }
    const script = byStep.get(step);
    if (script !== undefined) uses.push(...ofScript(script, standing));
  }
  if (standing.isFederated) return { uses: [], standingOf: () => "needs-none" };
  const isReal = (service: ServiceName): boolean => service !== "vault" || !standing.isDevelopment;
  return {
    uses: uses.filter(({ service }) => isReal(service)),
    standingOf(service) {
      if (!isReal(service)) return "needs-none";
      return uses.some((use) => use.service === service) ? "uses" : undefined;
    },
  };
}

interface Standing {
  /** Variables that hold something made in this job. */
  readonly made: Set<string>;
  isFederated: boolean;
  /** Vault runs in the job, for its tests. */
  isDevelopment: boolean;
}

/** A container beside the job's own, or an address inside the job. */
function hasOwnVault(environment: readonly EnvironmentEntry[], run: JobRun): boolean {
  const images = run.executor.kind === "docker" ? run.executor.images : [];
  const isVault = images.some(({ image, primary }) => !primary && /(?:^|\/)vault(?:[:@]|$)/u.test(assumedText(image) ?? ""));
  const address = environment.findLast(({ name }) => name === "VAULT_ADDR")?.value;
  const host = parseTarget((address && assumedText(address)) ?? "")?.host;
  return isVault || (host !== undefined && isInsideJob(host, run));
}

/** A value that is written out is the business of the rules on hard-coded secrets. */
function* ofEnvironment(entries: readonly EnvironmentEntry[], run: JobRun): Iterable<ServiceCredentialUse> {
  for (const { name, nameNode, value, hops } of entries) {
    const service = serviceOfVariable(name);
    const text = assumedText(value)?.trim();
    if (service === undefined || (text !== undefined && !text.startsWith("$"))) continue;
    const at = { ...locationOf(nameNode), span: sourceSpan(nameNode, { start: 0, end: name.length }) };
    yield { service, at, strength: "set", what: `sets ${quote(name)} in its environment`, names: [name], run, hops };
  }
}

function* ofElement(element: OrbElement, run: JobRun, hops: readonly Hop[], standing: Standing): Iterable<ServiceCredentialUse> {
  if (federationOfElement(element) === "any") standing.isFederated = true;
  for (const { name, node, text } of element.args.values()) {
    const variable = /^\$?\{?([A-Za-z_]\w*)\}?$/u.exec((text && assumedText(text)?.trim()) ?? "")?.[1];
    const service = variable === undefined ? undefined : serviceOfVariable(variable);
    if (service === undefined || variable === undefined || standing.made.has(variable)) continue;
    const key = node.parent?.kind === "map" ? entryOf(node.parent, name)?.keyNode : undefined;
    const what = `gives ${quote(`${element.orb.alias}/${element.element}`)} the variable ${quote(variable)}`;
    yield { service, at: locationOf(key ?? node), strength: "read", what, names: [variable], run, hops };
  }
}

function* ofScript({ run, step, facts, locate }: ScriptRun, standing: Standing): Iterable<ServiceCredentialUse> {
  yield* ofEnvironment(step.environment, run);
  const written = new Set([...run.environment, ...step.environment].filter(isWrittenOut).map(({ name }) => name));
  const made: string[] = [];
  for (const sign of serviceSignsOf(facts)) {
    if (sign.kind === "federated") standing.isFederated = true;
    else if (sign.kind === "dev-server") standing.isDevelopment = true;
    else if (sign.kind === "rebinding") made.push(sign.name);
    else if (!sign.names.every((name) => standing.made.has(name) || written.has(name))) {
      const { service, strength, what, names } = sign;
      yield { service, at: locate(sign.span), strength, what, names, run, hops: step.hops };
    }
  }
  for (const name of made) standing.made.add(name);
}

function isWrittenOut({ value }: EnvironmentEntry): boolean {
  return assumedText(value)?.startsWith("$") === false;
}
