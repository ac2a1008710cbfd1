/** Links to the pages of projects. */
import { page } from "../document/build.ts";
import type { Piece } from "../document/build.ts";
import type { ProjectRow } from "./project-row.ts";

/** To the first of them. */
export function linked(rows: readonly ProjectRow[], most: number): readonly Piece[] {
  const shown = rows.slice(0, most).flatMap((row, at) => [...(at === 0 ? [] : [", "]), page(`\`${row.name}\``, row.page)]);
  return rows.length > most ? [...shown, ` and ${String(rows.length - most)} more`] : shown;
}
