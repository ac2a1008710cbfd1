/** What is said of a replacement. */
import type { Replacement } from "./use.ts";

/** `how` it works, and then what the provider needs and what to remove. */
export function told(how: string, ...rest: readonly string[]): Pick<Replacement, "explanation" | "how"> {
  const own = how.trim();
  return { how: own, explanation: [own, ...rest].join(" ") };
}
