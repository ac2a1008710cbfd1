/** Lists in the cells of a table: hundreds of items stay readable. */

/** `a, b, c, d and 8 more`. One more is named rather than counted. */
export function listed(parts: readonly string[], most = 4): string {
  const shown = parts.length === most + 1 ? parts : parts.slice(0, most);
  const rest = parts.length - shown.length;
  return rest > 0 ? `${shown.join(", ")} and ${String(rest)} more` : shown.join(", ");
}
