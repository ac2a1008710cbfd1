/** Names of variables, keys and parameters as words. */

/**
 * The words of a name in upper case, split at `_`, `-`, `.` and where camel case turns: `kubeApiKey2` is KUBE, API, KEY.
 * Digits at the end of a word are dropped, but for AUTH0, which is a company.
 */
export function wordsOf(name: string): readonly string[] {
  const words: string[] = [];
  let start = 0;
  for (let at = 0; at <= name.length; at += 1) {
    const separator = at === name.length || isSeparator(name[at]);
    if (!separator && !(at > start && turns(name, at))) continue;
    if (at > start) words.push(withoutNumber(name.slice(start, at).toUpperCase()));
    start = separator ? at + 1 : at;
  }
  return words;
}

function isSeparator(char: string | undefined): boolean {
  return char === "_" || char === "-" || char === ".";
}

/** True between `b` and `C` of `abC`, and between `B` and `Cd` of `ABCd`. */
function turns(name: string, at: number): boolean {
  if (!isUpper(name[at])) return false;
  return !isUpper(name[at - 1]) || isLower(name[at + 1]);
}

function isUpper(char: string | undefined): boolean {
  return char !== undefined && char >= "A" && char <= "Z";
}

function isLower(char: string | undefined): boolean {
  return char !== undefined && char >= "a" && char <= "z";
}

function withoutNumber(word: string): string {
  if (word === "AUTH0") return word;
  let end = word.length;
  while (end > 0 && (word[end - 1] ?? "") >= "0" && (word[end - 1] ?? "") <= "9") end -= 1;
  return end === 0 ? word : word.slice(0, end);
}
