/** Static credentials that a context or the project keeps, and the jobs that are given them: what the configuration alone does not show. */
import type { ContextUse, JobRun } from "../../src/expand/plan.ts";
import { knownText } from "../../src/expand/text.ts";
import type { Hop } from "../../src/expand/text.ts";
import type { Location } from "../../src/finding/location.ts";
import type { Audit, ScriptRun } from "../../src/rule/audit.ts";
import type { OrganizationAudit, ProjectAudit } from "../../src/rule/settings-audit.ts";
import { valueOf } from "../../src/snapshot/fetched.ts";
import { sheetOf } from "../../src/snapshot/sheet.ts";
import { quote } from "../../src/source/quote.ts";
import { locationOf } from "../../src/yaml/node.ts";
import { namesInWords } from "../data/context-secrets.ts";
import { scriptsByRun } from "../data/scripts-by-run.ts";
import { namePolicyOf, type NamePolicy } from "../data/stored-secrets.ts";
import { environmentOfJob } from "./cloud/standing.ts";

/**
 * `uses`: the configuration shows that the run uses a stored credential. `needs-none`: it logs in by OIDC, or not to the service itself.
 * `unclear`: something that we cannot read may have logged in, so that what a program finds need not be the stored one.
 */
export type KeyStanding = "uses" | "needs-none" | "unclear" | undefined;

/** What a rule knows of its credentials. `Kind` is the cloud or the service. */
export interface KeyLore<Kind extends string> {
  /** Undefined for names that hold none. */
  kindOf(name: string): Kind | undefined;
  /** Programs that read the variable by themselves. */
  readersOf(name: string): ReadonlySet<string>;
  standingOf(run: JobRun, kind: Kind): KeyStanding;
  /** The command does not reach the service itself. */
  isElsewhere?(command: ScriptRun["facts"]["commands"][number]): boolean;
}

export interface StoredKey<Kind> {
  readonly kind: Kind;
  readonly run: JobRun;
  readonly names: readonly string[];
  /** Undefined for the project's variables. */
  readonly context: ContextUse | undefined;
  /** ``the context `aws` `` or `the project`. */
  readonly keeper: string;
  readonly reader: { readonly program: string; readonly at: Location; readonly hops: readonly Hop[] } | undefined;
}

/** For each credential and keeper the job that shows best what is done with it. Of the project's only those that a program reads. */
export function storedKeysOf<Kind extends string>(audit: Audit, lore: KeyLore<Kind>): readonly StoredKey<Kind>[] {
  if (audit.facts === undefined) return [];
  const policy = namePolicyOf(audit);
  const scripts = scriptsByRun(audit);
  const best = new Map<string, StoredKey<Kind>>();
  const used = new Set<string>();
  for (const run of audit.plan.runs) {
    for (const [id, key] of keysGivenTo(run, lore, policy)) {
      const known = best.get(id);
      const standing = lore.standingOf(run, key.kind);
      if (standing === "uses") used.add(id);
      if (known?.reader !== undefined || standing === "uses" || standing === "needs-none") continue;
      const reader = standing === "unclear" ? undefined : readerIn(scripts.get(run) ?? [], key.names, lore);
      if (reader !== undefined || (known === undefined && key.context !== undefined)) best.set(id, { ...key, reader });
    }
  }
  // Where one job is told to use it, that another is given it too is no news.
  return [...best].flatMap(([id, key]) => (key.reader === undefined && used.has(id) ? [] : [key]));
}

/** ` It is kept in the context `aws` (`AWS_SECRET_ACCESS_KEY`).`, behind a finding on its use; empty when that is not known. */
export function keptWhere<Kind extends string>(
  kind: Kind,
  run: JobRun,
  lore: Pick<KeyLore<Kind>, "kindOf">,
  audit: Audit,
): string {
  const keys = [...keysGivenTo(run, lore, namePolicyOf(audit)).values()].filter((key) => key.kind === kind);
  const places = keys.map(({ keeper, names }) => `in ${keeper} (${namesInWords(names)})`);
  return places.length === 0 ? "" : ` It is kept ${places.join(" and ")}.`;
}

/** What `environment:` sets hides what is stored. */
function keysGivenTo<Kind extends string>(
  run: JobRun,
  lore: Pick<KeyLore<Kind>, "kindOf">,
  { stored }: NamePolicy,
): Map<string, StoredKey<Kind>> {
  const keys = new Map<string, StoredKey<Kind> & { readonly names: string[] }>();
  const set = new Set(environmentOfJob(run).map(({ name }) => name));
  for (const [name, context] of stored?.of(run).places ?? []) {
    const kind = set.has(name) ? undefined : lore.kindOf(name);
    if (kind === undefined) continue;
    const id = JSON.stringify([kind, context]);
    const known = keys.get(id);
    if (known !== undefined) known.names.push(name);
    else keys.set(id, { kind, run, names: [name], ...keeperOf(run, context), reader: undefined });
  }
  return keys;
}

