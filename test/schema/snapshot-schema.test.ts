import { Ajv } from "ajv";
import { expect, test } from "vitest";
import { checkSnapshot } from "../../src/schema/check-snapshot.ts";
import { snapshotSchema } from "../../src/schema/snapshot-schema.ts";
import { gap, gapReasons } from "../../src/snapshot/fetched.ts";
import { fullSnapshot } from "../snapshot/full-snapshot.ts";

function copy(): unknown {
  return JSON.parse(JSON.stringify(fullSnapshot));
}

type Path = readonly (string | number)[];

/** Paths of everything in a value, the value itself left out. */
function* pathsIn(value: unknown, path: Path = []): Iterable<Path> {
  if (typeof value !== "object" || value === null) return;
  for (const [key, item] of Object.entries(value)) {
    const here = [...path, Array.isArray(value) ? Number(key) : key];
    yield here;
    yield* pathsIn(item, here);
  }
}

/** A copy with another value at a path, and what stood there. */
function withValue(path: Path, change: (old: unknown) => unknown): { readonly data: unknown; readonly old: unknown } {
  const data = copy();
  let holder = data as Record<string | number, unknown>;
  for (const key of path.slice(0, -1)) holder = holder[key] as Record<string | number, unknown>;
  const last = path.at(-1) ?? "";
  const old = holder[last];
  holder[last] = change(old);
  return { data, old };
}

test("the schema knows every fact that the types know, and nothing of it is taken out", () => {
  const data = copy();
  expect(checkSnapshot(data)).toBeUndefined();
  expect(data).toEqual(fullSnapshot);
});

test("the schema knows no fact that the types do not know", () => {
  const keys = new Set([...pathsIn(fullSnapshot)].map((path) => path.at(-1)));
  const inSchema = [...pathsIn(snapshotSchema)].filter((path) => path.at(-2) === "properties").map((path) => path.at(-1));
  expect(inSchema.filter((key) => !keys.has(key) && !["reason", "detail"].includes(String(key)))).toEqual([]);
});

test("a value of another type is refused, at its place", () => {
  for (const path of pathsIn(fullSnapshot)) {
    const { data } = withValue(path, (old) => (typeof old === "number" ? "no number" : 7.5));
    const issue = checkSnapshot(data);
    expect(issue?.path.slice(0, 1), path.join(".")).toEqual(path.slice(0, 1));
  }
});

test("every reason for a gap is known, others are not", () => {
  for (const reason of gapReasons) {
    const { data } = withValue(["projects", 0, "settings"], () => gap(reason, "why"));
    expect(checkSnapshot(data)).toBeUndefined();
  }
  const { data } = withValue(["projects", 0, "settings"], () => ({ known: false, reason: "shy", detail: "" }));
  expect(checkSnapshot(data)).toMatchObject({ path: ["projects", 0, "settings", "reason"] });
});

test("what is unknown is taken out, prototype keys too", () => {
  const text = JSON.stringify(fullSnapshot).replaceAll("{", '{"__proto__":{"polluted":true},"constructor":1,"later":[{}],');
  const data: unknown = JSON.parse(text);
  expect(checkSnapshot(data)).toBeUndefined();
  expect(data).toEqual(fullSnapshot);
  expect(Object.getPrototypeOf((data as typeof fullSnapshot).projects[0])).toBe(Object.prototype);
});

test("the published schema accepts what the check accepts", () => {
  const validate = new Ajv({ strict: true, strictTypes: false, strictRequired: false }).compile(snapshotSchema);
  expect(validate(fullSnapshot)).toBe(true);
  expect(validate({ ...fullSnapshot, format: 2 })).toBe(false);
});

test.each([
  [["projects", 0, "slug"], "gh/acme/app\u001b[2J"],
  [["projects", 0, "slug"], "gh/acme/app`|<b>"],
  [["organizations", 0, "slug"], "gh/acme\u202e"],
  [["repositories", 0, "address"], "github.com/acme/app::error"],
  [["hosts", "circleci"], "https://circleci.com and nobody else"],
])("what names a subject is plain: %j is not %j", (path, value) => {
  expect(checkSnapshot(withValue(path, () => value).data)).toMatchObject({ path });
});
