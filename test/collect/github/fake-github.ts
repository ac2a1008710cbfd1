/** A GitHub on loopback whose answers a test sets by path. Real sockets, nothing but loopback. */
import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import { githubClient } from "../../../src/collect/github/client.ts";
import type { GithubClientOptions } from "../../../src/collect/github/client.ts";
import type { GithubClient } from "../../../src/collect/github/questions.ts";
import type { Journal, JournalEntry } from "../../../src/collect/questions.ts";

export type Answer = (request: IncomingMessage, response: ServerResponse, count: number) => void;

export interface FakeGithub {
  readonly origin: string;
  /** Addresses below the root of the API, in order, with their query. */
  readonly asked: string[];
  readonly authorizations: (string | undefined)[];
}

/** `answers`: by path below the root of the API, without or with its query; a value that is no function is a body with status 200. */
export async function fakeGithub(answers: Readonly<Record<string, unknown>>): Promise<FakeGithub> {
  const asked: string[] = [];
  const authorizations: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    const address = (request.url ?? "").replace(/^\/api\/v3\//, "");
    asked.push(address);
    authorizations.push(request.headers.authorization);
    const answer = answers[address] ?? answers[address.replace(/\?.*$/, "")];
    const count = asked.filter((other) => other === address).length;
    if (typeof answer === "function") (answer as Answer)(request, response, count);
    else if (answer === undefined) send(response, 404, { message: "Not Found" });
    else send(response, 200, answer);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked, authorizations };
}

export function send(
  response: ServerResponse,
  code: number,
  body: unknown,
  headers: Readonly<Record<string, string | readonly string[]>> = {},
): void {
  response.writeHead(code, { "content-type": "application/json; charset=utf-8", ...headers } as Record<string, string>);
  response.end(typeof body === "string" ? body : JSON.stringify(body));
}

export function status(code: number, message = "", headers: Readonly<Record<string, string>> = {}): Answer {
  return (_, response) => send(response, code, { message }, headers);
}

export interface MemoryJournal extends Journal {
  readonly entries: readonly JournalEntry[];
}

/** `of`: what an earlier run had. */
export function memoryJournal(of: readonly JournalEntry[] = []): MemoryJournal {
  const now: JournalEntry[] = [];
  return {
    entries: now,
    current: (key) => now.find((entry) => entry.key === key),
    earlier: (key) => of.find((entry) => entry.key === key),
    // As a file would give it back.
    keep: (entry) => void now.push(JSON.parse(JSON.stringify(entry)) as JournalEntry),
  };
}

export const token = ["ghp", "n0tARealT0kenOfAnyb0dy"].join("_");

export function clientOf({ origin }: Pick<FakeGithub, "origin">, options: Partial<GithubClientOptions> = {}): GithubClient {
  return githubClient({
    host: { api: `${origin}/api/v3`, site: "github.com" },
    token,
    userAgent: "test",
    journal: memoryJournal(),
    now: () => Date.now(),
    deadline: Date.now() + 60_000,
    pauseUnit: 1,
    pause: () => Promise.resolve(),
    ...options,
  });
}
