/** A credential → the migration to OIDC, by the guide of its provider. */
import type { JobRun } from "../../../src/expand/plan.ts";
import type { Binding, Migration, MigrationStep, MigrationUse } from "../../../src/rule/migration.ts";
import { sizes, type Size } from "../../../src/rule/opportunity.ts";
import type { Scene } from "../../../src/rule/scene.ts";
import { addressOfRemote } from "../../data/repository-address.ts";
import { guideFor } from "../../data/oidc/guides/index.ts";
import { circleciPlaceholders } from "../../data/oidc/guides/circleci-placeholders.ts";
import type { Guide, Needs } from "../../data/oidc/guides/guide.ts";
import { placeholdersIn, slugOf } from "../../data/oidc/guides/texts.ts";
import type { CredentialUse } from "../../data/oidc/use.ts";
import { bindingOf } from "./binding.ts";
import { cautionsOf } from "./cautions.ts";
import { changesOf } from "./changes.ts";
import { comparesRefs, lookAtClaims, refusalsOf, trialOf } from "./checks.ts";
import { removalOf } from "./circleci-removal.ts";
import type { Credential } from "./credentials.ts";
import { homeInWords } from "./home.ts";
import { usesUnseen } from "./stored.ts";
import { isPullOnly, urgencyOf } from "./urgency.ts";

type Steps = Pick<Migration, "create" | "changes" | "test" | "remove" | "cautions">;

/** What the plan has named so far. */
export interface Taken {
  readonly ids: Set<string>;
  /** Provider and slug: no two roles may have one name. */
  readonly slugs: Set<string>;
}

/** Undefined for providers without a guide. */
export function migrationOf(scene: Scene, credential: Credential, { ids, slugs }: Taken): Migration | undefined {
  const guide = guideFor(credential.provider);
  if (guide === undefined) return undefined;
  const runs = [...new Set(credential.sightings.map(({ run }) => run))];
  const binding = bindingOf(scene, runs);
  const id = freeId(credential, ids);
  const slug = free(slugFor(scene, credential, runs), (each) => `${credential.provider} ${each}`, slugs);
  const needs = needsOf(credential, binding, slug, runs);
  const steps =
    runs.length === 0 ? onlyRemoval(scene, credential, guide, needs) : wholeMigration(scene, credential, guide, needs, runs);
  return {
    ...{ id, provider: guide.provider, service: guide.service, project: scene.facts?.project.slug },
    ...{ names: credential.names, keptIn: homeInWords(credential.home), uses: usesOf(credential), binding },
    comparesRefs: comparesRefs(guide, binding),
    ...urgencyOf(scene, credential, runs),
    effort: effortOf(guide, credential, steps.changes.length),
    ...steps,
    placeholders: placeholdersOf(guide, steps),
    references: guide.references,
  };
}

function wholeMigration(scene: Scene, credential: Credential, guide: Guide, needs: Needs, runs: readonly JobRun[]): Steps {
  const { binding } = needs;
  const cautions = cautionsOf({ scene, guide, home: credential.home, binding, runs, isPullOnly: isPullOnly(credential) });
  return {
    cautions: [...cautions, ...guide.cautions(needs)],
    create: guide.create(needs),
    changes: changesOf(credential, guide, needs),
    test: [
      lookAtClaims,
      trialOf(binding, comparesRefs(guide, binding)),
      ...guide.test(needs),
      refusalsOf(guide, comparesRefs(guide, binding)),
    ],
    remove: [...guide.remove(needs), ...removalOf(scene, credential, binding)],
  };
}

const unseen =
  "Scripts of the repository, images and orbs without source may use it without being seen here: look at when it was last used before it goes.";

/** Nothing takes its place when no job needs it. */
function onlyRemoval(scene: Scene, credential: Credential, guide: Guide, needs: Needs): Steps {
  const remove = [...guide.remove(needs), ...removalOf(scene, credential, needs.binding)];
  return { cautions: [unseen], create: [], changes: [], test: [], remove };
}

