/** Keys and tokens that are no variables: of SSH, of checkouts, of CircleCI's API, of webhooks and of runners. */
import type { JobRun } from "../../../src/expand/plan.ts";
import { assumedText, knownText } from "../../../src/expand/text.ts";
import type { Location } from "../../../src/finding/location.ts";
import type { Scene } from "../../../src/rule/scene.ts";
import type { RegisteredSecret, SecretHome, SecretKind } from "../../../src/rule/secret-register.ts";
import { valueOf } from "../../../src/snapshot/fetched.ts";
import type { SshKey } from "../../../src/snapshot/project.ts";
import type { ProjectFacts } from "../../../src/snapshot/project-facts.ts";
import { sheetOf, type SheetSubject } from "../../../src/snapshot/sheet.ts";
import { quote } from "../../../src/source/quote.ts";
import { locationOf } from "../../../src/yaml/node.ts";
import { peopleOfProject } from "./people.ts";
import { runsThatCount } from "./variables.ts";

type Key = Omit<RegisteredSecret, "stores">;

export function* keysIn(scene: Scene): Iterable<Key> {
  const runs = scene.audits.flatMap(runsThatCount);
  const { facts } = scene;
  yield* namedKeys(runs, valueOf(facts?.project.sshKeys));
  if (facts === undefined) return;
  yield* sshKeys(facts, runs);
  yield* checkoutKeys(facts, runs);
  yield* apiTokens(facts);
  yield* webhooks(facts);
  yield* legacyKeys(facts, runs);
  yield* runnerTokens(facts, runs);
}

interface Given extends Pick<RegisteredSecret, "form" | "name" | "at" | "advice"> {
  readonly kind?: SecretKind;
  readonly service?: string;
  readonly home?: SecretHome;
  readonly readers?: readonly JobRun[];
  readonly users?: readonly JobRun[];
  readonly people?: string | undefined;
  readonly createdAt?: string | undefined;
  readonly oidc?: "native";
}

function key({ kind = "ssh-key", service, home = { kind: "project" }, createdAt, readers = [], oidc, ...rest }: Given): Key {
  const setAt = createdAt === undefined ? undefined : { date: createdAt.slice(0, 10), isCreation: false };
  return { kind, service, home, readers, users: readers, people: undefined, setAt, oidc: oidc ?? "none", ...rest };
}

/** `SHA256:` and the padding at the end may be left out. */
function bare(fingerprint: string): string {
  return fingerprint.replace(/^SHA256:/u, "").replace(/=$/u, "");
}

interface Loading {
  readonly run: JobRun;
  /** Without fingerprints, every key of the project. */
  readonly fingerprints: readonly string[] | undefined;
  readonly at: Location;
}

function loadingsOf(runs: readonly JobRun[]): readonly Loading[] {
  return runs.flatMap((run) =>
    run.steps.flatMap((step) => {
      if (step.kind !== "builtin" || step.name !== "add_ssh_keys") return [];
      const items = step.args.get("fingerprints")?.items.map((item) => assumedText(item) ?? "");
      return [{ run, fingerprints: items, at: locationOf(step.nameNode) }];
    }),
  );
}

const fewRights = "See that it has the fewest rights on its host, and belongs to no person.";

function adviceFor(readers: readonly JobRun[], hostname: string): string {
  if (readers.length === 0) return "No audited job loads it: delete it here and on its host, unless somebody knows better.";
  return hostname === "" ? `Give it the name of its host. ${fewRights}` : fewRights;
}

const everyKey = "every additional SSH key of the project";
const nameOne = "Name the fingerprint of the key that the job needs: as it stands, it loads all of them.";

/** Keys that jobs load by name, where the project's own are not known. */
function* namedKeys(runs: readonly JobRun[], own: readonly SshKey[] | undefined): Iterable<Key> {
  const known = new Set(own?.map(({ fingerprint }) => bare(fingerprint)));
  const isKnown = own !== undefined;
  const byName = new Map<string, { readonly at: Location; readonly readers: JobRun[] }>();
  for (const { run, fingerprints, at } of loadingsOf(runs)) {
    const all = isKnown ? [] : [everyKey];
    for (const fingerprint of fingerprints ?? all) {
      if (fingerprint === "" || known.has(bare(fingerprint))) continue;
      const found = byName.get(fingerprint) ?? { at, readers: [] };
      byName.set(fingerprint, found);
      if (!found.readers.includes(run)) found.readers.push(run);
    }
  }
  for (const [name, { at, readers }] of byName)
    yield key({ form: "ssh-key", name, at, readers, advice: name === everyKey ? nameOne : fewRights });
}

