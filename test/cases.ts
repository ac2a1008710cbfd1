/** The cases of a fixture folder: configurations, alone or in folders, with settings, facts, a checkout and sources of orbs beside them. */
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { noOrbs, type OrbLookup } from "../src/config/orb-lookup.ts";
import type { ProjectFacts } from "../src/snapshot/project-facts.ts";
import type { SourceFile } from "../src/source/source-file.ts";
import { readFacts } from "./facts/read-facts.ts";

export const fixtures = fileURLToPath(new URL("../fixtures", import.meta.url));

export interface Case {
  /** Path without extension. */
  readonly stem: string;
  readonly files: readonly SourceFile[];
  /** Paths of other files of the repository; undefined when there is no checkout. */
  readonly checkout: ReadonlySet<string> | undefined;
  readonly orbs: OrbLookup;
  readonly settings: SourceFile | undefined;
  readonly facts: ProjectFacts | undefined;
}

/** `id`: the folder below `fixtures`. `verdict`: what the names of the cases begin with. */
export function casesOf(id: string, verdict: string): readonly (readonly [string, Case])[] {
  const folder = path.join(fixtures, id);
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter(
    (name) => name.startsWith(`${verdict}-`) && !/\.expected$|\.settings\.yml$|\.fixed(?:\.yml)?$/.test(name),
  );
  const stems = new Set(names.map((name) => name.replace(/(?:\.facts)?\.yml$/, "")));
  return [...stems].map((name) => [name, readCase(path.join(folder, name))] as const);
}

function readCase(stem: string): Case {
  const isFolder = existsSync(stem) && statSync(stem).isDirectory();
  const checkout = path.join(stem, "checkout");
  const facts = fileAt(`${stem}.facts.yml`, `${path.basename(stem)}.facts.yml`);
  return {
    stem,
    files: isFolder ? filesOf(stem) : [fileAt(`${stem}.yml`, ".circleci/config.yml")].filter((file) => file !== undefined),
    settings: fileAt(`${stem}.settings.yml`, ".circleci/secaudit.yml"),
    facts: facts === undefined ? undefined : readFacts(facts),
    checkout: existsSync(checkout) ? new Set(filesBelow(checkout)) : undefined,
    orbs: orbsIn(path.join(isFolder ? stem : path.dirname(stem), "orbs")),
  };
}

function fileAt(file: string, name: string): SourceFile | undefined {
  return existsSync(file) ? { path: name, text: readFileSync(file, "utf8") } : undefined;
}

function filesOf(folder: string): readonly SourceFile[] {
  const names = readdirSync(folder).filter((name) => name !== "checkout" && name !== "orbs");
  return names.sort().map((name) => ({ path: `.circleci/${name}`, text: readFileSync(path.join(folder, name), "utf8") }));
}

/** A reference means the version it names, or else the first there is. */
function orbsIn(folder: string): OrbLookup {
  if (!existsSync(folder)) return noOrbs;
  const files = filesBelow(folder);
  return {
    find({ namespace, name, version: wanted }) {
      const start = `${namespace}/${name}@`;
      const file = files.find((each) => each === `${start}${wanted}.yml`) ?? files.find((each) => each.startsWith(start));
      if (file === undefined) return undefined;
      const version = /@(.+)\.yml$/.exec(file)?.[1] ?? "";
      return { source: { path: file, text: readFileSync(path.join(folder, file), "utf8") }, version, from: "cache" };
    },
  };
}

/** Paths from `folder`, with `/`. */
function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join("/"));
}
