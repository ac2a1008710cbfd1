/** The job, command or executor in which something is written. */
import type { Config, Definition, Library } from "../../../src/config/config.ts";
import type { JobRun } from "../../../src/expand/plan.ts";
import type { Location } from "../../../src/finding/location.ts";
import { quote } from "../../../src/source/quote.ts";
import type { SourceFile } from "../../../src/source/source-file.ts";
import { spanContains, type Span } from "../../../src/source/span.ts";

export interface Owner {
  /** Distinct in a configuration. */
  readonly key: string;
  /** The job `build`. */
  readonly words: string;
}

interface Element {
  readonly file: SourceFile;
  readonly span: Span;
  /** Undefined for what a workflow adds to a job. */
  readonly words: string | undefined;
}

/**
 * Finds the owner of a place. What a workflow adds to a job, and what stands under an anchor outside of all jobs, belongs to the job
 * that runs it.
 */
export function ownersIn(config: Config): (at: Location, run: JobRun) => Owner {
  const invocations = [...config.workflows, ...config.jobGroups.values()].flatMap((each) => each.invocations);
  const all = [
    ...elementsOf(config.library, ""),
    ...invocations.map(({ node }) => ({ file: node.file, span: node.span, words: undefined })),
  ];
  // An alias gives one body to several jobs; the first is where it is written.
  const byStart = new Map(
    all
      .toReversed()
      .filter(({ file }) => file === config.file)
      .map((element) => [element.span.start, element]),
  );
  const elements = [...byStart.values()].sort((a, b) => a.span.start - b.span.start);
  return (at, run) => {
    const element = at.file === config.file ? elementAt(elements, at.span) : undefined;
    const words = element?.words ?? `The job ${quote(run.jobName)}`;
    return { key: element === undefined ? [at.file.path, ...at.path.slice(0, 2)].join("\n") : String(element.span.start), words };
  };
}

function* elementsOf(library: Library, prefix: string): Iterable<Element> {
  const each = function* (kind: string, definitions: ReadonlyMap<string, Definition>): Iterable<Element> {
    for (const { name, node } of definitions.values())
      yield { file: node.file, span: node.span, words: `The ${kind} ${quote(prefix + name)}` };
  };
  yield* each("job", library.jobs);
  yield* each("command", library.commands);
  yield* each("executor", library.executors);
  for (const { alias, source } of library.orbs.values()) {
    if (source.kind === "inline") yield* elementsOf(source.library, `${prefix}${alias}/`);
  }
}

/** They lie beside each other, so only the last that begins before can hold the place. */
function elementAt(elements: readonly Element[], span: Span): Element | undefined {
  let low = -1;
  let high = elements.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((elements[middle]?.span.start ?? 0) <= span.start) low = middle;
    else high = middle - 1;
  }
  const element = elements[low];
  return element !== undefined && spanContains(element.span, span) ? element : undefined;
}
