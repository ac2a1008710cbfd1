/** Everything that can go wrong between the fake and whoever asks it. */
import type { Answer, Question } from "./exchange.ts";
import { refuse } from "./exchange.ts";

export const faultKinds = [
  "401",
  "403",
  "404",
  /** Too many questions, without a word on when to come back. */
  "429",
  "429-retry-after",
  /** Too many questions, with the `RateLimit` headers. */
  "429-headers",
  "500",
  "503",
  /** A refusal with whatever status is given as the amount. */
  "status",
  /** A web page with status 200, as of a login page in between. */
  "html",
  "html-500",
  "empty",
  /** JSON that breaks off in the middle. */
  "bad-json",
  "slow",
  /** The connection is closed before the answer. */
  "cut",
  /** The connection is closed in the middle of the answer. */
  "cut-body",
  /** The token of the next page is always the same. */
  "looping-page",
  /** Every page names another one, for ever. */
  "endless-pages",
  /** Version 2 spells its keys with `-`, as its specification does, not with `_`. */
  "kebab",
  "redirect",
  /** More than anybody should read. */
  "oversized",
  /** Right JSON, wrong types all over. */
  "wrong-types",
  "prototype-keys",
  "control-characters",
  /** What stands in the header of the request is sent back in an error. */
  "echo-token",
  /** Both shapes of the settings of an organisation in version 1.1, whatever organisation it is. */
  "nested-settings",
  "flat-settings",
  /** As on a server: no version 3 but for runners. */
  "no-v3",
  "no-private",
] as const;

export type FaultKind = (typeof faultKinds)[number];

export interface Fault {
  readonly kind: FaultKind;
  /** Path in which `*` stands for anything; all paths when left out. With a leading `github` or `circleci` of that service only. */
  readonly at?: string;
  /** So many questions, then no more. */
  readonly times?: number;
  /** Of `slow`, in milliseconds; of `429-retry-after`, in seconds; of `status`, which. */
  readonly amount?: number;
}

/** Such as `429-retry-after=2@/api/v2/context/*`. */
export function parseFault(text: string): Fault {
  const [, kind = "", amount, at] = /^([\w-]+)(?:=(\d+))?(?:@(.+))?$/.exec(text) ?? [];
  if (!isFaultKind(kind)) throw new Error(`No such fault: ${text}. There are ${faultKinds.join(", ")}.`);
  return { kind, ...(amount === undefined ? {} : { amount: Number(amount) }), ...(at === undefined ? {} : { at }) };
}

function isFaultKind(text: string): text is FaultKind {
  return (faultKinds as readonly string[]).includes(text);
}

/** The faults that are switched on, and how often each has struck. */
export class Faults {
  #faults: readonly { readonly fault: Fault; readonly pattern: RegExp; struck: number }[] = [];

  constructor(faults: readonly Fault[]) {
    this.set(faults);
  }

  set(faults: readonly Fault[]): void {
    this.#faults = faults.map((fault) => ({ fault, pattern: patternOf(fault.at ?? "*"), struck: 0 }));
  }

  /** Those that strike a question; counts it. */
  striking(service: string, path: string): readonly Fault[] {
    const struck = this.#faults.filter(
      ({ fault, pattern, struck: count }) =>
        (pattern.test(path) || pattern.test(`${service}${path}`)) && count < (fault.times ?? Infinity),
    );
    for (const entry of struck) entry.struck += 1;
    return struck.map(({ fault }) => fault);
  }
}

function patternOf(glob: string): RegExp {
  const parts = glob.split("*").map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`);
}

/** An answer in place of the real one. */
export function answerInstead({ kind, amount = 1 }: Fault, question: Question): Answer | undefined {
  switch (kind) {
    case "401":
      return refuse(401, "Invalid token provided.");
    case "403":
      return refuse(403, "Permission denied.");
    case "404":
      return refuse(404, "Not Found");
    case "429":
      return refuse(429, "Rate limit exceeded.");
    case "429-retry-after":
      return { ...refuse(429, "Rate limit exceeded."), headers: { "retry-after": String(amount) } };
    case "429-headers":
      return {
        ...refuse(429, "Rate limit exceeded."),
        headers: { "ratelimit-limit": "100", "ratelimit-remaining": "0", "ratelimit-reset": "1", "x-ratelimit-remaining": "0" },
      };
    case "500":
      return refuse(500, "Internal server error");
    case "status":
      return refuse(amount, "Refused.");
    case "503":
      return { status: 503, body: "" };
    case "html":
      return { status: 200, body: loginPage, headers: { "content-type": "text/html" } };
    case "html-500":
      return { status: 502, body: "<html><h1>502 Bad Gateway</h1></html>", headers: { "content-type": "text/html" } };
    case "empty":
      return { status: 200, body: "" };
    case "echo-token":
      return refuse(400, `Not understood: ${JSON.stringify(question.headers)}`);
    default:
      return isAbsent(kind, question.path) ? refuse(404, "Not Found") : undefined;
  }
}

const loginPage = "<!doctype html><title>Log in</title><form action=/login method=post><input name=password></form>";

function isAbsent(kind: FaultKind, path: string): boolean {
  if (kind === "no-v3") return path.startsWith("/api/v3/") && !path.startsWith("/api/v3/runner");
  return kind === "no-private" && (path.startsWith("/api/private/") || path.startsWith("/private/"));
}
