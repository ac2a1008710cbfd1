import { expect, it } from "vitest";
import { readBody } from "../../../src/collect/circleci/read-body.ts";

const token = "fake-token-0123456789abcdef";

it("spells keys with `_`, at every depth, and leaves values alone", () => {
  const body = readBody('{"created-at": "a-b", "items": [{"public-key": {"is-x?": 1}}], "x_y": null}', token);
  expect(JSON.stringify(body)).toBe('{"created_at":"a-b","items":[{"public_key":{"is_x?":1}}],"x_y":null}');
});

it("takes the plain spelling when there are both", () => {
  expect(JSON.stringify(readBody('{"a_b": 1, "a-b": 2}', token))).toBe('{"a_b":1}');
  expect(JSON.stringify(readBody('{"a-b": 2, "a_b": 1}', token))).toBe('{"a_b":1}');
});

it("has no keys but those that were answered", () => {
  const body = readBody('{"__proto__": {"name": "x"}, "constructor": 1, "a": {"hasOwnProperty": 2}}', token) as Record<
    string,
    unknown
  >;
  expect(body["name"]).toBeUndefined();
  expect(body["toString"]).toBeUndefined();
  expect(body["__proto__"]).toBeUndefined();
  expect(body["constructor"]).toBe(1);
  expect(JSON.stringify(body)).toBe('{"constructor":1,"a":{"hasOwnProperty":2}}');
});

it("takes a token out that is sent back, in whatever way it is written", () => {
  const escaped = [...token].map((character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`).join("");
  const body = readBody(`{"a": "x${token.toUpperCase()}y", "b": ["${escaped}"], "${token}": 1}`, token);
  expect(JSON.stringify(body)).toBe('{"a":"x***y","b":["***"],"***":1}');
});

it("reads nothing that is no JSON or nested too deep", () => {
  expect(readBody("<html>", token)).toBeUndefined();
  expect(readBody(`${"[".repeat(100)}${"]".repeat(100)}`, token)).toBeUndefined();
  expect(readBody("null", token)).toBeNull();
});
