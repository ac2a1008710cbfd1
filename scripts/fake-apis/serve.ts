/** One HTTP server of the fake: reads a question, lets faults strike, sends the answer, and keeps a log. */
import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { distort, withoutPage } from "./distort.ts";
import type { Answer, Question } from "./exchange.ts";
import { answerInstead } from "./faults.ts";
import type { Fault, Faults } from "./faults.ts";
import type { LoggedRequest } from "./options.ts";

export interface Service {
  readonly name: LoggedRequest["service"];
  readonly faults: Faults;
  readonly log: (request: LoggedRequest) => void;
  readonly answer: (question: Question, faults: readonly Fault[]) => Answer;
  /** Where redirects lead. */
  readonly elsewhere: () => string;
}

export interface Running {
  readonly url: string;
  close(): Promise<void>;
}

const host = "127.0.0.1";

export async function serve(service: Service, port: number): Promise<Running> {
  const server = createServer((request, response) => void exchange(service, request, response));
  // A client that keeps its connections may be slow between two questions.
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  return { url: `http://${host}:${(server.address() as AddressInfo).port}`, close: () => closed(server) };
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}

async function exchange(service: Service, request: IncomingMessage, response: ServerResponse): Promise<void> {
  let body = "";
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) body += chunk.toString("utf8");
  } catch {
    return;
  }
  const url = request.url ?? "/";
  const question = questionOf(request, body);
  const faults = service.faults.striking(service.name, question.path);
  const status = await send(service, question, faults, response);
  service.log({
    service: service.name,
    method: question.method,
    url,
    status,
    body,
    headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)])),
  });
}

function questionOf({ method = "GET", url = "/", headers }: IncomingMessage, body: string): Question {
  const mark = url.indexOf("?");
  const path = mark === -1 ? url : url.slice(0, mark);
  return {
    method,
    path,
    segments: path.replace(/^\//, "").split("/").map(decoded),
    query: new URLSearchParams(mark === -1 ? "" : url.slice(mark + 1)),
    headers,
    body,
  };
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** Resolves to the status, 0 when the connection was cut. */
async function send(service: Service, question: Question, faults: readonly Fault[], response: ServerResponse): Promise<number> {
  const has = (kind: Fault["kind"]): boolean => faults.some((fault) => fault.kind === kind);
  const slow = faults.find(({ kind }) => kind === "slow");
  if (slow !== undefined) await wait(slow.amount ?? 30_000, response);
  if (has("cut")) return cut(response);
  if (has("redirect")) return write(response, { status: 302, headers: { location: `${service.elsewhere()}${question.path}` } });
  if (has("oversized")) return explode(response);
  const answer = answerWith(service, question, faults);
  if (!has("cut-body") && !has("bad-json")) return write(response, answer);
  const text = textOf(answer);
  const half = text.slice(0, Math.ceil(text.length / 2));
  if (has("bad-json")) return write(response, { ...answer, body: half });
  response.writeHead(200, { "content-type": "application/json", "content-length": String(text.length + 10) });
  response.write(half);
  return cut(response);
}

function answerWith(service: Service, question: Question, faults: readonly Fault[]): Answer {
  for (const fault of faults) {
    const instead = answerInstead(fault, question);
    if (instead !== undefined) return instead;
  }
  const pages = faults.some(({ kind }) => kind === "looping-page" || kind === "endless-pages");
  let answer = service.answer(pages ? withoutPage(question) : question, faults);
  for (const fault of faults) answer = distort(answer, fault, question);
  return answer;
}

function textOf({ body }: Answer): string {
  return typeof body === "string" ? body : body === undefined ? "" : JSON.stringify(body);
}

function write(response: ServerResponse, answer: Answer): number {
  const text = textOf(answer);
  response.writeHead(answer.status, { "content-type": "application/json; charset=utf-8", ...answer.headers });
  response.end(answer.status === 304 || answer.status === 204 ? undefined : text);
  return answer.status;
}

function cut(response: ServerResponse): number {
  response.destroy();
  return 0;
}

/** 40 MiB, which take next to nothing on the way. */
let bomb: Buffer | undefined;

function explode(response: ServerResponse): number {
  bomb ??= gzipSync(`{"items": ["${"a".repeat(40 * 1024 * 1024)}"]}`, { level: 1 });
  response.writeHead(200, { "content-type": "application/json", "content-encoding": "gzip" });
  response.end(bomb);
  return 200;
}

/** Ends early when nobody is waiting any more. */
function wait(milliseconds: number, response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    response.once("close", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
