/** A `CircleClient` without a network: answers from a table, with keys spelt as the client spells them, and counts what is asked. */
import { expect } from "vitest";
import type { CircleClient, Json, ListQuestion, OneQuestion } from "../../../src/collect/questions.ts";
import { gap, known } from "../../../src/snapshot/fetched.ts";
import type { Fetched, Gap } from "../../../src/snapshot/fetched.ts";

export const at = "2026-01-31T00:00:00.000Z";
export const forbidden = gap("forbidden", "the token may not see it (HTTP 403)");
export const notFound = gap("not-found", "it is not there, or is hidden from the token (HTTP 404)");

/** Keyed by the part of the API and the path with its query: `v2 context?owner-id=…`. What is not there is a 404. */
export type Answers = Readonly<Record<string, unknown>>;

export interface MemoryClient extends CircleClient {
  readonly asked: string[];
}

export interface MemoryOptions {
  readonly isCloud?: boolean;
  readonly allowsPrivate?: boolean;
}

export function memoryClient(answers: Answers, { isCloud = true, allowsPrivate = false }: MemoryOptions = {}): MemoryClient {
  const asked: string[] = [];
  const bodyOf = ({ api, path, query = {} }: Pick<OneQuestion<unknown>, "api" | "path" | "query">): { body: unknown } | Gap => {
    if (!isCloud && (api === "v3" || api === "private" || api === "ciam"))
      return gap("unavailable", "this installation has none");
    if ((api === "private" || api === "ciam") && !allowsPrivate) return gap("skipped", "it is private");
    const key = keyOf(api, path, query);
    expect(asked, "nothing is asked twice").not.toContain(key);
    asked.push(key);
    const found = Object.hasOwn(answers, key) ? answers[key] : notFound;
    return isGap(found) ? found : { body: plainKeys(found) };
  };
  return {
    host: "https://circleci.example",
    isCloud,
    allowsPrivate,
    asked,
    async ask<T>(question: OneQuestion<T>): Promise<Fetched<T>> {
      const found = bodyOf(question);
      return "known" in found ? found : stored(question.parse(found.body));
    },
    async list<T>(question: ListQuestion<T>): Promise<Fetched<readonly T[]>> {
      const found = bodyOf(question);
      if ("known" in found) return found;
      const items = itemsIn(found.body).map((item) => question.parseItem(item as Json));
      return stored(items.includes(undefined) ? undefined : (items as T[]));
    },
  };
}

function keyOf(api: string, path: string, query: Readonly<Record<string, string | readonly string[]>>): string {
  const parameters = Object.entries(query).map(([name, value]) => `${name}=${String(value)}`);
  return `${api} ${path}${parameters.length === 0 ? "" : `?${parameters.join("&")}`}`;
}

function isGap(value: unknown): value is Gap {
  return typeof value === "object" && value !== null && "known" in value;
}

/** As the journal would keep it. */
function stored<T>(value: T | undefined): Fetched<T> {
  return value === undefined ? gap("failed", "the answer has another shape") : known(JSON.parse(JSON.stringify(value)) as T, at);
}

function itemsIn(body: unknown): readonly unknown[] {
  if (Array.isArray(body)) return body;
  const { items, data } = body as { items?: unknown; data?: unknown };
  return (items ?? data) as readonly unknown[];
}

/** `-` is `_`, and records have no prototype. */
export function plainKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plainKeys);
  if (typeof value !== "object" || value === null) return value;
  const record = Object.create(null) as Record<string, unknown>;
  for (const [key, item] of Object.entries(value)) record[key.replaceAll("-", "_")] = plainKeys(item);
  return record;
}