function keeperOf(run: JobRun, context: string | undefined): Pick<StoredKey<string>, "context" | "keeper"> {
  if (context === undefined) return { context, keeper: "the project" };
  return { context: run.contexts.find(({ name }) => knownText(name) === context), keeper: `the context ${quote(context)}` };
}

/** The first command of the scripts that reads one of the variables by itself. */
export function readerIn<Kind extends string>(
  scripts: readonly ScriptRun[],
  names: readonly string[],
  { readersOf, isElsewhere }: KeyLore<Kind>,
): StoredKey<Kind>["reader"] {
  const programs = new Set(names.flatMap((name) => [...readersOf(name)]));
  for (const { facts, locate, step } of programs.size === 0 ? [] : scripts) {
    for (const command of facts.commands) {
      const [word] = command.words;
      const { name: program, place } = command;
      if (program === undefined || word === undefined || place !== "job" || !programs.has(program) || isIdle(command)) continue;
      if (isElsewhere?.(command) !== true) return { program, at: locate(word.span), hops: step.hops };
    }
  }
  return undefined;
}

/** `aws --version`, `terraform fmt`: nothing is opened. */
function isIdle({ args: [first] }: ScriptRun["facts"]["commands"][number]): boolean {
  return (
    first === undefined || /^(?:--?version|-v|-V|--?help|-h|version|help|fmt|validate|completion)$/.test(first.literal ?? "")
  );
}

/** Where the finding stands, and what it says first. */
export function keyInWords<Kind>(
  { run, context, names, keeper, reader }: StoredKey<Kind>,
  what: string,
): { at: Location; words: string } {
  const job = `The job ${quote(run.name)}`;
  const stored = namesInWords(names);
  if (reader !== undefined) {
    return { at: reader.at, words: `${job} runs ${quote(reader.program)} with ${what} that ${keeper} keeps (${stored}).` };
  }
  return { at: locationOf(context?.node ?? run.nameNode), words: `${job} takes ${keeper}, which keeps ${what} (${stored}).` };
}

/** The same for a credential on a sheet. */
export function sheetKeyInWords<Kind>({ keeper, names }: KeyOnSheet<Kind>, what: string, use: string): string {
  return `${keeper.charAt(0).toUpperCase()}${keeper.slice(1)} keeps ${what} (${namesInWords(names)}), and ${use}.`;
}

export interface KeyOnSheet<Kind> {
  readonly kind: Kind;
  readonly at: Location;
  readonly names: readonly string[];
  /** As `StoredKey.keeper`. */
  readonly keeper: string;
}

/** Of contexts that no audited configuration takes. */
export function* keysOnOrganization<Kind extends string>(
  { organization, takenContexts }: OrganizationAudit,
  kindOf: KeyLore<Kind>["kindOf"],
): Iterable<KeyOnSheet<Kind>> {
  for (const [index, { name, variables }] of (valueOf(organization.contexts) ?? []).entries()) {
    if (takenContexts.has(name)) continue;
    const at = (variable: number): Location => sheetOf(organization).at("contexts", index, "variables", variable, "name");
    yield* grouped(valueOf(variables) ?? [], kindOf, at, `the context ${quote(name)}`);
  }
}

/** Of the project's variables, but for those kinds that its configurations are known to use. */
export function* keysOnProject<Kind extends string>(
  { project }: ProjectAudit,
  kindOf: KeyLore<Kind>["kindOf"],
  isUsed: (kind: Kind) => boolean,
): Iterable<KeyOnSheet<Kind>> {
  const at = (variable: number): Location => sheetOf(project).at("variables", variable, "name");
  for (const key of grouped(valueOf(project.variables) ?? [], kindOf, at, "the project")) if (!isUsed(key.kind)) yield key;
}

function grouped<Kind extends string>(
  variables: readonly { readonly name: string }[],
  kindOf: KeyLore<Kind>["kindOf"],
  at: (variable: number) => Location,
  keeper: string,
): readonly KeyOnSheet<Kind>[] {
  const keys = new Map<Kind, KeyOnSheet<Kind> & { readonly names: string[] }>();
  for (const [index, { name }] of variables.entries()) {
    const kind = kindOf(name);
    const known = kind && keys.get(kind);
    if (known !== undefined) known.names.push(name);
    else if (kind !== undefined) keys.set(kind, { kind, at: at(index), names: [name], keeper });
  }
  return [...keys.values()];
}
