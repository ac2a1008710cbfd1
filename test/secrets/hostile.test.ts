import { describe, expect, test } from "vitest";
import { detectSecrets } from "../../src/secrets/detect.ts";
import { isPlaceholder } from "../../src/secrets/placeholder.ts";
import { body, knownTokens } from "./samples.ts";
import { cpuTime } from "../cpu-time.ts";

const begin = `-----BEGIN PRIVATE ${"KEY"}-----`;
const end = `-----END PRIVATE ${"KEY"}-----`;
const size = 300_000;

const fill = (piece: string, length = size) => piece.repeat(Math.ceil(length / piece.length));

describe("texts made to be slow", () => {
  test.each([
    ["openings of keys", fill(begin)],
    ["white space in keys", fill(`${begin}${" ".repeat(15_000)}x${end}`)],
    ["backslashes in keys", fill(`${begin}${"\\".repeat(15_000)}${end}`)],
    ["quotes in keys", fill(`${begin}${'"+ '.repeat(5_000)}x${end}`)],
    ["scheme separators", fill("://")],
    ["letters before a scheme separator", fill(`${"a".repeat(40)}://${"b".repeat(250)} `)],
    ["URLs without an end", fill("https://a:b")],
    ["URLs with long users", fill(`https://${"u".repeat(255)}:${"p".repeat(255)}`)],
    ["starts of web tokens", fill("eyJ-eyJ_")],
    ["dots of web tokens", fill(`eyJ${"a".repeat(20)}.`)],
    ["Slack prefixes", fill("xoxb-1-")],
    ["words of AWS keys", fill("aws_secret_access_key   ")],
    ["underscores", fill("npm_")],
    ["one long word", fill("a")],
    ["one long line of spaces", fill(" ")],
  ])("%s", { timeout: 30_000 }, async (_name, text) => {
    const started = cpuTime();
    await detectSecrets({ path: "a.yml", text });
    expect(cpuTime() - started).toBeLessThan(3000);
  });

  test("thousands of secrets", { timeout: 30_000 }, async () => {
    const text = Array.from({ length: 5000 }, () => `- ${knownTokens["AWSAccessKeyID"] ?? ""}\n`).join("");
    const started = cpuTime();
    expect(await detectSecrets({ path: "a.yml", text })).toHaveLength(5000);
    expect(cpuTime() - started).toBeLessThan(5000);
  });

  test("placeholders", () => {
    const started = cpuTime();
    for (const text of [fill("a"), fill("aA"), fill('"'), fill("test-"), fill("\u{1F600}")]) isPlaceholder(text);
    expect(cpuTime() - started).toBeLessThan(1000);
  });
});

test("NUL, lone surrogates and other odd characters do no harm", async () => {
  const token = "CCIPAT_" + body(22) + "_" + body(40, "0123456789abcdef");
  const [found] = await detectSecrets({ path: "a.yml", text: `\u0000\ud800 ${token} \udc00\uffff` });
  expect(found?.at.span).toEqual({ start: 3, end: 3 + token.length });
});
