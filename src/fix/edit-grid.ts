/** Edits of one file by where they are, so that one is compared with its neighbours only. */
import type { Edit } from "../finding/fix.ts";
import { meet } from "./edits.ts";

export interface EditGrid {
  add(edit: Edit): void;
  /** Whether it cannot be applied together with one that was added. */
  meets(edit: Edit): boolean;
}

/** In characters. */
const cell = 1024;

export function editGrid(): EditGrid {
  const cells = new Map<number, Edit[]>();
  return {
    add(edit) {
      for (const index of cellsOf(edit)) {
        const known = cells.get(index);
        if (known === undefined) cells.set(index, [edit]);
        else known.push(edit);
      }
    },
    meets: (edit) => cellsOf(edit).some((index) => cells.get(index)?.some((other) => meet(edit, other)) === true),
  };
}

/** With the character before: edits that only touch may meet too. */
function cellsOf({ at: { span } }: Edit): readonly number[] {
  const first = Math.floor(Math.max(0, span.start - 1) / cell);
  return Array.from({ length: Math.floor(span.end / cell) - first + 1 }, (_, index) => first + index);
}
