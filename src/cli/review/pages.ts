/** Writes reviews to where they go: each file whole, or not at all. */
import path from "node:path";
import { writeFileAtomically } from "../../collect/write-file.ts";
import type { Answers } from "../../review/document/answers.ts";
import type { ReviewDocument } from "../../review/document/document.ts";
import type { LinkOf } from "../../review/document/rendering.ts";
import { renderMarkdown } from "../../review/markdown/render-markdown.ts";
import { quote } from "../../source/quote.ts";
import { printAsIs } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";

export interface Page {
  readonly document: ReviewDocument;
  readonly answers: Answers;
  readonly linkOf: LinkOf;
}

export interface Places {
  readonly markdown: string | undefined;
  readonly html: string | undefined;
}

/**
 * Without any place the markdown goes to standard output.
 * @throws {UsageError} when a file cannot be written
 */
export async function writePage({ document, ...rendering }: Page, { markdown, html }: Places, cwd: string): Promise<void> {
  if (markdown !== undefined || html === undefined) {
    const text = renderMarkdown(document, rendering);
    if (markdown === undefined) await printAsIs(text);
    else writeText(markdown, text, cwd);
  }
  if (html === undefined) return;
  // Only those who want it wait for what draws the diagrams.
  const { renderHtml } = await import("../../review/html/render-html.ts");
  writeText(html, await renderHtml(document, rendering), cwd);
}

/** @throws {UsageError} when it cannot be written */
export function writeText(file: string, text: string, cwd: string): void {
  const fault = writeFileAtomically(path.resolve(cwd, file), text);
  if (fault !== undefined) throw new UsageError(`${quote(file, 200)} cannot be written: ${fault}.`);
}
