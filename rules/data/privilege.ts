/** What makes a job run worth guarding, in words for messages. */
import type { JobRun } from "../../src/expand/plan.ts";
import { assumedText } from "../../src/expand/text.ts";
import { quote } from "../../src/source/quote.ts";
import type { Publication } from "./publishing.ts";

/** `publishes a package (`npm publish`)`, to follow the name of a job. */
export function publicationInWords({ does, what }: Publication): string {
  return `${does} (${quote(what)})`;
}

/** `holds the context `aws``, to follow the name of a job; undefined when the run takes none. */
export function contextsInWords(run: JobRun): string | undefined {
  if (run.contexts.length === 0) return undefined;
  const names = run.contexts.map((use) => quote(assumedText(use.name) ?? use.node.text));
  return `holds the context${names.length > 1 ? "s" : ""} ${names.join(", ")}`;
}
