/** A host on loopback that answers as a test says, a clock that only pauses move, and a client for both. */
import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import { circleClient } from "../../../src/collect/circleci/client.ts";
import type { CircleClientOptions } from "../../../src/collect/circleci/client.ts";
import type { CircleClient, Json, Journal } from "../../../src/collect/questions.ts";
import { memoryJournal } from "../../../src/collect/run-journal.ts";

export const token = "fake-token-0123456789abcdef";
export const start = Date.parse("2026-01-31T12:00:00Z");

export interface Asked {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage["headers"];
  /** How many requests there have been, with this one. */
  readonly count: number;
}

export type Answer = (asked: Asked, response: ServerResponse) => void;

export interface FakeHost {
  readonly host: string;
  readonly asked: readonly Asked[];
  readonly connections: () => number;
  readonly close: () => Promise<void>;
}

export async function fakeHost(answer: Answer): Promise<FakeHost> {
  const asked: Asked[] = [];
  let connections = 0;
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "", "http://fake");
    const one = { path: url.pathname, query: url.searchParams, headers: request.headers, count: asked.length + 1 };
    asked.push(one);
    answer(one, response);
  });
  server.on("connection", () => (connections += 1));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = (): Promise<void> => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(() => resolve()));
  };
  onTestFinished(close);
  return { host: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked, connections: () => connections, close };
}

export function json(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(typeof body === "string" ? body : JSON.stringify(body));
}

export interface FakeClock {
  readonly now: () => number;
  readonly pause: (milliseconds: number) => Promise<void>;
  /** Of all pauses, in milliseconds. */
  readonly pauses: readonly number[];
}

export function fakeClock(): FakeClock {
  let now = start;
  const pauses: number[] = [];
  const pause = (milliseconds: number): Promise<void> => {
    pauses.push(milliseconds);
    const until = now + milliseconds;
    // Whoever asks while somebody waits sees the time before.
    return new Promise((resolve) =>
      setImmediate(() => {
        now = Math.max(now, until);
        resolve();
      }),
    );
  };
  return { now: () => now, pause, pauses };
}

export interface ClientSetup extends Partial<CircleClientOptions> {
  readonly clock?: FakeClock;
  readonly journal?: Journal;
}

/** A client of cloud whose every part is on the one host. */
export function clientFor(host: string, { clock = fakeClock(), ...options }: ClientSetup = {}): CircleClient {
  return circleClient({
    host,
    installation: "cloud",
    token,
    userAgent: "circleci-secaudit/test",
    allowsPrivate: true,
    journal: memoryJournal(),
    now: clock.now,
    pause: clock.pause,
    deadline: start + 60_000,
    firstPause: 100,
    ...options,
  });
}

export const whole = (body: unknown): Json | undefined => body as Json;
export const nameOf = ({ name }: Json): string | undefined => (typeof name === "string" ? name : undefined);
