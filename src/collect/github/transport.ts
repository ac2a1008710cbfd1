/**
 * Carries Octokit's requests. The token is added here and nowhere else, so that no error or log of the libraries above can hold it, and
 * only for the host that was given: redirects are followed there and nowhere else.
 */
import { exchange } from "../exchange.ts";
import type { Exchanged } from "../exchange.ts";
import { withoutToken } from "../without-token.ts";
import type { Limits } from "./limits.ts";
import { outOfTime, TransportFault, faultOf } from "./transport-fault.ts";

export interface TransportOptions {
  /** Root of the API. */
  readonly api: string;
  readonly token: string;
  readonly userAgent: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly deadline: number;
  readonly limits: Limits;
}

/** What Octokit reads of an answer. */
interface Answer {
  readonly status: number;
  readonly url: string;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
  text(): Promise<string>;
}

interface Request {
  readonly headers: Readonly<Record<string, string>>;
}

/** In bytes, unpacked. A tree of a hundred thousand files is about twice as large; it is then asked for in parts. */
const largestAnswer = 8 * 1024 * 1024;
/** One attempt may take so long, in milliseconds. */
const longestAttempt = 30_000;
/** A repository that was renamed, and its owner too, and what GitHub does on its own. */
const mostRedirects = 5;

/** Stands where Octokit would use `fetch`. Rejects with a `TransportFault` only. */
export function transport(options: TransportOptions): (url: string, request: Request) => Promise<Answer> {
  return async (url, request) => {
    let address = url;
    for (let hop = 0; hop <= mostRedirects; hop += 1) {
      if (!isSameHost(address, options.api)) break;
      await options.limits.pass();
      const response = await attempt(address, request, options);
      // A host may send back what it was sent, which must not be kept.
      const headers = new Map([...response.headers].map(([name, value]) => [name, withoutToken(value, options.token)]));
      options.limits.note(headers);
      const target = [301, 302, 303, 307, 308].includes(response.status) ? headers.get("location") : undefined;
      if (target === undefined) return answer(response.status, address, headers, withoutToken(response.text, options.token));
      if (!URL.canParse(target, address)) break;
      address = new URL(target, address).href;
    }
    throw new TransportFault("the host sends us elsewhere, which is not followed: check `--github-host`", "final");
  };
}

export function isSameHost(address: string, api: string): boolean {
  return URL.canParse(address) && new URL(address).origin === new URL(api).origin;
}

async function attempt(url: string, request: Request, options: TransportOptions): Promise<Exchanged> {
  const remaining = options.deadline - options.now();
  if (remaining <= 0) throw outOfTime();
  const reply = await exchange({
    method: "GET",
    url,
    headers: { ...request.headers, authorization: `Bearer ${options.token}`, "user-agent": options.userAgent },
    largest: largestAnswer,
    patience: Math.min(remaining, longestAttempt),
    hostOption: "--github-host",
  });
  if (!("broken" in reply)) return reply;
  throw reply.broken === "slow" && remaining <= longestAttempt ? outOfTime() : faultOf(reply);
}

/** Octokit reads errors by their type, and would complain aloud about endpoints that are to go. */
function answer(status: number, url: string, headers: Map<string, string>, body: string): Answer {
  headers.set("content-type", "text/plain");
  headers.delete("deprecation");
  return { status, url, headers, body, text: () => Promise.resolve(body) };
}
