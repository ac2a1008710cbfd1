/** Tells a text that a machine made, such as a key or a generated password, from words that people write. */

/** What stands where a secret would and says something else: a place, an encrypted value, a reference, a test key. */
const otherKinds =
  /^[~.]{0,2}\/[\w.-]+\/|^\w+:\/\/|\.(?:json|pem|key|jks|keystore|p12|pfx|ya?ml|txt|env|asc|gpg)$|^arn:|^ENC[[(]|^sha(?:1|256|512)[:-]|^(?:pk|sk|rk)_test_|^pk_|^op:\/\/|^SHA256:|^(?:[0-9a-f]{2}:){7}/iu;
/** Runs on a keyboard or in the alphabet, and one character again and again, are typed by hand. */
const typed = /0123|1234|2345|abcd|qwer|asdf|(.)\1{4}/iu;

/** Below this length it may be a word with a number. */
const shortest = 10;
const longest = 5000;

/**
 * True for a text of changing letters and digits without a pattern. `hunter2-for-tests`, `just-be-present`, `minio123`, names of
 * variables and paths are none: what can be guessed is a weak password, but not one that this tells from a stand-in.
 */
export function looksGenerated(text: string): boolean {
  if (text.length < shortest || text.length > longest || /[\s$<>{}`]/u.test(text) || otherKinds.test(text)) return false;
  if (typed.test(text) || /^[A-Z][A-Z0-9_]*$/u.test(text)) return isKeyOfCapitals(text);
  const characters = new Set(text).size;
  return characters >= 8 && changes(text) >= 3 && /\d/u.test(text);
}

/** `7C9KX2MZ41QPV8TR` is written like a variable's name but for its many digits. */
function isKeyOfCapitals(text: string): boolean {
  return /^[A-Z0-9]{16,}$/u.test(text) && !typed.test(text) && changes(text) >= 5;
}

/** How often the text goes from small letters to capitals, to digits or to signs and back; `Abc` and `a-b` count for nothing. */
function changes(text: string): number {
  let count = 0;
  let last = "";
  for (const character of text) {
    const kind = kindOf(character);
    if (kind === "separator") continue;
    if (last !== "" && kind !== last && !(last === "capital" && kind === "small")) count += 1;
    last = kind;
  }
  return count;
}

function kindOf(character: string): string {
  if (/[a-z]/u.test(character)) return "small";
  if (/[A-Z]/u.test(character)) return "capital";
  if (/\d/u.test(character)) return "digit";
  return /[-_.:]/u.test(character) ? "separator" : "sign";
}
