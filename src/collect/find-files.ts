/** Which files to audit. Looks at names and links only; nothing is read. */
import { lstatSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import type { Problem } from "../finding/report.ts";
import { quote } from "../source/quote.ts";
import { orbRootAround, orbRootIn } from "./orb-parts.ts";
import { unreadable } from "./problems.ts";
import { isVendoredPath } from "./vendored-orbs.ts";
import { commonFolder, homeOf, isFolder, pathInReports, realPathOf, whyOffLimits } from "./repository.ts";

/** A file to audit. */
export interface FoundFile {
  readonly absolute: string;
  /** Relative to the root, with `/`. */
  readonly path: string;
  /** In bytes, as the folder says. */
  readonly size: number;
  /** The user named this file; one that was only discovered may turn out to be no configuration. */
  readonly named: boolean;
}

export interface FoundFiles {
  /** What paths in reports are relative to: the repository, or the folder that holds all repositories. */
  readonly root: string;
  /** By path, but `config.yml` before its neighbours: with it a pipeline starts. */
  readonly files: readonly FoundFile[];
  /** The `.circleci` folders that were looked through, or in which the named files lie; absolute. */
  readonly folders: readonly string[];
  readonly problems: readonly Problem[];
}

/**
 * Finds the files that `paths` mean, relative to `cwd`; no path means the repository that `cwd` is in.
 * A path that leads nowhere, or out of its repository by a link, is one problem; the others are found all the same.
 */
export function findFiles(paths: readonly string[], cwd: string): FoundFiles {
  const wanted = paths.length === 0 ? [startFolder(cwd)] : paths.map((each) => path.resolve(cwd, each));
  const [first = cwd, ...others] = wanted.map((each) => homeOf(each, cwd));
  const root = commonFolder([first, ...others]);
  const search: Search = { root, files: new Map(), seen: new Set(), folders: new Set(), problems: [] };
  wanted.forEach((absolute, index) => {
    const home = homeOf(absolute, cwd);
    addPath(search, absolute, { folder: home, real: realPathOf(home) ?? home }, paths[index]);
  });
  const files = [...search.files.values()].sort((a, b) => (orderKey(a.path) < orderKey(b.path) ? -1 : 1));
  return { root, files, folders: [...search.folders], problems: search.problems };
}

function orderKey(shown: string): string {
  return shown.replace(/(^|\/)(\.circleci\/config\.ya?ml)$/, "$1.circleci/\u0000$2");
}

/** Without paths: the folder one stands in when it has configurations of its own, else its repository. */
function startFolder(cwd: string): string {
  const home = homeOf(cwd, cwd);
  const hasOwn = configFolderOf(cwd, home) !== undefined || isFolder(path.join(cwd, ".circleci"));
  return hasOwn || orbRootIn(cwd) !== undefined ? cwd : home;
}

interface Search {
  readonly root: string;
  /** By real path, so that a file is audited once. */
  readonly files: Map<string, FoundFile>;
  /** Real paths of folders, so that links in a circle end. */
  readonly seen: Set<string>;
  readonly folders: Set<string>;
  readonly problems: Problem[];
}

/** The repository that a path belongs to. No link may leave it. */
interface Home {
  readonly folder: string;
  readonly real: string;
}

function addPath(search: Search, absolute: string, home: Home, asTyped: string | undefined): void {
  if (lstatSync(absolute, { throwIfNoEntry: false }) === undefined) {
    const message = `There is no file or folder ${quote(asTyped ?? absolute, 200)}.`;
    search.problems.push({ code: "file-not-found", message, level: "error" });
  } else if (isFolder(absolute)) addFolder(search, absolute, home, asTyped);
  else {
    const folder = configFolderOf(absolute, home.folder);
    // A part of an orb means the whole orb.
    const orb = folder === undefined ? orbRootAround(absolute, home.folder) : undefined;
    addFile(search, orb ?? absolute, home, true);
    if (folder !== undefined && isOwn(folder, home)) search.folders.add(folder);
  }
}

function addFolder(search: Search, absolute: string, home: Home, asTyped: string | undefined): void {
  const around = configFolderOf(absolute, home.folder);
  const folder = around === undefined ? path.join(absolute, ".circleci") : absolute;
  const orb = around === undefined ? orbRootIn(absolute) : undefined;
  if (orb !== undefined) addFile(search, orb, home, false);
  if (isFolder(folder)) {
    if (isOwn(around ?? folder, home)) search.folders.add(around ?? folder);
    if (hasYaml(search, folder, home)) return;
  }
  if (orb !== undefined) return;
  const where = asTyped === undefined ? "this repository" : quote(asTyped, 200);
  const message = `Nothing to audit: ${where} has no YAML file in a \`.circleci\` folder and no \`src/@orb.yml\`. Name a file or another folder.`;
  search.problems.push({ code: "nothing-to-audit", message, level: "error" });
}

/** A `.circleci` folder that is a link to outside is none of the repository's: nothing is kept there. */
function isOwn(folder: string, home: Home): boolean {
  const real = realPathOf(folder);
  return real !== undefined && whyOffLimits(real, home.real) === undefined;
}

/** The `.circleci` folder that a path of the repository is, or lies in. */
function configFolderOf(absolute: string, home: string): string | undefined {
  const names = path.relative(home, absolute).split(path.sep);
  const depth = names.lastIndexOf(".circleci");
  return depth === -1 ? undefined : path.join(home, ...names.slice(0, depth + 1));
}

/** Adds the YAML files in and below a folder; false when there is none. */
function hasYaml(search: Search, top: string, home: Home): boolean {
  let found = false;
  const waiting = [top];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    const real = realPathInside(search, folder, home);
    if (real === undefined || search.seen.has(real)) {
      found = true;
      continue;
    }
    search.seen.add(real);
    for (const name of namesIn(search, folder)) {
      if (name === ".git") continue;
      const absolute = path.join(folder, name);
      if (isFolder(absolute)) waiting.push(absolute);
      else if (/\.ya?ml$/i.test(name) && !isVendoredOrb(absolute, home.folder)) {
        found = true;
        addFile(search, absolute, home, false);
      }
    }
  }
  return found;
}

/** The source of an orb that the repository keeps is no configuration of its own. */
function isVendoredOrb(absolute: string, home: string): boolean {
  const folder = configFolderOf(absolute, home);
  return folder !== undefined && isVendoredPath(pathInReports(absolute, folder));
}

function namesIn(search: Search, folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch (error) {
    search.problems.push(unreadable(pathInReports(folder, search.root), error));
    return [];
  }
}

function addFile(search: Search, absolute: string, home: Home, named: boolean): void {
  const real = realPathInside(search, absolute, home);
  if (real === undefined) return;
  const known = search.files.get(real);
  const size = statSync(real, { throwIfNoEntry: false })?.size ?? 0;
  if (known === undefined) search.files.set(real, { absolute, path: pathInReports(absolute, search.root), size, named });
  else if (named) search.files.set(real, { ...known, named });
}

/** Where a path leads, when that is inside the repository: what is audited must not make us read anything else. */
function realPathInside(search: Search, absolute: string, home: Home): string | undefined {
  const real = realPathOf(absolute);
  const why = real === undefined ? undefined : whyOffLimits(real, home.real);
  if (real !== undefined && why === undefined) return real;
  const shown = quote(pathInReports(absolute, search.root), 200);
  const message = why === undefined ? `The link ${shown} leads nowhere.` : `${shown} ${why}, so it was not read.`;
  search.problems.push({ code: why === undefined ? "broken-link" : "link-outside-repository", message, level: "error" });
  return undefined;
}
