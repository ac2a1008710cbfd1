/** Tells a stand-in (`changeme`, `<your-token>`, `$TOKEN`) from a text that may be a real secret. */

const substituted = /^(?:\$|<<|\{\{|%[A-Za-z_]|<[^>]*>$|\[[^\]]*\]$|\*+$|\.{3})/;
const oneCharacter = /^(.)\1*$/su;

/** One of these words makes the whole text a stand-in. */
const telling = new Set(
  "changeme changethis replaceme placeholder dummy example examples sample fake redacted masked notreal todo tbd fixme your".split(
    " ",
  ),
);

/** Only a text made of nothing but these is a stand-in: `test-api-key` is, `test-9fK2` is not. */
const weak = new Set(
  (
    "test tests testing tester foo bar baz qux foobar secret secrets password passwd passphrase pass pwd token key apikey api auth user username admin " +
    "root my some the a an me here goes value string access private public client id local localhost dev development demo credential credentials " +
    "change replace insert enter set please mock hidden none null nil undefined empty invalid unset not no na"
  ).split(" "),
);

/**
 * True for a text that stands where a secret would and is none: a variable or template, a masked value, one character repeated,
 * or words such as `changeme`, `dummy`, `test`.
 */
export function isPlaceholder(text: string): boolean {
  const bare = text.trim().replace(/^(["'])(.*)\1$/s, "$2");
  if (bare === "" || substituted.test(bare) || oneCharacter.test(bare)) return true;
  if (bare.length > 200) return false;
  const words = bare
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");
  if (words.some((word) => telling.has(word) || /^x{3,}$/.test(word))) return true;
  return words.every((word) => weak.has(word) || weak.has(word.replace(/\d{1,4}$/, "")) || /^\d{1,4}$/.test(word));
}
