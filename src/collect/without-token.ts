/** Takes a token out of what a host said. */

/** What is shorter is a word that may stand anywhere, and no token. */
const shortest = 8;

/** A host may send back what it was sent, in small letters too, as in the name of a host. */
export function withoutToken(text: string, token: string | undefined): string {
  if (token === undefined || token.length < shortest || text.length < token.length) return text;
  if (!text.toLowerCase().includes(token.toLowerCase())) return text;
  return text.replaceAll(new RegExp(token.replaceAll(/[^\w]/g, String.raw`\$&`), "gi"), "***");
}
