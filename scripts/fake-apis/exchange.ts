/** A question and its answer, as all parts of the fake see them. */
import type { IncomingHttpHeaders } from "node:http";

export interface Question {
  readonly method: string;
  /** As it was sent, without the query. */
  readonly path: string;
  /** Decoded each by itself: the slug of an organisation may hold a `/`. */
  readonly segments: readonly string[];
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A body that is a string is sent as it stands, anything else as JSON. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export function ok(body: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status: 200, body, headers };
}

export function refuse(status: number, message: string): Answer {
  return { status, body: { message } };
}

export type Handler<C> = (context: C, ...parameters: readonly string[]) => Answer;

export interface Route<C> {
  readonly method: string;
  readonly pattern: readonly string[];
  readonly handle: Handler<C>;
}

/** `:` stands for one segment and `**`, at the end, for all that follow; the handler gets them in order. */
export function route<C>(pattern: string, handle: Handler<C>, method = "GET"): Route<C> {
  return { method, pattern: pattern.split("/"), handle };
}

export interface Match<C> {
  readonly route: Route<C>;
  readonly parameters: readonly string[];
}

export function matchRoute<C>(routes: readonly Route<C>[], method: string, segments: readonly string[]): Match<C> | undefined {
  for (const candidate of routes) {
    if (candidate.method !== method) continue;
    const parameters = parametersOf(candidate.pattern, segments);
    if (parameters !== undefined) return { route: candidate, parameters };
  }
  return undefined;
}

function parametersOf(pattern: readonly string[], segments: readonly string[]): readonly string[] | undefined {
  const takesRest = pattern.at(-1) === "**";
  const fixed = takesRest ? pattern.slice(0, -1) : pattern;
  if (takesRest ? segments.length < fixed.length : segments.length !== fixed.length) return undefined;
  const parameters: string[] = [];
  for (const [index, part] of fixed.entries()) {
    const segment = segments[index] ?? "";
    if (part === ":") parameters.push(segment);
    else if (part !== segment) return undefined;
  }
  return takesRest ? [...parameters, segments.slice(fixed.length).join("/")] : parameters;
}
