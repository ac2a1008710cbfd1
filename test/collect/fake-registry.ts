/** A CircleCI on loopback that serves orbs, and every way in which a host can fail to. Real sockets, nothing but loopback. */
import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

export interface Question {
  readonly orb: string;
  readonly authorization: string | undefined;
  readonly url: string | undefined;
}

/** What the registry does with a question; the usual answer when left out. */
export type Behaviour = (question: Question, response: ServerResponse, count: number) => "answered" | "usual";

export interface FakeRegistry {
  readonly host: string;
  readonly questions: readonly Question[];
  /** How often an orb was asked for. */
  asked(orb: string): number;
  behave(behaviour: Behaviour): void;
  close(): Promise<void>;
}

/** Sources by `namespace/name@version`; a value may name the exact version: `[version, source]`. */
export type Shelf = Readonly<Record<string, string | readonly [string, string]>>;

export async function fakeRegistry(shelf: Shelf): Promise<FakeRegistry> {
  const questions: Question[] = [];
  let behaviour: Behaviour = () => "usual";
  const server = createServer((request, response) => {
    void textOf(request).then((text) => {
      const { variables } = JSON.parse(text) as { variables: { version: string; orb: string } };
      const question = { orb: variables.version, authorization: request.headers.authorization, url: request.url };
      questions.push(question);
      if (behaviour(question, response, questions.length) === "usual") sendJson(response, 200, answer(shelf, variables));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = (): Promise<void> => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(() => resolve()));
  };
  onTestFinished(close);
  return {
    host: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    questions,
    asked: (orb) => questions.filter((question) => question.orb === orb).length,
    behave: (next) => void (behaviour = next),
    close,
  };
}

export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(JSON.stringify(body));
}

function answer(shelf: Shelf, { version: reference, orb }: { readonly version: string; readonly orb: string }): unknown {
  const found = shelf[reference];
  const [version, source] = typeof found === "string" ? [reference.split("@")[1], found] : (found ?? []);
  const isKnown = Object.keys(shelf).some((name) => name.startsWith(`${orb}@`));
  return {
    data: {
      orbVersion: source === undefined ? null : { version, source },
      orb: isKnown ? { versions: [{ version: "9.9.9" }] } : null,
    },
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request as AsyncIterable<Buffer>) text += chunk.toString("utf8");
  return text;
}
