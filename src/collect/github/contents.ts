/** The text of a file in a repository. */
import { isRecord, stringIn } from "../json.ts";
import { needs } from "./needs.ts";
import type { OneQuestion } from "./questions.ts";
import type { FoundRepository } from "./repository-identity.ts";

/** In bytes. GitHub gives no larger file in this way. */
export const largestFile = 1024 * 1024;

/** `keep`: what is kept of the text, as for `OneQuestion`. */
export function fileQuestion<T>(
  { owner, name, identity }: FoundRepository,
  path: string,
  keep: (text: string) => T | undefined | Promise<T | undefined>,
): OneQuestion<T> {
  return {
    path: `repos/${owner}/${name}/contents/${path.split("/").map(encodeURIComponent).join("/")}`,
    query: { ref: identity.defaultBranch },
    needs: needs.contents,
    parse: (body) => {
      const text = textIn(body);
      return text === undefined ? undefined : keep(text);
    },
  };
}

function textIn(body: unknown): string | undefined {
  if (!isRecord(body) || body["type"] !== "file" || body["encoding"] !== "base64") return undefined;
  const content = stringIn(body, "content");
  return content === undefined ? undefined : Buffer.from(content, "base64").toString("utf8");
}
