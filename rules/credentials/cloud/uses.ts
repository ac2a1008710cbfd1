/** Every use of a long-lived cloud key in a job run, in the order of its steps. */
import type { Config } from "../../../src/config/config.ts";
import type { EnvironmentEntry, JobRun, OrbCommandStep, RunStep, Step } from "../../../src/expand/plan.ts";
import type { Hop } from "../../../src/expand/text.ts";
import { compileText } from "../../../src/expand/script.ts";
import type { Location } from "../../../src/finding/location.ts";
import type { ScriptRun } from "../../../src/rule/audit.ts";
import { quote } from "../../../src/source/quote.ts";
import { locationOf } from "../../../src/yaml/node.ts";
import { sourceSpan } from "../../../src/yaml/source-map.ts";
import { federationInText } from "../../data/cloud/federation.ts";
import { isOtherThanAws } from "../../data/cloud/other-endpoints.ts";
import { cloudElement } from "../../data/cloud/orbs.ts";
import { cloudVariable, mayBeKey } from "../../data/cloud/variables.ts";
import { wordsOf } from "../../data/name-words.ts";
import type { CloudProvider } from "../../data/oidc/use.ts";
import { wordSet } from "../../data/options.ts";
import { maybeSelfHosted } from "../../data/runner-class.ts";
import { orbUse, scriptUse } from "./credential-use.ts";
import { elementOfJob, elementOfStep, federationOfElement, keyUseOfElement, type OrbElement } from "./orb-uses.ts";
import { isGooglePointer, scriptEventsOf, type ScriptEvent } from "./script-events.ts";
import { areHarmless, environmentOfJob, isFederated, valueOf, valuesOf, type Standing } from "./standing.ts";
import type { KeyStanding } from "../stored-keys.ts";
import type { CloudUse } from "./use.ts";

/** How a run logs in to clouds, as far as its configuration tells. */
export interface CloudLogins {
  readonly uses: readonly CloudUse[];
  /** `needs-none`: it logs in by OIDC, or what looks like that cloud is something else. `unclear`: an orb or a runner may have done so. */
  standingOf(provider: CloudProvider): KeyStanding;
}

/** `scripts` are those of the run, in order. */
export function cloudLoginsOf(run: JobRun, scripts: readonly ScriptRun[], config: Config): CloudLogins {
  const entries = environmentOfJob(run);
  const standing: Standing = {
    federations: new Set(),
    rebound: new Set(),
    keys: new Set(),
    maybeLoggedIn: maybeSelfHosted(run),
    isOtherThanAws: once(() => isOtherThanAws(run, scripts)),
    environment: valuesOf(entries),
  };
  const walk: Walk = { run, config, standing, files: [], pointers: [], judged: new Set() };
  const byStep = new Map(scripts.map((script) => [script.step, script]));
  const uses: CloudUse[] = [];
  for (const use of walkRun(walk, entries, byStep)) {
    if (use.strength !== "name") standing.keys.add(use.provider);
    uses.push(use);
  }
  return {
    uses,
    standingOf(provider) {
      if (uses.some((use) => use.provider === provider)) return "uses";
      if (isFederated(standing, provider) || (provider === "aws" && standing.isOtherThanAws())) return "needs-none";
      return standing.maybeLoggedIn ? "unclear" : undefined;
    },
  };
}

function once(find: () => boolean): () => boolean {
  let found: boolean | undefined;
  return () => (found ??= find());
}

interface Walk {
  readonly run: JobRun;
  readonly config: Config;
  readonly standing: Standing;
  /** Stored variables written to files, and the files in which Google's libraries look for a key. */
  readonly files: { readonly path: string; readonly use: CloudUse }[];
  readonly pointers: string[];
  /** Calls of orbs that spoke for themselves: what their source does is no news. */
  readonly judged: Set<OrbCommandStep | JobRun>;
}

function* walkRun(
  walk: Walk,
  entries: readonly EnvironmentEntry[],
  scripts: ReadonlyMap<RunStep, ScriptRun>,
): Iterable<CloudUse> {
  const { run } = walk;
  yield* ofEnvironment(entries, walk);
  const job = elementOfJob(run);
  for (const step of run.steps) if (step.section === "pre-steps") yield* ofStep(step, scripts, walk);
  if (job !== undefined) yield* ofElement(job, run, [], walk);
  for (const step of run.steps) if (step.section !== "pre-steps") yield* ofStep(step, scripts, walk);
  yield* ofKeyFiles(walk);
}

function* ofStep(step: Step, scripts: ReadonlyMap<RunStep, ScriptRun>, walk: Walk): Iterable<CloudUse> {
  if (step.orbCall !== undefined && walk.judged.has(step.orbCall)) return;
  if (step.section === "steps" && walk.judged.has(walk.run)) return;
  if (step.kind === "orb-command") yield* ofElement(elementOfStep(step), step, step.hops, walk);
  const script = step.kind === "run" ? scripts.get(step) : undefined;
  if (script !== undefined) yield* ofScript(script, walk);
}