/** Begins with the project: what is created for two projects in one account must not have one name. */
function slugFor({ facts, audits }: Scene, { home, family }: Credential, runs: readonly JobRun[]): string {
  const address = facts?.project.address ?? addressOfRemote(audits[0]?.repository.project ?? "") ?? "";
  const project = slugOf(address.slice(address.lastIndexOf("/") + 1), 20, "");
  const [job] = runs;
  const own = home.kind === "context" ? home.name : home.kind === "candidates" ? home.contexts[0] : job?.jobName;
  const parts = [project, own ?? job?.jobName ?? "", family].map((part) => slugOf(part, 40, ""));
  return slugOf(parts.filter((part) => part !== "").join("-"), 37, "job");
}

function needsOf({ provider, names, sightings }: Credential, binding: Binding, slug: string, runs: readonly JobRun[]): Needs {
  const uses = new Map(sightings.map(({ use }) => [JSON.stringify(withoutArguments(use)), use]));
  return {
    binding,
    slug,
    names,
    uses: uses.size > 0 ? [...uses.values()] : usesUnseen(provider, names),
    jobs: [...new Set(runs.map(({ jobName }) => jobName))],
  };
}

/** Arguments are a map, which JSON leaves empty; uses that differ only there are one kind. */
function withoutArguments(use: CredentialUse): CredentialUse {
  return use.via === "orb" ? { ...use, args: new Map() } : use;
}

/** `aws-production-staging`: provider, home and family, as far as they tell credentials apart. */
function freeId({ provider, home, family }: Credential, ids: Set<string>): string {
  const places = home.kind === "context" ? [home.name] : home.kind === "candidates" ? home.contexts.slice(0, 1) : [home.kind];
  const parts = [...places, family].map((part) => slugOf(part, 40, "")).filter((part) => part !== "");
  const whole = slugOf(parts.join("-"), 60, "stored");
  const plain = whole.startsWith(`${provider}-`) ? whole : `${provider}-${whole}`;
  return free(plain, (each) => each, ids);
}

/** The name itself, or with a number. */
function free(plain: string, keyOf: (name: string) => string, taken: Set<string>): string {
  let name = plain;
  for (let count = 2; taken.has(keyOf(name)); count += 1) name = `${plain}-${count}`;
  taken.add(keyOf(name));
  return name;
}

/** One for each job and place. */
function usesOf({ sightings }: Credential): readonly MigrationUse[] {
  const uses = new Map<string, MigrationUse>();
  for (const { run, at, what } of sightings) {
    const key = JSON.stringify([run.jobName, run.workflow?.name, at.file.path, at.span.start]);
    if (!uses.has(key)) uses.set(key, { run, at, what });
  }
  return [...uses.values()];
}

/** An image is a line; many different places are more work than the provider's side. */
function effortOf({ effort }: Guide, credential: Credential, changes: number): Size {
  if (isPullOnly(credential)) return "small";
  return changes > 3 ? (sizes[sizes.indexOf(effort) + 1] ?? effort) : effort;
}

function placeholdersOf(guide: Guide, { create, changes, test, remove, cautions }: Steps): Migration["placeholders"] {
  const ofSteps = [...create, ...test, ...remove].flatMap(textsOf);
  const ofChanges = changes.flatMap(({ after, text }) => [after, text]);
  return placeholdersIn([...ofSteps, ...ofChanges, ...cautions].join("\n")).flatMap((name) => {
    const key = name.slice(1, -1);
    const meanings = Object.hasOwn(guide.placeholders, key) ? guide.placeholders : circleciPlaceholders;
    const meaning = Object.hasOwn(meanings, key) ? meanings[key] : undefined;
    return meaning === undefined ? [] : [{ name, meaning }];
  });
}

function textsOf({ text, ways }: MigrationStep): readonly string[] {
  return [text, ...ways.map((way) => way.text)];
}
