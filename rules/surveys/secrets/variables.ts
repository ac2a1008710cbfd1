/** Secret variables: those that contexts and the project keep, and those that jobs read without anybody knowing where they are kept. */
import type { JobRun } from "../../../src/expand/plan.ts";
import { knownText } from "../../../src/expand/text.ts";
import type { Location } from "../../../src/finding/location.ts";
import type { Audit } from "../../../src/rule/audit.ts";
import { noPolicy } from "../../../src/rule/policy.ts";
import type { Scene } from "../../../src/rule/scene.ts";
import type { RegisteredSecret, SecretHome } from "../../../src/rule/secret-register.ts";
import { contextNamed } from "../../../src/snapshot/context-access.ts";
import { valueOf } from "../../../src/snapshot/fetched.ts";
import type { StoredVariable } from "../../../src/snapshot/organization.ts";
import type { ProjectFacts } from "../../../src/snapshot/project-facts.ts";
import { sheetOf } from "../../../src/snapshot/sheet.ts";
import { secretNamesIn } from "../../data/context-secrets.ts";
import { namePolicyOf } from "../../data/stored-secrets.ts";
import { contextUses } from "../../settings/used-contexts.ts";
import { peopleOfContext, peopleOfProject } from "./people.ts";
import { readsIn } from "./reads.ts";

export type SecretVariable = Pick<RegisteredSecret, "form" | "name" | "home" | "at" | "readers" | "users" | "people" | "setAt">;

interface Row {
  readonly name: string;
  readonly home: SecretHome["kind"];
  readonly context: string | undefined;
  readonly at: Location;
  readonly people: string | undefined;
  readonly setAt: RegisteredSecret["setAt"];
  readonly readers: Set<JobRun>;
  readonly users: Set<JobRun>;
}

type Rows = Map<string, Row>;

export function secretVariablesIn({ audits, facts }: Scene): readonly SecretVariable[] {
  const rows: Rows = new Map();
  if (facts !== undefined) for (const row of storedRows(facts, audits)) rows.set(keyOf(row.home, row.context, row.name), row);
  for (const audit of audits) joinReads(audit, rows);
  return [...rows.values()].map(({ home, context, readers, users, ...row }) => {
    const runs = [...readers];
    return { ...row, form: "variable", home: homeOf(home, context, runs), readers: runs, users: [...users] };
  });
}

function homeOf(kind: SecretHome["kind"], context = "", runs: readonly JobRun[]): SecretHome {
  if (kind === "context") return { kind, name: context };
  return kind === "unknown" ? { kind, contexts: sharedContexts(runs) } : { kind: kind === "project" ? kind : "unstored" };
}

/** Known names only: a context whose name a parameter gives may be any. */
function sharedContexts([first, ...others]: readonly JobRun[]): readonly string[] {
  const namesOf = (run: JobRun): readonly string[] => run.contexts.flatMap(({ name }) => knownText(name) ?? []);
  const names = first === undefined ? [] : [...new Set(namesOf(first))];
  return names.filter((name) => others.every((run) => namesOf(run).includes(name)));
}

function keyOf(home: string, context: string | undefined, name: string): string {
  return JSON.stringify([home, context ?? null, name]);
}

function* storedRows(facts: ProjectFacts, audits: readonly Audit[]): Iterable<Row> {
  const { project, organization } = facts;
  const sets = { policy: audits[0]?.policy ?? noPolicy, people: peopleOfProject(facts) };
  const at = (index: number): Location => sheetOf(project).at("variables", index, "name");
  yield* rowsOf(project.variables, { home: "project", context: undefined, at, ...sets });
  if (organization === undefined) return;
  for (const name of contextUses(audits).keys()) {
    const context = contextNamed(name, organization);
    const index = context === undefined ? -1 : (valueOf(organization.contexts)?.indexOf(context) ?? -1);
    const place = (variable: number): Location => sheetOf(organization).at("contexts", index, "variables", variable, "name");
    const people = peopleOfContext(name, facts);
    yield* rowsOf(context?.variables, { ...sets, home: "context", context: name, at: place, people });
  }
}

interface Keeper extends Pick<Row, "home" | "context" | "people"> {
  readonly policy: Audit["policy"];
  at(index: number): Location;
}

function* rowsOf(variables: Parameters<typeof secretNamesIn>[0], { policy, at, ...keeper }: Keeper): Iterable<Row> {
  const secrets = new Set(secretNamesIn(variables, policy));
  for (const [index, variable] of (valueOf(variables) ?? []).entries()) {
    if (!secrets.has(variable.name)) continue;
    const setAt = setAtOf(variable);
    yield { ...keeper, name: variable.name, at: at(index), setAt, readers: new Set(), users: new Set() };
  }
}

function setAtOf({ updatedAt, createdAt }: StoredVariable): RegisteredSecret["setAt"] {
  const time = updatedAt ?? createdAt;
  return time === undefined ? undefined : { date: time.slice(0, 10), isCreation: updatedAt === undefined };
}

/** Jobs that no workflow runs read nothing, unless there is no workflow at all; approvals and their likes run nothing. */
export function runsThatCount({ plan }: Audit): readonly JobRun[] {
  const running = plan.runs.filter(({ workflow, executor }) => workflow !== undefined && executor.kind !== "none");
  return running.length > 0 ? running : plan.runs.filter(({ kind }) => !kind.startsWith("uncalled"));
}

/** What `environment:` sets hides what is stored. */
function joinReads(audit: Audit, rows: Rows): void {
  const reads = readsIn(audit);
  const { stored } = namePolicyOf(audit);
  for (const run of runsThatCount(audit)) {
    const given = stored?.of(run);
    const set = new Set(run.environment.map(({ name }) => name));
    for (const [name, context] of given?.places ?? []) {
      const row = rows.get(keyOf(context === undefined ? "project" : "context", context, name));
      if (row === undefined || set.has(name)) continue;
      row.readers.add(run);
      if (reads.of(run).has(name) || reads.isForProgram(name, run)) row.users.add(run);
    }
    for (const [name, at] of reads.of(run)) {
      if (given?.places.has(name) === true) continue;
      const home = given?.isComplete === true ? "unstored" : "unknown";
      const key = keyOf(home, undefined, name);
      const row = rows.get(key) ?? newRow(name, home, at);
      rows.set(key, row);
      row.readers.add(run);
      row.users.add(run);
    }
  }
}

function newRow(name: string, home: Row["home"], at: Location): Row {
  return { name, home, context: undefined, at, people: undefined, setAt: undefined, readers: new Set(), users: new Set() };
}
