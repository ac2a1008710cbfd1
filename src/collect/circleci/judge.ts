/** What an answer of the REST API means: its body, that nothing has changed, or why there is none and who must act. */
import type { CircleApi } from "../questions.ts";
import type { ApiFault, FaultKind } from "./api-fault.ts";
import { noData } from "./graphql.ts";
import type { HttpAnswer } from "./http.ts";
import { readBody } from "./read-body.ts";
import { partialOnServer } from "./roots.ts";
import type { Installation } from "./roots.ts";
import { withoutToken } from "../without-token.ts";
import { messageIn, said } from "./said.ts";

export type RestAnswer =
  | { readonly kind: "body"; readonly body: unknown; readonly etag: string | undefined }
  | { readonly kind: "unmodified" }
  | { readonly kind: "fault"; readonly fault: ApiFault };

export interface Asked {
  readonly api: CircleApi;
  readonly path: string;
  readonly installation: Installation;
  readonly token: string;
}

/** Not for statuses that ask to come again, nor for redirects that may be followed. */
export function judge(answer: HttpAnswer, asked: Asked): RestAnswer {
  const { status, text, header } = answer;
  if (status === 304) return { kind: "unmodified" };
  const isPage = /^\s*</.test(text);
  const body = readBody(text, asked.token);
  if (status >= 200 && status < 300) {
    return body === undefined ? fault("answer", noData(text)) : { kind: "body", body, etag: etagOf(header("etag"), asked.token) };
  }
  if (status === 404 && lacksRoute(asked, body))
    return fault("unavailable", "this installation of CircleCI does not have it (HTTP 404)");
  // A refusal that CircleCI did not write says nothing of what CircleCI would answer.
  if (isPage) return fault("answer", `${noData(text)} (HTTP ${status})`);
  const message = said(messageIn(body), asked.token);
  const quoted = `HTTP ${status}${message === "" ? "" : `: ${message}`}`;
  if (status === 404 && mayLack(asked)) {
    return fault("unavailable", `this installation of CircleCI does not have it, or hides it from the token (${quoted})`);
  }
  return fault(...refusal(status, quoted, asked));
}

function refusal(status: number, quoted: string, { api }: Asked): readonly [FaultKind, string] {
  switch (status) {
    case 401:
      if (api === "private" || api === "ciam") return ["token", `this private endpoint does not take the token (${quoted})`];
      return ["token", `CircleCI refuses the token (${quoted}): it has expired or was revoked; set \`CIRCLE_TOKEN\` to another`];
    case 402:
      return ["unavailable", `the plan of the organisation does not have it (${quoted})`];
    case 403:
      return ["forbidden", `the token may not see it (${quoted}): an administrator of the organisation can`];
    case 404:
      return ["not-found", `it is not there, or is hidden from the token (${quoted})`];
    case 407:
      return ["answer", `a proxy wants a password (${quoted}): set it in \`HTTPS_PROXY\``];
    case 410:
      return ["unavailable", `CircleCI has given it up (${quoted})`];
    case 400:
    case 422:
      return ["refused", `CircleCI does not take the question (${quoted})`];
    default:
      return ["answer", `the host answers ${quoted}`];
  }
}

/** A gateway that knows no such route answers in its own way, not in CircleCI's. */
function lacksRoute({ installation }: Asked, body: unknown): boolean {
  const message = messageIn(body);
  return installation === "server" && (message === "" || /^no route matched\b/i.test(message));
}

function mayLack({ installation, api, path }: Asked): boolean {
  return installation === "server" && api === "v2" && partialOnServer.test(path);
}

/** What does not look like one is not sent back. */
function etagOf(header: string | undefined, token: string): string | undefined {
  return header !== undefined && withoutToken(header, token) === header && /^(?:W\/)?"[\x21\x23-\x7e]{1,200}"$/.test(header)
    ? header
    : undefined;
}

function fault(kind: FaultKind, reason: string): RestAnswer {
  return { kind: "fault", fault: { kind, reason } };
}
