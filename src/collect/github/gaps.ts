/** Why GitHub does not say something, and who must act. No word of an answer is passed on. */
import { gap } from "../../snapshot/fetched.ts";
import type { Gap } from "../../snapshot/fetched.ts";
import { isRecord, parseJson, stringIn } from "../json.ts";
import { LimitFault, tooMany } from "./limits.ts";
import type { Headers } from "./octokit.ts";
import type { Refusal } from "./questions.ts";
import type { TransportFault } from "./transport-fault.ts";

export function refusalOf(status: number, text: string): Refusal {
  const body = parseJson(text);
  return { status, message: (isRecord(body) ? stringIn(body, "message") : undefined) ?? "" };
}

export function faultGap(fault: TransportFault): Gap {
  return gap(fault instanceof LimitFault ? "rate-limited" : "failed", fault.message);
}

/** `needs`: what the token must be allowed to. */
export function refusalGap({ status, message }: Refusal, headers: Headers, needs: string): Gap {
  if (status === 401) return gap("token", "GitHub refuses the token (HTTP 401): it has expired or was revoked, set another");
  if (isLimit(status, headers)) return gap("rate-limited", tooMany);
  if (headers["x-github-sso"] !== undefined) return notAuthorised(status);
  if (isAboutPlan(message)) return gap("unavailable", `the plan of the account does not have it (HTTP ${status})`);
  const policy = status === 403 ? policies.find(([words]) => words.test(message)) : undefined;
  if (policy !== undefined) return gap("forbidden", `${policy[1]} (HTTP 403)`);
  if (status === 403) return gap("forbidden", `GitHub refuses (HTTP 403): the token needs ${needs}`);
  if (status === 404) return gap("not-found", `it is not there, or hidden from the token (HTTP 404), which needs ${needs}`);
  if (status === 410 || status === 451) return gap("unavailable", `GitHub does not give it any more (HTTP ${status})`);
  if (status >= 500) return gap("failed", `GitHub has trouble of its own (HTTP ${status}): try again later`);
  return gap("failed", `GitHub answers HTTP ${status}`);
}

/** What an organisation does not let in, by GitHub's words for it. No right of the token helps there. */
const policies = [
  [/\bIP allow list\b/i, "the organisation lets only listed IP addresses in, and this machine's is none: its owners can add it"],
  [/\bforbids access via\b/i, "the organisation does not take tokens of this kind or of this lifetime: make one that it takes"],
  [/\bOAuth App access restrictions\b/i, "the organisation has not approved the application that the token was made by"],
] as const;

/** The header holds a link with a one-time request in it, which is nobody else's business. */
function notAuthorised(status: number): Gap {
  const cure = "authorise it at Settings → Developer settings → Personal access tokens → Configure SSO";
  return gap("forbidden", `the organisation wants the token authorised for single sign-on (HTTP ${status}): ${cure}`);
}

/** With `partial-results`, what is left out belongs to organisations that the token is not authorised for. */
export function isPartial(headers: Headers): boolean {
  return String(headers["x-github-sso"] ?? "").startsWith("partial-results");
}

export const partialGap = notAuthorised(200);

export const unclear = gap("failed", "the answer is not what GitHub's API is known to give");

function isLimit(status: number, headers: Headers): boolean {
  if (status === 429) return true;
  return status === 403 && (headers["retry-after"] !== undefined || String(headers["x-ratelimit-remaining"]) === "0");
}

/** GitHub's words where a plan lacks something: "Upgrade to GitHub Pro or make this repository public to enable this feature." */
export function isAboutPlan(message: string): boolean {
  return /\bupgrade to\b/i.test(message);
}
