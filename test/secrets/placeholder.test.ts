import { describe, expect, test } from "vitest";
import { isPlaceholder } from "../../src/secrets/placeholder.ts";
import { publicPrefixLength } from "../../src/secrets/public-prefix.ts";

describe("isPlaceholder", () => {
  test.each([
    "",
    "  ",
    "changeme",
    "CHANGE_ME",
    "change-me-please",
    "dummy",
    "dummyToken",
    "xxx",
    "xxxxxxxxxxxx",
    "abc-xxxx",
    "example",
    "my-example-key",
    "test",
    "TEST",
    "test123",
    "test-secret-key",
    "testPassword",
    "your-token-here",
    "YOUR_API_KEY",
    "<your token>",
    "<token>",
    "[token]",
    "0000000000",
    "********",
    "...",
    "$TOKEN",
    "${TOKEN}",
    '"$TOKEN"',
    "<< parameters.token >>",
    "<<token>>",
    "{{ token }}",
    "password",
    "null",
    "redacted",
    "insert-token-here",
    "REPLACE_ME",
    "not-set",
  ])("%j is one", (text) => expect(isPlaceholder(text)).toBe(true));

  test.each([
    "hunter2",
    "Tr0ub4dor&3",
    "correct horse battery staple",
    "9fK2-test-Lx81",
    "s3cr3t-9931-aa",
    "4f2e8c1b9a7d",
    "contest",
    "p@ssw0rd!9",
    "enter-sandman-91",
    "small-change-only",
    "x7x",
  ])("%j is none", (text) => expect(isPlaceholder(text)).toBe(false));
});

describe("publicPrefixLength", () => {
  test("only what every such token shares, and only when enough stays hidden", () => {
    expect(publicPrefixLength("ghp_" + "a1".repeat(18))).toBe(4);
    expect(publicPrefixLength("AKIA" + "B2".repeat(8))).toBe(4);
    expect(publicPrefixLength("ghp_short")).toBe(0);
    expect(publicPrefixLength("hunter2hunter2hunter2")).toBe(0);
  });
});
