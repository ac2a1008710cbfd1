/** What a snapshot says of the projects whose checkouts are audited. */
import type { RepositoryFacts } from "../rule/audit.ts";
import { toProject } from "../settings/policy/project.ts";
import type { ProjectFacts } from "../snapshot/project-facts.ts";
import { indexSnapshot } from "../snapshot/snapshot-index.ts";
import type { SnapshotIndex } from "../snapshot/snapshot-index.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import { quote } from "../source/quote.ts";
import type { SourceFile } from "../source/source-file.ts";
import type { FactsRequest } from "./projects.ts";

export interface CheckoutRequest {
  readonly snapshot: Snapshot;
  /** Which project this is, as its address or slug, where the user says it; goes before what the checkout says. */
  readonly project: string | undefined;
  readonly repositoryOf: (file: SourceFile) => RepositoryFacts;
}

/** A project is known by the address of its repository or by its slug. */
export function checkoutFacts({ snapshot, project, repositoryOf }: CheckoutRequest): FactsRequest {
  const index = indexSnapshot(snapshot);
  const found = new Map<string, readonly ProjectFacts[]>();
  const named = (name: string): readonly ProjectFacts[] => {
    const known = found.get(name) ?? projectsCalled(name, snapshot, index);
    found.set(name, known);
    return known;
  };
  return {
    of(file) {
      const name = project ?? repositoryOf(file).project;
      return name === undefined ? undefined : projectOf(file.path, named(name));
    },
    projects: {
      *[Symbol.iterator]() {
        if (project !== undefined) named(project);
        yield* [...found.values()].flat();
      },
    },
    whyNone() {
      const [name] = found.keys();
      if (name === undefined) return "which project this is is not known; say it with `--project` or `project:` in the settings";
      return `the snapshot says nothing of the project ${quote(toProject(name) ?? name, 200)}; collect it`;
    },
  };
}

function projectsCalled(name: string, { projects }: Snapshot, index: SnapshotIndex): readonly ProjectFacts[] {
  const bySlug = projects.filter(({ slug }) => slug.toLowerCase() === name.trim().toLowerCase());
  if (bySlug.length > 0) return bySlug.map(index.factsOf);
  const address = toProject(name);
  return address === undefined ? [] : index.projectsAt(address);
}

/** Of several projects that build one repository, the one that is set up with this file; else the first. */
export function projectOf(path: string, projects: readonly ProjectFacts[]): ProjectFacts | undefined {
  const [first] = projects;
  if (projects.length < 2) return first;
  return (
    projects.find(
      ({ project: { pipelines } }) => pipelines.known && pipelines.value.some(({ configPath }) => configPath === path),
    ) ?? first
  );
}
