/** Commands and jobs of orbs that log in to a cloud, with a stored key or by OIDC. */
import type { OrbReference } from "../../../src/config/config.ts";
import type { Argument, JobRun, OrbCommandStep } from "../../../src/expand/plan.ts";
import { assumedText, hasUnknown, knownText } from "../../../src/expand/text.ts";
import type { Location } from "../../../src/finding/location.ts";
import { quote } from "../../../src/source/quote.ts";
import { isNull, locationOf, type YamlNode } from "../../../src/yaml/node.ts";
import type { Federation } from "../../data/cloud/federation.ts";
import { cloudElement, orbName, providerOf, takesRole } from "../../data/cloud/orbs.ts";
import { cloudVariable, mayBeKey, type CloudVariable } from "../../data/cloud/variables.ts";
import type { CloudUse } from "./use.ts";

/** A step or a job of an orb, whether its source is at hand or not. */
export interface OrbElement {
  readonly orb: OrbReference;
  /** Without the alias. */
  readonly element: string;
  readonly isJob: boolean;
  /** Its source is, so that what it does is seen without guesses. */
  readonly isAtHand: boolean;
  readonly args: ReadonlyMap<string, Argument>;
  readonly at: Location;
}

export function elementOfStep({ orb, command, args, nameNode, isOpaque }: OrbCommandStep): OrbElement {
  return { orb, element: command, isJob: false, isAtHand: !isOpaque, args, at: locationOf(nameNode) };
}

export function elementOfJob({ orb, kind, jobName, args, nameNode }: JobRun): OrbElement | undefined {
  if (orb === undefined || orb.source.kind === "inline" || (kind !== "orb-job" && kind !== "build")) return undefined;
  return {
    orb,
    element: jobName.slice(jobName.indexOf("/") + 1),
    isJob: true,
    isAtHand: kind === "build",
    args,
    at: locationOf(nameNode),
  };
}

const byOidc = /oidc|web[-_]?identity|workload[-_]?identity|federat/iu;

export function federationOfElement({ orb, element, isJob, args }: OrbElement): Federation | undefined {
  const cloud = (): Federation => providerOf(orb, element) ?? "any";
  if (byOidc.test(element) || byOidc.test(orbName(orb) ?? "")) return cloud();
  for (const argument of args.values()) {
    if (isOff(argument)) continue;
    if (byOidc.test(argument.name)) return cloud();
    if (isRole(argument.name) && takesRole(orb, element)) return "aws";
    // The steps in a command's `auth` are steps of the job as well and speak for themselves.
    if (isJob && argument.name === "auth" && setupIn(argument.node)?.withRole !== false) return cloud();
  }
  return undefined;
}

function isRole(name: string): boolean {
  return /^(?:aws[-_])?(?:iam[-_])?role(?:[-_](?:arn|to[-_]assume))?$/u.test(name);
}

/** What only the running pipeline knows is taken to be on. */
function isOff({ node, text }: Argument): boolean {
  if (text === undefined) return node.kind === "seq" && node.items.length === 0;
  const known = knownText(text)?.trim();
  return known === "" || known === "false" || isNull(node);
}

/** The login among the steps of an `auth` argument; undefined when they are others, or known to the caller only. */
function setupIn(auth: YamlNode): { readonly step: YamlNode; readonly withRole: boolean } | undefined {
  for (const { value: item } of auth.kind === "seq" ? auth.items : []) {
    const entry = item.kind === "map" ? item.entries[0] : undefined;
    const step = entry?.keyNode ?? item;
    if (step.kind !== "scalar" || !step.text.endsWith("/setup")) continue;
    const args = entry?.value.kind === "map" ? entry.value.entries : [];
    return { step, withRole: args.some(({ key, value }) => (isRole(key) || byOidc.test(key)) && !isBlank(value)) };
  }
  return undefined;
}

function isBlank(node: YamlNode): boolean {
  return node.kind === "scalar" && (isNull(node) || node.text === "" || node.text === "false");
}

export interface ElementUse extends Pick<CloudUse, "provider" | "strength" | "what" | "at" | "secret" | "names"> {
  /**
   * `given`: an argument holds a key. `default`: it takes a stored key unless it is given a role. `guess`: it needs a login, and
   * nothing says where that comes from.
   */
  readonly because: "given" | "default" | "guess";
}

/** How the element uses a stored key when neither it nor a step before it logs in by OIDC. */
export function keyUseOfElement(element: OrbElement): ElementUse | undefined {
  return givenKey(element) ?? loginInAuth(element) ?? ownLogin(element);
}

