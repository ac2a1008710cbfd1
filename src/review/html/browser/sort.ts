/** Tables that can be sorted by their columns. */
import { all, button } from "./element.ts";

const words = new Intl.Collator("en", { numeric: true });

export function sortTables(): void {
  for (const table of all<HTMLTableElement>("main table")) {
    const [body] = table.tBodies;
    if (body === undefined || body.rows.length < 2) continue;
    for (const head of all<HTMLTableCellElement>("thead th", table)) {
      const press = button("", () => sort(head, body));
      press.append(...head.childNodes);
      head.append(press);
    }
  }
}

function sort(head: HTMLTableCellElement, body: HTMLTableSectionElement): void {
  const isUp = head.ariaSort !== "ascending";
  for (const other of all("th", head.parentElement ?? head)) other.ariaSort = null;
  head.ariaSort = isUp ? "ascending" : "descending";
  const rows = [...body.rows].map((row) => ({ row, cell: row.cells[head.cellIndex] }));
  rows.sort((a, b) => compare(a.cell, b.cell) * (isUp ? 1 : -1));
  body.append(...rows.map(({ row }) => row));
}

/** What has a number stands before what has none. */
function compare(a: HTMLTableCellElement | undefined, b: HTMLTableCellElement | undefined): number {
  const [one, two] = [a?.dataset["sort"], b?.dataset["sort"]];
  if (one !== undefined && two !== undefined) return Number(one) - Number(two);
  if (one !== undefined) return -1;
  if (two !== undefined) return 1;
  return words.compare(a?.textContent ?? "", b?.textContent ?? "");
}
