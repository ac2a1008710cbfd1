/** Faults that leave an answer standing and bend what is in it. */
import type { Answer, Question } from "./exchange.ts";
import type { Fault } from "./faults.ts";

const bent: Partial<Record<Fault["kind"], (value: unknown) => unknown>> = {
  kebab: (value) => mapKeys(value, (key) => key.replaceAll("_", "-")),
  "wrong-types": wrongTypes,
  "prototype-keys": prototypeKeys,
  "control-characters": (value) => mapNames(value, (text) => `${text}\u001B]0;owned\u0007\u001B[31m\u202E\u0000`),
};

export function distort(answer: Answer, { kind }: Fault, question: Question): Answer {
  if (answer.status !== 200 || typeof answer.body !== "object" || answer.body === null) return answer;
  if (kind === "kebab" && !question.path.startsWith("/api/v2/")) return answer;
  if (kind === "looping-page") return withNextPage(answer, question, "again");
  if (kind === "endless-pages") return withNextPage(answer, question, `page-${nextNumber(question)}`);
  const bend = bent[kind];
  return bend === undefined ? answer : { ...answer, body: bend(answer.body) };
}

/** The question as the first page would be asked for: the token is not one that was ever given out. */
export function withoutPage(question: Question): Question {
  const query = new URLSearchParams(question.query);
  for (const name of ["page-token", "page[cursor]", "page"]) query.delete(name);
  return { ...question, query };
}

function nextNumber({ query }: Question): number {
  const asked = query.get("page-token") ?? query.get("page[cursor]") ?? query.get("page") ?? "";
  return Number(/\d+$/.exec(asked)?.[0] ?? "1") + 1;
}

/** In every one of the ways in which a next page is named. */
function withNextPage(answer: Answer, { path, query, headers }: Question, token: string): Answer {
  const body = answer.body as Record<string, unknown>;
  if ("next_page_token" in body) return { ...answer, body: { ...body, next_page_token: token } };
  if ("page" in body && "data" in body) return { ...answer, body: { ...body, page: { next: token, prev: null } } };
  if (answer.headers?.["x-github-request-id"] === undefined) return answer;
  const next = new URLSearchParams(query);
  next.set("page", /\d+$/.exec(token)?.[0] ?? "1");
  const link = `<http://${headers.host ?? "127.0.0.1"}${path}?${next.toString()}>; rel="next"`;
  return { ...answer, headers: { ...answer.headers, link } };
}

function mapKeys(value: unknown, change: (key: string) => string): unknown {
  if (Array.isArray(value)) return (value as readonly unknown[]).map((item) => mapKeys(item, change));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [change(key), mapKeys(item, change)]));
}

/** Every name and other text that people choose. */
function mapNames(value: unknown, change: (text: string) => string, key = ""): unknown {
  if (Array.isArray(value)) return (value as readonly unknown[]).map((item) => mapNames(item, change, key));
  if (typeof value === "string")
    return /name|label|title|description|hostname|variable|login|message/.test(key) ? change(value) : value;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, mapNames(item, change, name)]));
}

/** Lists stay lists, so that something is read; what they hold is not what it should be. */
function wrongTypes(value: unknown): unknown {
  if (Array.isArray(value)) return [...(value as readonly unknown[]).map(wrongTypes), null, 7, "text", []];
  if (typeof value === "string") return { text: value };
  if (typeof value === "number") return String(value);
  if (typeof value === "boolean") return [value];
  if (value === null) return 0;
  return Object.fromEntries(Object.entries(value as object).map(([key, item]) => [key, wrongTypes(item)]));
}

/** As text, since an object literal would set the prototype and not a key. */
function prototypeKeys(value: unknown): unknown {
  const poison = JSON.parse(
    '{"__proto__": {"polluted": true}, "constructor": {"prototype": {"polluted": true}}, "toString": 1, "hasOwnProperty": null}',
  ) as object;
  if (Array.isArray(value)) return [...(value as readonly unknown[]).map(prototypeKeys)];
  if (typeof value !== "object" || value === null) return value;
  const entries = [...Object.entries(poison), ...Object.entries(value).map(([key, item]) => [key, prototypeKeys(item)] as const)];
  const made = Object.create(null) as Record<string, unknown>;
  for (const [key, item] of entries)
    Object.defineProperty(made, key, { value: item, enumerable: true, configurable: true, writable: true });
  return made;
}