function givenKey(element: OrbElement): ElementUse | undefined {
  const given = [...keyArguments(element)].sort((a, b) => Number(a.part === "id") - Number(b.part === "id"))[0];
  if (given === undefined) return undefined;
  const isSure = given.part === "secret" || cloudElement(element.orb, element.element, element.isJob) !== undefined;
  const what = `gives ${nameOf(element)} ${given.part === "secret" ? "the key" : "the key's id"} in ${quote(given.argument)}`;
  return { ...given, strength: isSure ? "login" : "name", what, because: "given" };
}

/** `auth: [aws-cli/setup]` without a role. In a command's `auth` the setup is a step of the job. */
function loginInAuth(element: OrbElement): ElementUse | undefined {
  const auth = element.isJob ? element.args.get("auth") : undefined;
  const setup = auth && setupIn(auth.node);
  if (setup === undefined) return undefined;
  const provider = providerOf(element.orb, element.element) ?? "aws";
  const what = `logs in for ${nameOf(element)} without a role, so with the stored keys`;
  return { provider, strength: "login", what, at: locationOf(setup.step), names: [], because: "default" };
}

function ownLogin(element: OrbElement): ElementUse | undefined {
  const { orb, isJob, args, at } = element;
  const auth = args.get("auth");
  const known = auth !== undefined && !isOff(auth) ? undefined : cloudElement(orb, element.element, isJob);
  if (known === undefined || known.does === "other") return undefined;
  const { provider } = known;
  const name = nameOf(element);
  if (known.does === "needs-login") {
    const what = `calls ${name}, and nothing before it logs in by OIDC`;
    return { provider, strength: "name", what, at, names: [], because: "guess" };
  }
  return {
    provider,
    strength: "login",
    what: `calls ${name}${logins[provider]}`,
    at,
    names: [],
    because: provider === "azure" ? "given" : "default",
  };
}

const logins = {
  aws: " without a role, so it logs in with the stored keys",
  gcp: " without `use_oidc`, so it logs in with the stored key",
  azure: ", which logs in with a stored password",
} as const;

function nameOf({ orb, element }: OrbElement): string {
  return quote(`${orb.alias}/${element}`);
}

interface KeyArgument extends CloudVariable {
  readonly argument: string;
  readonly at: Location;
  readonly secret?: Location;
  readonly names: readonly string[];
}

/** Arguments that hold a key by their own name, or whose value names a variable that does. */
function* keyArguments({ orb, element, args }: OrbElement): Iterable<KeyArgument> {
  for (const argument of args.values()) {
    const value = argument.text && (assumedText(argument.text)?.trim() ?? "<<");
    if (value === undefined || isOff(argument)) continue;
    const variable = variableIn(value);
    const byValue = variable === undefined ? undefined : cloudVariable(variable);
    const byName = cloudVariable(argument.name.replaceAll("-", "_")) ?? keyOfAws(argument.name, orb, element);
    const known = byName ?? byValue;
    if (known === undefined || (variable === undefined && !mayBeKey(value, known.provider))) continue;
    const isWritten = variable === undefined && argument.text !== undefined && !hasUnknown(argument.text);
    const source = { names: variable === undefined ? [] : [variable], ...(isWritten && { secret: locationOf(argument.node) }) };
    yield { ...known, argument: argument.name, at: keyOf(argument), ...source };
  }
}

/** `AWS_SECRET_ACCESS_KEY`, for parameters that take a name, or `$AWS_SECRET_ACCESS_KEY`, also inside a longer text. */
function variableIn(value: string): string | undefined {
  if (/^[A-Z][A-Z0-9_]*$/u.test(value)) return value;
  const names = [...value.matchAll(/\$\{?([A-Za-z_]\w*)/gu)].map(([, name = ""]) => name);
  return names.find((name) => cloudVariable(name)?.part === "secret") ?? names[0];
}

/** `access-key` and `secret-access-key` of orbs for AWS. */
function keyOfAws(name: string, orb: OrbReference, element: string): CloudVariable | undefined {
  const match = /^(secret[-_])?(?:access[-_])?key([-_]id)?$/u.exec(name);
  if (match === null || name === "key" || providerOf(orb, element) !== "aws") return undefined;
  return { provider: "aws", part: match[1] === undefined ? "id" : "secret" };
}

/** The argument's key where it is written in place, else its value. */
function keyOf({ node }: Argument): Location {
  const entry = node.parent?.kind === "map" ? node.parent.entries.find(({ value }) => value === node) : undefined;
  return locationOf(entry?.keyNode ?? node);
}
