/** What a host said, fit for our own sentences. */
import { plain } from "../../source/quote.ts";
import { isRecord, stringIn } from "../json.ts";

/** One line, short, without the token and without anybody's address. */
export function said(text: string, token: string | undefined): string {
  // The token goes before any cut, which would leave a piece of it.
  const words = withoutToken(text, token).slice(0, 1000).split(/(\s)/);
  return plain(words.map((word) => (word.includes("@") ? "***" : word)).join(""), 200).trim();
}

/** What is shorter is a word that may stand anywhere, and no token. */
const shortest = 8;

/** A host may send back what it was sent, in small letters too, as in the name of a host. */
export function withoutToken(text: string, token: string | undefined): string {
  if (token === undefined || token.length < shortest || text.length < token.length) return text;
  if (!text.toLowerCase().includes(token.toLowerCase())) return text;
  return text.replaceAll(new RegExp(token.replaceAll(/[^\w]/g, String.raw`\$&`), "gi"), "***");
}

/** The message in the body of an error: `message`, `error`, or v3's `error.title` and `error.detail`. Empty when there is none. */
export function messageIn(body: unknown): string {
  if (!isRecord(body)) return "";
  const { error } = body;
  if (typeof error === "string") return error;
  const [title, detail] = isRecord(error) ? [stringIn(error, "title"), stringIn(error, "detail")] : [];
  return stringIn(body, "message") ?? [title, detail].filter((part) => part !== undefined).join(": ");
}
