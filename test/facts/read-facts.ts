/**
 * Facts of a project as fixtures abbreviate them: a `Fetched` is written as its value, one that is left out was not asked for, and
 * `{gap: forbidden}` is a gap. What has a believable default may be left out; a key that there is not is a mistake. Without the keys
 * `repository` and `githubOrganization` nothing at all is known of these.
 */
import { gap, gapReasons, known } from "../../src/snapshot/fetched.ts";
import type { GapReason } from "../../src/snapshot/fetched.ts";
import type { ProjectFacts } from "../../src/snapshot/project-facts.ts";
import { toPlainValue } from "../../src/settings/plain-value.ts";
import { checkSnapshot } from "../../src/schema/check-snapshot.ts";
import { snapshotFormat } from "../../src/snapshot/snapshot.ts";
import type { Snapshot } from "../../src/snapshot/snapshot.ts";
import type { SourceFile } from "../../src/source/source-file.ts";
import { parseNow } from "../yaml/parse-now.ts";
import * as shapes from "./shapes.ts";
import type { AnyShape, Mapping } from "./shapes.ts";

const askedAt = "2026-01-30T12:00:00Z";

/** @throws when the file does not have the shape of facts */
export function readFacts(file: SourceFile): ProjectFacts {
  const { root, problems } = parseNow(file);
  if (problems.length > 0) throw new Error(`${file.path}: ${problems.map(({ message }) => message).join(" ")}`);
  return factsFrom(root === undefined ? {} : toPlainValue(root)?.data, file.path);
}

/** @throws when `given` does not have the shape of facts */
export function factsFrom(given: unknown, place = "facts"): ProjectFacts {
  const parts = entriesOf(given, place);
  const { project, organization, repository, githubOrganization } = shapes;
  const all: Readonly<Record<string, AnyShape>> = { project, organization, repository, githubOrganization };
  const facts: Record<string, unknown> = {};
  for (const key of parts.keys()) if (!Object.hasOwn(all, key)) throw new Error(`${place}: there is no key ${key}`);
  for (const [key, shape] of Object.entries(all)) {
    const part = parts.get(key) ?? (key === "project" || key === "organization" ? {} : undefined);
    facts[key] = part === undefined ? undefined : spelled(part, shape, `${place}: ${key}`);
  }
  const found = facts as unknown as ProjectFacts;
  const issue = checkSnapshot(structuredClone(snapshotOf([found])));
  if (issue !== undefined) throw new Error(`${place}: ${issue.path.join(".")}: ${issue.message}`);
  return found;
}

/** A snapshot that holds nothing but these facts. */
export function snapshotOf(all: readonly ProjectFacts[]): Snapshot {
  const each = <T>(part: (facts: ProjectFacts) => T | undefined): readonly T[] => [
    ...new Set(all.map(part).filter((found) => found !== undefined)),
  ];
  return {
    format: snapshotFormat,
    tool: { name: "circleci-secaudit", version: "0.3.0" },
    collectedAt: askedAt,
    hosts: { circleci: "https://circleci.com", github: "https://api.github.com" },
    organizations: each(({ organization }) => organization),
    projects: each(({ project }) => project),
    githubOrganizations: each(({ githubOrganization }) => githubOrganization),
    repositories: each(({ repository }) => repository),
    orbs: [],
  };
}

function spelled(given: unknown, shape: AnyShape, place: string): unknown {
  switch (shape.kind) {
    case "scalar":
      return scalarOf(given, place);
    case "asked":
      return gapOf(given) ?? known(spelled(given, shape.inner as AnyShape, place), askedAt);
    case "list":
      if (!Array.isArray(given)) throw new Error(`${place} is no list`);
      return given.map((item, at) => spelled(item, shape.item as AnyShape, `${place}[${at}]`));
    case "map":
      return mapOf(given, shape, place);
  }
}

function mapOf(given: unknown, { fields, defaults }: Mapping<Record<string, unknown>>, place: string): unknown {
  const entries = entriesOf(given, place);
  for (const key of entries.keys()) if (!Object.hasOwn(fields, key)) throw new Error(`${place}: there is no key ${key}`);
  const name = entries.get("name");
  const spelledOut: [string, unknown][] = [];
  for (const [key, shape] of Object.entries(fields) as [string, AnyShape][]) {
    const value = entries.has(key) ? entries.get(key) : defaultOf(defaults[key], name);
    if (value !== undefined) spelledOut.push([key, spelled(value, shape, `${place}.${key}`)]);
    else if (shape.kind === "asked") spelledOut.push([key, gap("skipped", "it was not asked for")]);
  }
  return Object.fromEntries(spelledOut);
}

function defaultOf(value: unknown, name: unknown): unknown {
  return typeof value === "string" && typeof name === "string" ? value.replace("<name>", name) : value;
}

function gapOf(given: unknown): unknown {
  if (typeof given !== "object" || given === null || !("gap" in given)) return undefined;
  const reason = gapReasons.find((each) => each === given.gap);
  if (reason === undefined || Object.keys(given).some((key) => key !== "gap"))
    throw new Error(`no gap: ${JSON.stringify(given)}`);
  return gap(reason, details[reason]);
}

const details: Readonly<Record<GapReason, string>> = {
  token: "no token was given",
  forbidden: "the token may not see it; an administrator's may",
  "not-found": "it is not there, or hidden from the token",
  unavailable: "this installation does not have it",
  "rate-limited": "too many questions were asked",
  failed: "there was no usable answer",
  skipped: "it was not asked for",
  inapplicable: "it has no meaning here",
};

function scalarOf(given: unknown, place: string): unknown {
  const isScalar = Array.isArray(given) ? given.every((item) => typeof item !== "object") : typeof given !== "object";
  if (!isScalar || given === null) throw new Error(`${place} is no plain value`);
  return given;
}

function entriesOf(given: unknown, place: string): ReadonlyMap<string, unknown> {
  if (typeof given !== "object" || given === null || Array.isArray(given)) throw new Error(`${place} is no mapping`);
  return new Map(Object.entries(given));
}
