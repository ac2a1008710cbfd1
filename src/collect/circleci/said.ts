/** What a host said, fit for our own sentences. */
import { plain } from "../../source/quote.ts";
import { isRecord, stringIn } from "../json.ts";
import { withoutToken } from "../without-token.ts";

/** One line, short, without the token and without anybody's address. */
export function said(text: string, token: string | undefined): string {
  // The token goes before any cut, which would leave a piece of it.
  const words = withoutToken(text, token).slice(0, 1000).split(/(\s)/);
  return plain(words.map((word) => (word.includes("@") ? "***" : word)).join(""), 200).trim();
}

/** The message in the body of an error: `message`, `error`, or v3's `error.title` and `error.detail`. Empty when there is none. */
export function messageIn(body: unknown): string {
  if (!isRecord(body)) return "";
  const { error } = body;
  if (typeof error === "string") return error;
  const [title, detail] = isRecord(error) ? [stringIn(error, "title"), stringIn(error, "detail")] : [];
  return stringIn(body, "message") ?? [title, detail].filter((part) => part !== undefined).join(": ");
}