function* ofEnvironment(entries: readonly EnvironmentEntry[], { run, standing, pointers }: Walk): Iterable<CloudUse> {
  for (const entry of entries) {
    const { name, hops } = entry;
    const text = valueOf(entry);
    const federation = text === "false" ? undefined : federationInText(name);
    if (federation !== undefined) standing.federations.add(federation);
    if (isGooglePointer(name) && text !== undefined) pointers.push(text);
    const known = cloudVariable(name);
    if (known === undefined || (text !== undefined && !mayBeKey(text, known.provider))) continue;
    const { provider, part } = known;
    if (provider === "aws" && (standing.isOtherThanAws() || (part === "id" && isFederated(standing, provider)))) continue;
    const what = `sets ${quote(name)} in its environment`;
    const use = { provider, via: "environment", names: [name] } as const;
    yield {
      provider,
      strength: part === "id" ? "name" : "set",
      what,
      at: nameOf(entry),
      names: [name],
      ...(part === "secret" && writtenIn(entry)),
      run,
      hops,
      use,
    };
  }
}

/** Of `- NAME=value` only the name. */
function nameOf({ name, nameNode }: EnvironmentEntry): Location {
  return { ...locationOf(nameNode), span: sourceSpan(nameNode, { start: 0, end: name.length }) };
}

/** A value that is known and names no variable is the key itself. */
function writtenIn({ value }: EnvironmentEntry): Pick<CloudUse, "secret"> {
  const { text, holes, locate } = compileText(value);
  return holes.length > 0 || text.startsWith("$") ? {} : { secret: locate({ start: 0, end: text.length }) };
}

const loginWords = wordSet("AUTH AUTHENTICATE LOGIN ASSUME ROLE CREDENTIALS CREDENTIAL SESSION VAULT");

function* ofElement(
  element: OrbElement,
  call: OrbCommandStep | JobRun,
  hops: readonly Hop[],
  { run, config, standing, judged }: Walk,
): Iterable<CloudUse> {
  const federation = federationOfElement(element);
  const known = cloudElement(element.orb, element.element, element.isJob);
  if (federation !== undefined || (known !== undefined && known.does !== "other")) judged.add(call);
  if (federation !== undefined) {
    standing.federations.add(federation);
    return;
  }
  const found = keyUseOfElement(element);
  if (found !== undefined) judged.add(call);
  if (found === undefined) {
    if (known === undefined && !element.isAtHand && wordsOf(element.element).some((word) => loginWords.has(word)))
      standing.maybeLoggedIn = true;
    return;
  }
  const { provider, names, because } = found;
  if (areHarmless(names, provider, standing) || (because !== "given" && isFederated(standing, provider))) return;
  if (because === "guess" && mayHaveLogin(standing, provider)) return;
  yield { ...found, run, hops, use: orbUse(element, provider, config) };
}

/** A step that we cannot read, or one that has been reported, may have logged in; or there is no cloud to log in to. */
function mayHaveLogin(standing: Standing, provider: CloudProvider): boolean {
  return standing.maybeLoggedIn || standing.keys.has(provider) || (provider === "aws" && standing.isOtherThanAws());
}

function* ofScript(script: ScriptRun, walk: Walk): Iterable<CloudUse> {
  const { run, step } = script;
  const { standing } = walk;
  yield* ofEnvironment(step.environment, walk);
  const own = valuesOf(step.environment);
  const here = own.size === 0 ? standing : { ...standing, environment: new Map([...standing.environment, ...own]) };
  const rebound: string[] = [];
  for (const event of scriptEventsOf(script.facts)) {
    if (event.kind === "federation") standing.federations.add(event.provider);
    else if (event.kind === "rebinding") rebound.push(event.name);
    else if (event.kind === "pointer") walk.pointers.push(event.path);
    else if (event.kind === "use") {
      const isSilent = (event.provider === "aws" && here.isOtherThanAws()) || areHarmless(event.names, event.provider, here);
      const secret = event.written && { secret: script.locate(event.written) };
      if (!isSilent) yield { ...event, at: script.locate(event.span), ...secret, run, hops: step.hops, use: scriptUse(event) };
    } else if (!areHarmless(event.names, "gcp", here)) {
      walk.files.push({ path: event.path, use: fileUse(event, script) });
    }
  }
  for (const name of rebound) standing.rebound.add(name);
}

function fileUse({ span, path, names: [name = ""] }: ScriptEvent & { readonly kind: "written" }, script: ScriptRun): CloudUse {
  const { run, step } = script;
  const what = `writes ${quote(`$${name}`)} to ${quote(path)}, where Google's libraries look for the key`;
  return {
    provider: "gcp",
    strength: "set",
    what,
    at: script.locate(span),
    names: [name],
    run,
    hops: step.hops,
    use: { provider: "gcp", via: "environment" },
  };
}

/** A file is a key once something points to it; those that hold a key by the variable's name are known already. */
function* ofKeyFiles({ files, pointers, standing }: Walk): Iterable<CloudUse> {
  if (isFederated(standing, "gcp")) return;
  const wanted = new Set(pointers.map(lastSegment));
  for (const { path, use } of files) {
    if (wanted.has(lastSegment(path)) || isGooglePointer(/^\$\{(\w+)\}$/u.exec(path)?.[1] ?? "")) yield use;
  }
}

function lastSegment(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
