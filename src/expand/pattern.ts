/**
 * Regular expressions of the audited file. CircleCI matches them (Java syntax) against the whole string.
 * They come from a stranger, so only those that cannot backtrack without end are run; the rest are unknown.
 */
import type { Tri } from "./plan.ts";

/** Longer patterns are no honest branch filter. */
const longestPattern = 500;
const cache = new Map<string, RegExp | undefined>();

/** Whether the whole of `text` matches the pattern (without its slashes); unknown when we cannot tell safely. */
export function fullMatch(pattern: string, text: string): Tri {
  let regex = cache.get(pattern);
  if (regex === undefined && !cache.has(pattern)) {
    regex = compile(pattern);
    if (cache.size > 1000) cache.clear();
    cache.set(pattern, regex);
  }
  return regex === undefined ? "unknown" : regex.test(text);
}

function compile(pattern: string): RegExp | undefined {
  if (pattern.length > longestPattern || repeatsARepeat(pattern)) return undefined;
  try {
    return new RegExp(`^(?:${pattern})$`);
  } catch {
    // Java knows some syntax that JavaScript does not.
    return undefined;
  }
}

/**
 * True when a group that repeats holds a repetition or a choice, or a back-reference or look-around is there, or several wide
 * repetitions follow each other: what makes a backtracking engine slow. Cautious: some harmless patterns are refused too.
 */
function repeatsARepeat(pattern: string): boolean {
  const groups: boolean[] = [];
  let wide = 0;
  let inClass = false;
  for (let at = 0; at < pattern.length; at += 1) {
    const char = pattern[at];
    if (char === "\\") {
      if (/[1-9k]/.test(pattern[at + 1] ?? "")) return true;
      at += 1;
    } else if (inClass) inClass = char !== "]";
    else if (char === "[") inClass = true;
    else if (char === "(") {
      if (/^\(\?(?:<?[=!])/.test(pattern.slice(at, at + 4))) return true;
      groups.push(false);
    } else if (char === ")") {
      const busy = groups.pop() ?? false;
      const repeated = /[*+{]/.test(pattern[at + 1] ?? "");
      if (busy && repeated) return true;
      if ((busy || repeated) && groups.length > 0) groups[groups.length - 1] = true;
    } else if (char === "|") {
      if (groups.length > 0) groups[groups.length - 1] = true;
    } else if (char === "*" || char === "+" || char === "{") {
      wide += 1;
      if (groups.length > 0) groups[groups.length - 1] = true;
    }
  }
  return wide > 8;
}
