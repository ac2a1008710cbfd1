/** Which fixes of a report are applied: the first that is wanted of each finding, none that meets an earlier one. */
import type { Finding } from "../finding/finding.ts";
import type { Fix, FixSafety } from "../finding/fix.ts";
import { fixKey } from "../finding/fix.ts";
import type { SourceFile } from "../source/source-file.ts";
import { editGrid } from "./edit-grid.ts";
import type { EditGrid } from "./edit-grid.ts";

export interface ChosenFix {
  readonly finding: Finding;
  readonly fix: Fix;
}

export interface FileFixes {
  readonly path: string;
  /** The file as the report shows it: secrets are hidden, places are the same. */
  readonly shown: SourceFile;
  /** In the order of the findings, at least one. */
  readonly fixes: readonly ChosenFix[];
}

/** `unsafe` takes in the safe ones. */
export function isWanted({ safety }: Fix, level: FixSafety): boolean {
  return safety === "safe" || level === "unsafe";
}

/** By file. Findings whose fix meets another one wait for the next round; `isTried` tells fixes that have been tried. */
export function chooseFixes(
  findings: readonly Finding[],
  level: FixSafety,
  isTried: (chosen: ChosenFix) => boolean,
): readonly FileFixes[] {
  const files = new Map<string, { shown: SourceFile; fixes: ChosenFix[]; keys: Set<string>; taken: EditGrid }>();
  for (const finding of findings) {
    const fix = finding.fixes?.find((each) => isWanted(each, level) && !isTried({ finding, fix: each }));
    const [file, ...others] = new Set(fix?.edits.map(({ at }) => at.file));
    if (fix === undefined || file === undefined || others.length > 0) continue;
    const chosen = files.get(file.path) ?? { shown: file, fixes: [], keys: new Set(), taken: editGrid() };
    files.set(file.path, chosen);
    // Two findings may have one and the same cure.
    if (!chosen.keys.has(fixKey(fix)) && fix.edits.some((edit) => chosen.taken.meets(edit))) continue;
    chosen.keys.add(fixKey(fix));
    for (const edit of fix.edits) chosen.taken.add(edit);
    chosen.fixes.push({ finding, fix });
  }
  return [...files].map(([path, { shown, fixes }]) => ({ path, shown, fixes }));
}

/** The edits of fixes, each once. */
export function editsOf(fixes: readonly ChosenFix[]): Fix["edits"] {
  return [...new Map(fixes.map(({ fix }) => [fixKey(fix), fix])).values()].flatMap(({ edits }) => edits);
}