function* sshKeys(facts: ProjectFacts, runs: readonly JobRun[]): Iterable<Key> {
  const loadings = loadingsOf(runs);
  for (const [index, { fingerprint, hostname }] of (valueOf(facts.project.sshKeys) ?? []).entries()) {
    const readers = loadings
      .filter(({ fingerprints }) => fingerprints?.some((each) => bare(each) === bare(fingerprint)) ?? true)
      .map(({ run }) => run);
    yield key({
      form: "ssh-key",
      name: fingerprint,
      service: hostname === "" ? "every host" : hostname.replaceAll("`", "'"),
      at: sheetOf(facts.project).at("sshKeys", index, "fingerprint"),
      readers: [...new Set(readers)],
      people: peopleOfProject(facts),
      advice: adviceFor(readers, hostname),
    });
  }
}

function* checkoutKeys(facts: ProjectFacts, runs: readonly JobRun[]): Iterable<Key> {
  const { project, repository } = facts;
  const readers = runs.filter(({ steps }) => steps.some((step) => step.kind === "builtin" && step.name === "checkout"));
  const own = valueOf(project.checkoutKeys) ?? [];
  for (const [index, { kind, fingerprint, createdAt, isPreferred }] of own.entries()) {
    const at = sheetOf(project).at("checkoutKeys", index, "fingerprint");
    const advice =
      kind === "user-key"
        ? "Replace it by a deploy key: it acts with all rights of a person, in every repository."
        : "Keep it read-only, and replace it once a year or when somebody may have copied it.";
    const service = kind === "user-key" ? "a person's account" : "the repository";
    const people = peopleOfProject(facts);
    yield key({
      form: "checkout-key",
      name: fingerprint,
      service,
      at,
      readers: isPreferred ? readers : [],
      people,
      createdAt,
      advice,
    });
  }
  const mine = new Set(own.map(({ publicKey }) => publicKey));
  for (const [index, { title, publicKey, createdAt, isReadOnly }] of (valueOf(repository?.deployKeys) ?? []).entries()) {
    if (repository === undefined || mine.has(publicKey) || own.length === 0) continue;
    const at = sheetOf(repository).at("deployKeys", index, "title");
    const rights = isReadOnly ? "Find out who holds its private half" : "It may push: find out who holds its private half";
    const advice = `${rights}, and delete it when nobody does.`;
    yield key({
      form: "deploy-key",
      name: title,
      service: "the repository",
      home: { kind: "repository" },
      at,
      createdAt,
      advice,
    });
  }
}

/** Where a list of a sheet's subject stands. */
function placeIn(subject: SheetSubject, list: string, index: number, field: string): Location {
  return sheetOf(subject).at(list, index, field);
}

function* apiTokens({ project }: ProjectFacts): Iterable<Key> {
  for (const [index, { label, scope, createdAt }] of (valueOf(project.apiTokens) ?? []).entries()) {
    const service = `CircleCI's API, scope ${quote(scope)}`;
    const advice =
      scope === "all"
        ? "Delete it, or replace it by one that may only view builds or read the status."
        : "Delete it when nobody can say what uses it; else replace it once a year.";
    const at = placeIn(project, "apiTokens", index, "label");
    yield key({ form: "api-token", name: label, kind: "api-key", service, at, createdAt, advice });
  }
}

function* webhooks({ project }: ProjectFacts): Iterable<Key> {
  for (const [index, { name, origin, hasSecret, createdAt }] of (valueOf(project.webhooks) ?? []).entries()) {
    if (!hasSecret) continue;
    const at = placeIn(project, "webhooks", index, "name");
    const advice = "Rotate it with the receiver's, which must check the signature with it.";
    yield key({ form: "webhook-secret", name, kind: "encryption-key", service: origin, at, createdAt, advice });
  }
}

/** CircleCI gives the pair to every job as `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`. */
function* legacyKeys(facts: ProjectFacts, runs: readonly JobRun[]): Iterable<Key> {
  if (valueOf(facts.project.legacyAwsKeys) !== true) return;
  yield key({
    form: "variable",
    name: "AWS_SECRET_ACCESS_KEY",
    kind: "cloud-credential",
    service: "AWS, an old setting of the project",
    at: sheetOf(facts.project).at("legacyAwsKeys"),
    readers: runs,
    users: [],
    people: peopleOfProject(facts),
    oidc: "native",
    advice: "Assume an IAM role with the job's OIDC token, then clear the setting and delete the key.",
  });
}

function* runnerTokens({ organization }: ProjectFacts, runs: readonly JobRun[]): Iterable<Key> {
  for (const [index, { name, tokens }] of (valueOf(organization?.runners) ?? []).entries()) {
    const readers = runs.filter(({ resourceClass }) => resourceClass !== undefined && knownText(resourceClass) === name);
    if (organization === undefined || readers.length === 0) continue;
    for (const [token, { nickname, createdAt }] of (valueOf(tokens) ?? []).entries()) {
      yield key({
        form: "runner-token",
        name: nickname,
        kind: "api-key",
        service: "CircleCI's runner service",
        home: { kind: "runner", name },
        at: sheetOf(organization).at("runners", index, "tokens", token, "nickname"),
        readers,
        people: `whoever can log in to the machines, and every job that runs on them`,
        createdAt,
        advice: "Keep the file readable for the agent alone, and make a new token whenever a machine is given away.",
      });
    }
  }
}
