/** Lists of names and starts of sentences, as all our texts have them. */
import { quote } from "./quote.ts";

/** `` `a`, `b` and 3 more ``. */
export function quoted(names: readonly string[], most = 5): string {
  return listed(
    names.map((name) => quote(name)),
    most,
  );
}

/** `a, b and c`; `a, b and 3 more`. One name more is named rather than counted. */
export function listed(parts: readonly string[], most = 5): string {
  if (parts.length <= 1) return parts.join("");
  if (parts.length <= most + 1) return `${parts.slice(0, -1).join(", ")} and ${parts.at(-1) ?? ""}`;
  return `${parts.slice(0, most).join(", ")} and ${parts.length - most} more`;
}

/** With a capital letter at its start. */
export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
