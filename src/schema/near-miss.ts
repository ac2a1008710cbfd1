/** Finds the known word that a misspelt one was meant to be. */

/** Longer words are no slips of the pen, and comparing them costs length times length. */
const longest = 64;

/** The candidate with the fewest changed, missing, added or swapped letters; undefined when none is close. */
export function nearMiss(word: string, candidates: Iterable<string>): string | undefined {
  if (word.length > longest) return undefined;
  const wanted = word.toLowerCase();
  let best: string | undefined;
  let fewest = Math.max(1, Math.floor(wanted.length / 3)) + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - wanted.length) >= fewest) continue;
    const changes = countChanges(wanted, candidate.toLowerCase());
    if (changes < fewest) [best, fewest] = [candidate, changes];
  }
  return best;
}

/** ` Did you mean \`x\`?` to put behind a message, or nothing. */
export function didYouMean(word: string, candidates: Iterable<string>): string {
  const candidate = nearMiss(word, candidates);
  return candidate === undefined ? "" : ` Did you mean \`${candidate}\`?`;
}

/** Optimal string alignment distance, three rows at a time. */
function countChanges(a: string, b: string): number {
  let older: readonly number[] = [];
  let old: readonly number[] = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (old[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? (older[j - 2] ?? Infinity) + 1 : Infinity;
      row.push(Math.min((old[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, replaced, swapped));
    }
    older = old;
    old = row;
  }
  return old[b.length] ?? 0;
}
