/**
 * The one place that meets Octokit. It is loaded when the first question is asked, never holds the token, and its errors go no further:
 * every answer, refusals too, leaves here as a `Reply`.
 */
import type { Octokit } from "@octokit/rest";
import { isRecord } from "../json.ts";
import { limits } from "./limits.ts";
import type { LimitOptions } from "./limits.ts";
import { TransportFault } from "./transport-fault.ts";
import { transport } from "./transport.ts";

export interface SendOptions extends LimitOptions {
  /** Root of the API. */
  readonly api: string;
  readonly token: string;
  readonly userAgent: string;
  /** What Octokit's plugins count their pauses in: a second, in milliseconds. */
  readonly pauseUnit: number;
}

export type Reply =
  { readonly status: number; readonly headers: Headers; readonly text: string } | { readonly fault: TransportFault };

export type Headers = Readonly<Record<string, string | number | undefined>>;

/** Never rejects. */
export type Send = (url: string, headers: Readonly<Record<string, string>>) => Promise<Reply>;

const always = { accept: "application/vnd.github+json", "x-github-api-version": "2022-11-28" };

/** After the first attempt. */
const mostRetries = 3;

export function sender(options: SendOptions): Send {
  let octokit: Promise<Octokit> | undefined;
  return async (url, headers) => {
    octokit ??= makeOctokit(options);
    try {
      // Nothing in an address may be taken for a variable of Octokit's templates.
      const address = url.replaceAll("{", "%7B").replaceAll("}", "%7D");
      const response = await (await octokit).request(`GET ${address}`, { headers: { ...headers, ...always } });
      return { status: response.status, headers: response.headers, text: textOf(response.data) };
    } catch (error) {
      return replyOf(error);
    }
  };
}

function textOf(data: unknown): string {
  return typeof data === "string" ? data : "";
}

function replyOf(error: unknown): Reply {
  const fault = faultIn(error);
  if (fault !== undefined) return { fault };
  return answerIn(error) ?? { fault: new TransportFault("the question could not be asked", "again") };
}

function faultIn(error: unknown): TransportFault | undefined {
  if (error instanceof TransportFault) return error;
  return error instanceof Error && error.cause instanceof TransportFault ? error.cause : undefined;
}

/** What was answered, from one of Octokit's errors. */
function answerIn(error: unknown): Exclude<Reply, { readonly fault: unknown }> | undefined {
  if (!(error instanceof Error) || !("response" in error) || !isRecord(error.response)) return undefined;
  const { status, headers, data } = error.response;
  if (typeof status !== "number" || !isRecord(headers)) return undefined;
  const texts = Object.entries(headers).flatMap(([name, value]) => (typeof value === "string" ? [[name, value] as const] : []));
  return { status, headers: Object.fromEntries(texts), text: textOf(data) };
}

async function makeOctokit(options: SendOptions): Promise<Octokit> {
  const [{ Octokit: Plain }, { throttling }, { retry }] = await Promise.all([
    import("@octokit/rest"),
    import("@octokit/plugin-throttling"),
    import("@octokit/plugin-retry"),
  ]);
  const WithPlugins = Plain.plugin(namesLimits, throttling, keepsDeadline(options), retry);
  const say = (): void => undefined;
  const log = { debug: say, info: say, warn: say, error: say };
  const mayWait = (seconds: number, _: unknown, __: unknown, retries: number): boolean =>
    retries < mostRetries && options.now() + seconds * 1000 < options.deadline;
  // A little more each time, and not the same for all who were turned away together.
  const unit = options.pauseUnit * (1 + Math.random() * 0.5);
  return new WithPlugins({
    baseUrl: options.api,
    log,
    throttle: {
      id: options.api,
      retryAfterBaseValue: options.pauseUnit,
      onRateLimit: mayWait,
      onSecondaryRateLimit: mayWait,
    },
    retry: { retryAfterBaseValue: unit, retries: mostRetries, doNotRetry: [...refusals] },
    request: {
      fetch: transport({ ...options, limits: limits(options) }),
      parseSuccessResponseBody: false,
      log,
    },
  });
}

/** Answers that stay what they are. Limits, 403 and 429, are the business of the throttling plugin. */
const refusals = Array.from({ length: 100 }, (_, index) => 400 + index);

type Hooked = Pick<Octokit, "hook">;

/** The throttling plugin knows a secondary limit by GitHub's words; the header says it too, whatever the words. */
function namesLimits(octokit: Hooked): void {
  octokit.hook.error("request", (error) => {
    const { status, headers = {} } = answerIn(error) ?? {};
    if ((status === 403 || status === 429) && headers["retry-after"] !== undefined) error.message = "secondary rate limit";
    throw error;
  });
}

/**
 * The retry plugin has no limit of time of its own, and nobody waits long to be told that there is no network. It leaves an error alone
 * that lacks this property.
 */
function keepsDeadline({ now, deadline, pauseUnit }: SendOptions): (octokit: Hooked) => void {
  return (octokit) => {
    let hasAnswered = false;
    octokit.hook.after("request", () => void (hasAnswered = true));
    octokit.hook.error("request", (error, options) => {
      const request: unknown = options.request;
      const retries = isRecord(request) && typeof request["retryCount"] === "number" ? request["retryCount"] : 0;
      hasAnswered ||= answerIn(error) !== undefined;
      const isGone = faultIn(error)?.kind === "host" && !hasAnswered && retries > 0;
      if (isGone || now() + (retries + 1) ** 2 * pauseUnit * 1.5 >= deadline) Reflect.deleteProperty(error, "request");
      throw error;
    });
  };
}
