/** What a proxy answers by itself. */
import { isRecord } from "./json.ts";

/**
 * Why an answer is not the host's, as a sentence without its full stop; undefined when it is. A proxy that opens no tunnel answers in the
 * open, and the HTTP library passes that on as if the host had said it: somebody on the way could make up whatever we are to believe.
 */
export function answerOfProxy(
  { status, request }: { readonly status: number; readonly request?: unknown },
  url: string,
): string | undefined {
  if (new URL(url).protocol !== "https:") return undefined;
  // Only a connection that was secured has this property.
  if (isRecord(request) && isRecord(request["socket"]) && request["socket"]["encrypted"] === true) return undefined;
  return status === 407
    ? "a proxy wants a password (HTTP 407): set it in `HTTPS_PROXY`"
    : `a proxy does not let us through to the host (HTTP ${status}): check \`HTTPS_PROXY\` and \`NO_PROXY\``;
}
