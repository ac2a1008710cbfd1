/** Job runs that publish to npm or PyPI with a stored token. */
import type { JobRun, Step } from "../../../src/expand/plan.ts";
import { assumedText, knownText } from "../../../src/expand/text.ts";
import type { Hop } from "../../../src/expand/text.ts";
import type { Location } from "../../../src/finding/location.ts";
import type { ScriptRun } from "../../../src/rule/audit.ts";
import { isPlaceholder } from "../../../src/secrets/placeholder.ts";
import { quote } from "../../../src/source/quote.ts";
import { entryOf, locationOf } from "../../../src/yaml/node.ts";
import { namesOtherRegistry, publishesTo, variableNamesOther, type Ecosystem } from "../../data/publishing/ecosystems.ts";
import type { Publication } from "../../data/publishing.ts";
import { elementOfJob, elementOfStep, type OrbElement } from "../cloud/orb-uses.ts";
import { environmentOfJob } from "../cloud/standing.ts";
import { tokenEcosystem, tokenSignsOf, type TokenSign } from "./script-tokens.ts";

export interface PublishTokenUse {
  readonly ecosystem: Ecosystem;
  readonly publication: Publication;
  /** Where the job gets the token, the first place first. */
  readonly tokens: readonly TokenPlace[];
}

export interface TokenPlace {
  readonly at: Location;
  /** What stands there: `$NPM_TOKEN`. */
  readonly text: string;
  readonly hops: readonly Hop[];
}

interface Sign extends Omit<TokenSign, "span">, TokenPlace {}

/** `scripts` are those of the run. */
export function* publishTokenUsesOf(
  run: JobRun,
  publications: readonly Publication[],
  scripts: readonly ScriptRun[],
): Iterable<PublishTokenUse> {
  let signs: readonly Sign[] | undefined;
  for (const ecosystem of ["npm", "pypi"] as const) {
    const publication = publications.find((each) => isOf(each, ecosystem));
    if (publication === undefined) continue;
    signs ??= [...signsOf(run, scripts)];
    const own = signs.filter((sign) => sign.ecosystem === ecosystem);
    if (own.some(({ kind }) => kind === "federated")) continue;
    const isElsewhere = own.some(({ kind }) => kind === "elsewhere");
    const tokens = own.filter(({ kind, isPublic }) => kind === "token" && (isPublic || !isElsewhere));
    if (tokens.length > 0) yield { ecosystem, publication, tokens };
  }
}

/** A script of the project whose name alone says `publish` counts, because the token says which registry it is. */
function isOf({ what, command, kind, evidence, step }: Publication, ecosystem: Ecosystem): boolean {
  if (command === undefined) return step?.kind !== "run" && (kind === "package" || kind === "release");
  if (evidence === "name") return kind === "release";
  return publishesTo(ecosystem, what) && !namesOtherRegistry(command, ecosystem);
}

function* signsOf(run: JobRun, scripts: readonly ScriptRun[]): Iterable<Sign> {
  const job = elementOfJob(run);
  yield* ofEnvironment(environmentOfJob(run));
  if (job !== undefined) yield* ofElement(job, []);
  const byStep = new Map<Step, ScriptRun>(scripts.map((script) => [script.step, script]));
  for (const step of run.steps) {
    if (step.kind === "orb-command") yield* ofElement(elementOfStep(step), step.hops);
    const script = byStep.get(step);
    if (script === undefined) continue;
    yield* ofEnvironment(script.step.environment);
    for (const { span, ...sign } of tokenSignsOf(script.facts)) {
      const text = script.facts.text.slice(span.start, span.end);
      yield { ...sign, at: script.locate(span), text, hops: step.hops };
    }
  }
}

function* ofEnvironment(entries: JobRun["environment"]): Iterable<Sign> {
  for (const { name, nameNode, value, hops } of entries) {
    const text = assumedText(value);
    const place = { at: locationOf(nameNode), text: name, hops, isPublic: false };
    for (const ecosystem of ["npm", "pypi"] as const) {
      if (text !== undefined && variableNamesOther(name, text, ecosystem)) yield { ...place, kind: "elsewhere", ecosystem };
    }
    const ecosystem = tokenEcosystem(name);
    const literal = knownText(value);
    if (ecosystem === undefined || (literal !== undefined && !literal.startsWith("$") && isPlaceholder(literal))) continue;
    yield { ...place, kind: "token", ecosystem };
  }
}

/** Arguments that hold a token by their own name, or whose value names a variable that does. */
function* ofElement({ args }: OrbElement, hops: readonly Hop[]): Iterable<Sign> {
  for (const { name, node, text } of args.values()) {
    const value = text && assumedText(text)?.trim();
    const variable = /^\$?\{?([A-Za-z_]\w*)\}?$/u.exec(value ?? "")?.[1];
    const ecosystem = tokenEcosystem(variable ?? "") ?? (value === "" ? undefined : tokenEcosystem(name.replaceAll("-", "_")));
    if (ecosystem === undefined) continue;
    const key = node.parent?.kind === "map" ? entryOf(node.parent, name)?.keyNode : undefined;
    yield { kind: "token", ecosystem, isPublic: false, at: locationOf(key ?? node), text: variable ?? name, hops };
  }
}

/** The token as people know it: a variable by its name, anything else as `a stored token`. */
export function tokenInWords({ text }: TokenPlace): string {
  const [, name] = /\$\{?([A-Za-z_]\w*)/u.exec(text) ?? /^([A-Za-z_]\w*)$/u.exec(text) ?? [];
  return name === undefined ? "a long-lived token" : `the long-lived token ${quote(`$${name}`)}`;
}
