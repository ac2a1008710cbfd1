/** Edits of one file, applied only when nothing else comes to mean something different. */
import { isConfig, readConfig } from "../config/read-config.ts";
import { expandConfig } from "../expand/expand.ts";
import type { Plan } from "../expand/plan.ts";
import type { Edit } from "../finding/fix.ts";
import type { SourceFile } from "../source/source-file.ts";
import { parseYaml } from "../yaml/parse.ts";
import type { YamlDocument } from "../yaml/document.ts";
import { applyEdits, inOrder } from "./edits.ts";
import { editedPlaces } from "./place-set.ts";
import { isSamePlan } from "./same-plan.ts";
import { isSameTree } from "./same-tree.ts";

/** A text with what it means. */
export interface ReadText {
  readonly file: SourceFile;
  readonly document: YamlDocument;
  /** Undefined for a file that is no configuration. */
  readonly plan: Plan | undefined;
}

export async function readText(file: SourceFile): Promise<ReadText> {
  const document = await parseYaml(file);
  return { file, document, plan: isConfig(document.root) ? expandConfig(readConfig(file, document.root)) : undefined };
}

/** The text with the edits in it, or why they must not be applied. */
export async function applyChecked(before: ReadText, edits: readonly Edit[]): Promise<ReadText | string> {
  const { file } = before;
  const after = await readText({ ...file, text: applyEdits(file.text, inOrder(edits)) });
  const places = editedPlaces(edits);
  if (hasMoreProblems(before, after)) return "the file could not be read as before";
  if (!isSameTree(before.document.root, after.document.root, places)) return "it would change more of the file than its place";
  if ((before.plan === undefined) !== (after.plan === undefined)) return "the file would be no configuration any more";
  if (before.plan === undefined || after.plan === undefined) return after;
  return isSamePlan(before.plan, after.plan, places) ? after : "it would change what runs elsewhere";
}

/** More of any kind. */
function hasMoreProblems(before: ReadText, after: ReadText): boolean {
  const allowed = new Map<string, number>();
  for (const code of codesOf(before)) allowed.set(code, (allowed.get(code) ?? 0) + 1);
  return codesOf(after).some((code) => {
    const left = (allowed.get(code) ?? 0) - 1;
    allowed.set(code, left);
    return left < 0;
  });
}

function codesOf({ document, plan }: ReadText): readonly string[] {
  return [...document.problems, ...(plan?.problems ?? [])].map(({ code }) => code);
}
