/**
 * Audits what a snapshot holds: the configurations of all its repositories and the settings of all its projects. Files are called by
 * the address of their repository: `github.com/acme/app/.circleci/config.yml`.
 */
import type { CoverageNote } from "../finding/report.ts";
import type { Repository } from "../snapshot/repository.ts";
import { indexSnapshot } from "../snapshot/snapshot-index.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import { plain } from "../source/quote.ts";
import type { SourceFile } from "../source/source-file.ts";
import type { FactsRequest } from "./projects.ts";
import { projectOf } from "./checkout-facts.ts";
import type { InputFile, LintFilesRequest } from "./lint-files.ts";

export interface SnapshotFiles extends Pick<LintFilesRequest, "files" | "follow" | "repositoryOf"> {
  readonly facts: FactsRequest;
  /** Repositories whose files are not known. */
  readonly coverage: readonly CoverageNote[];
}

interface Place {
  readonly repository: Repository;
  /** From the root of the repository. */
  readonly path: string;
}

export interface SnapshotWish {
  /** Whether a file, by its whole path, is audited. */
  readonly isWanted?: (path: string) => boolean;
  /** Files are called by their paths alone: the snapshot is of one repository. */
  readonly isOneRepository?: boolean;
  /** Larger files are refused; in characters. */
  readonly limit: number;
}

export function snapshotFiles(
  snapshot: Snapshot,
  { isWanted = () => true, isOneRepository = false, limit }: SnapshotWish,
): SnapshotFiles {
  const index = indexSnapshot(snapshot);
  const nameOf = ({ address }: Repository, path: string): string => (isOneRepository ? path : `${address}/${path}`);
  const places = new Map<string, Place>();
  const sources = new Map<string, SourceFile>();
  const coverage = snapshot.repositories.flatMap(noteOf);
  for (const repository of snapshot.repositories) {
    if (!repository.files.known) continue;
    for (const { path, text } of repository.files.value) {
      const whole = nameOf(repository, path);
      if (text.length > limit) coverage.push(tooLarge(whole, limit));
      if (text.length > limit) continue;
      places.set(whole, { repository, path });
      sources.set(whole, { path: whole, text });
    }
  }
  return {
    files: inputFiles(sources, places, isWanted),
    follow(wanted, from) {
      const place = places.get(from.path);
      const source = place === undefined ? undefined : sources.get(nameOf(place.repository, wanted));
      return source === undefined ? undefined : { source };
    },
    repositoryOf(file) {
      const { repository } = places.get(file.path) ?? {};
      return {
        // Only the files of the `.circleci` folder are known.
        hasFile: (path) =>
          repository === undefined || !path.startsWith(".circleci/") ? "unknown" : sources.has(nameOf(repository, path)),
        project: repository?.address,
      };
    },
    facts: {
      of(file) {
        const place = places.get(file.path);
        return place === undefined ? undefined : projectOf(place.path, index.projectsAt(place.repository.address));
      },
      projects: snapshot.projects.map(index.factsOf),
    },
    coverage,
  };
}

/** Those of one repository together, `config.yml` first. */
function* inputFiles(
  sources: ReadonlyMap<string, SourceFile>,
  places: ReadonlyMap<string, Place>,
  isWanted: (path: string) => boolean,
): Iterable<InputFile> {
  const paths = [...sources.keys()].filter((path) => isConfiguration(places.get(path)?.path ?? "") && isWanted(path));
  for (const path of paths.sort((a, b) => (orderKey(a) < orderKey(b) ? -1 : 1))) {
    const source = sources.get(path);
    if (source !== undefined) yield { source, named: false };
  }
}

function orderKey(path: string): string {
  return path.replace(/(^|\/)\.circleci\/config\.ya?ml$/, "$1.circleci/\u0000");
}

/** The sources of orbs that a repository keeps, and settings of this tool, are no configurations. */
function isConfiguration(path: string): boolean {
  return /\.ya?ml$/i.test(path) && !path.startsWith(".circleci/orbs/") && path !== ".circleci/secaudit.yml";
}

function noteOf({ address, files }: Repository): readonly CoverageNote[] {
  if (files.known || files.reason === "inapplicable") return [];
  return [{ source: plain(`repository ${address}: configurations`, 200), status: "unknown", reason: plain(files.detail, 400) }];
}

function tooLarge(path: string, limit: number): CoverageNote {
  return { source: plain(`file ${path}`, 300), status: "unknown", reason: `it is larger than ${String(limit)} bytes` };
}
