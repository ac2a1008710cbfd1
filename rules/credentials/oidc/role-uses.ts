/** Where a job run assumes a role, or logs in to a service, with its OIDC token. */
import type { EnvironmentEntry, JobRun, Step } from "../../../src/expand/plan.ts";
import type { Hop } from "../../../src/expand/text.ts";
import { assumedText } from "../../../src/expand/text.ts";
import type { Location } from "../../../src/finding/location.ts";
import type { ScriptRun } from "../../../src/rule/audit.ts";
import type { CommandFact, ScriptFacts } from "../../../src/shell/facts.ts";
import type { Span } from "../../../src/source/span.ts";
import { entryOf, locationOf, type YamlNode } from "../../../src/yaml/node.ts";
import { sourceSpan } from "../../../src/yaml/source-map.ts";
import { federationInText } from "../../data/cloud/federation.ts";
import { isPrinter, keyFlowOf } from "../../data/cloud/key-flow.ts";
import { readWords } from "../../data/cloud/read-words.ts";
import { isTokenLogin } from "../../data/oidc/token-logins.ts";
import type { CloudProvider } from "../../data/oidc/use.ts";
import { wordText } from "../../data/word-text.ts";
import { elementOfJob, elementOfStep, federationOfElement, type OrbElement } from "../cloud/orb-uses.ts";
import { environmentOfJob } from "../cloud/standing.ts";

/** `service`: Vault, Pulumi and their likes. */
export type RoleProvider = CloudProvider | "service";

export interface RoleUse {
  readonly provider: RoleProvider;
  readonly at: Location;
  readonly hops: readonly Hop[];
}

/** One for each step of an orb, and one for each cloud in a script or an environment. `scripts` are those of the run. */
export function* roleUsesOf(run: JobRun, scripts: readonly ScriptRun[]): Iterable<RoleUse> {
  yield* ofEnvironment(environmentOfJob(run));
  const job = elementOfJob(run);
  if (job !== undefined) yield* ofElement(job, run.hops);
  const byStep = new Map<Step, ScriptRun>(scripts.map((script) => [script.step, script]));
  for (const step of run.steps) {
    if (step.kind === "orb-command") yield* ofElement(elementOfStep(step), step.hops);
    const script = byStep.get(step);
    if (script === undefined) continue;
    yield* ofEnvironment(script.step.environment);
    for (const { provider, span } of loginsIn(script.facts)) yield { provider, at: script.locate(span), hops: step.hops };
  }
}

function* ofEnvironment(entries: readonly EnvironmentEntry[]): Iterable<RoleUse> {
  const seen = new Set<RoleProvider>();
  for (const { name, nameNode, value, hops } of entries) {
    const provider = assumedText(value) === "false" ? undefined : federationInText(name);
    if (provider === undefined || seen.has(provider)) continue;
    seen.add(provider);
    yield { provider, at: { ...locationOf(nameNode), span: sourceSpan(nameNode, { start: 0, end: name.length }) }, hops };
  }
}

const tells = /role[-_]?arn|^role$|oidc|web[-_]?identity|workload[-_]?identity|federat/iu;

/** At the argument that names the role or switches OIDC on, also inside the steps of a job's `auth`; else at the step. */
function* ofElement(element: OrbElement, hops: readonly Hop[]): Iterable<RoleUse> {
  const federation = federationOfElement(element);
  if (federation === undefined) return;
  const keys = [...element.args.values()].flatMap(({ name, node }) => {
    if (tells.test(name)) return [(node.parent?.kind === "map" ? entryOf(node.parent, name)?.keyNode : undefined) ?? node];
    return name === "auth" && element.isJob ? keysIn(node) : [];
  });
  yield {
    provider: federation === "any" ? "service" : federation,
    at: keys[0] === undefined ? element.at : locationOf(keys[0]),
    hops,
  };
}

/** `- aws-cli/setup: { role_arn: … }`. */
function keysIn(auth: YamlNode): readonly YamlNode[] {
  const steps = auth.kind === "seq" ? auth.items.flatMap(({ value }) => (value.kind === "map" ? value.entries : [])) : [];
  const args = steps.flatMap(({ value }) => (value.kind === "map" ? value.entries : []));
  return args.flatMap(({ key, keyNode }) => (tells.test(key) ? [keyNode] : []));
}

interface Login {
  readonly provider: RoleProvider;
  readonly span: Span;
}

const known = new WeakMap<ScriptFacts, readonly Login[]>();

/** The first for each cloud. Scripts are shared between job runs; each is looked at once. */
function loginsIn(facts: ScriptFacts): readonly Login[] {
  let found = known.get(facts);
  if (found === undefined) {
    const first = new Map<RoleProvider, Span>();
    for (const { provider, span } of isWorthALook(facts.text) ? findLogins(facts) : []) {
      const before = first.get(provider);
      if (before === undefined || span.start < before.start) first.set(provider, span);
    }
    known.set(facts, (found = [...first].map(([provider, span]) => ({ provider, span }))));
  }
  return found;
}

function isWorthALook(text: string): boolean {
  return /identity|federated|oidc|jwt/iu.test(text);
}

function* findLogins(facts: ScriptFacts): Iterable<Login> {
  for (const command of facts.commands) {
    if (command.place !== "job") continue;
    const found = loginOf(command);
    if (found !== undefined) yield found;
  }
  for (const { name, nameSpan, place } of facts.assignments) {
    const provider = place === "job" ? federationInText(name) : undefined;
    if (provider !== undefined) yield { provider, span: nameSpan };
  }
}

/** An echoed sentence is none; what is echoed into a file of settings is. */
function loginOf(command: CommandFact): Login | undefined {
  if (isTokenLogin(command)) return { provider: "service", span: (command.words[0] ?? command).span };
  if (isPrinter(command) && keyFlowOf(command).file === undefined) return undefined;
  for (const word of readWords(command)) {
    const provider = federationInText(wordText(word));
    if (provider !== undefined)
      return { provider, span: word.span.end - word.span.start > 200 ? (command.words[0] ?? word).span : word.span };
  }
  return undefined;
}
