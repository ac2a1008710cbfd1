import { fc } from "../property.ts";
import { describe, expect, test } from "vitest";
import { maskerOf, stars } from "../../src/engine/masker.ts";
import { contentSpan, secretForms } from "../../src/engine/secret-forms.ts";
import { relocator } from "../../src/engine/mask-files.ts";
import { masksFor } from "../../src/engine/mask-outcome.ts";
import { fileOf, placeOfText } from "./harness.ts";
import { cpuTime } from "../cpu-time.ts";

describe("maskerOf", () => {
  test("hides every occurrence, at the same length", () => {
    const mask = maskerOf(["hunter2", "s3cr3t"]);
    expect(mask("hunter2 and s3cr3t, hunter2hunter2, hunter")).toBe("******* and ******, **************, hunter");
  });

  test("keeps a prefix that all tokens of the kind share", () => {
    const token = "gh" + "p_" + "a1B2".repeat(9);
    expect(maskerOf([token])(`X=${token};`)).toBe(`X=ghp_${"*".repeat(36)};`);
    expect(maskerOf(["ghp_short"])("ghp_short")).toBe("*********");
  });

  test("the longest of several that begin at one place wins, and overlapping ones are hidden together", () => {
    expect(maskerOf(["abcd", "abcdef"])("abcdef abcd")).toBe("****** ****");
    expect(maskerOf(["abcd", "cdef"])("abcdef")).toBe("******");
    expect(maskerOf(["abcd", "bc12"])("abc12 abcd")).toBe("a**** ****");
  });

  test("no secret survives in any text, lengths and line breaks do", () => {
    const secret = fc.string({ unit: fc.constantFrom(..."ab1"), minLength: 4, maxLength: 90 });
    const several = fc.oneof(
      fc.array(secret, { minLength: 1, maxLength: 6 }),
      fc.array(secret, { minLength: 40, maxLength: 60 }),
    );
    fc.assert(
      fc.property(several, fc.array(fc.oneof(secret, fc.constantFrom("\n", " ", "x"))), (secrets, noise) => {
        const text = [...noise, ...secrets].join("");
        const masked = maskerOf(secrets)(text);
        for (const known of secrets) expect(masked).not.toContain(known);
        expect(masked.length).toBe(text.length);
        expect(masked.replace(/[^\n]/g, "")).toBe(text.replace(/[^\n]/g, ""));
      }),
    );
  });

  test("no secrets, no change", () => expect(maskerOf([])("as it is")).toBe("as it is"));

  test("time does not grow with the number of secrets, even when they begin alike", () => {
    const text = "a".repeat(1_000_000);
    const alike = Array.from({ length: 4000 }, (_, index) => `${"a".repeat(60)}${String(index)}`);
    const many = Array.from({ length: 100_000 }, (_, index) => `${String(index)}-${"x".repeat(20)}`);
    const started = cpuTime();
    expect(maskerOf(alike)(text)).toBe(stars(text));
    expect(maskerOf(many)(text)).toBe(text);
    expect(maskerOf(many)("a 777-xxxxxxxxxxxxxxxxxxxx b")).toBe("a ************************ b");
    expect(cpuTime() - started).toBeLessThan(3000);
  });
});

describe("secretForms", () => {
  test.each([
    ["hunter2", ["hunter2"]],
    ['"hunter2"', ["hunter2"]],
    [`'it''s me'`, ["it''s me", "it's me"]],
    ['"a\\"b\\tc"', ['a\\"b\\tc', 'a"b\tc']],
    ["|\n    hunter2\n", ["hunter2"]],
    ["|-  # note\n  hunter2", ["hunter2"]],
    ["abc", []],
    ["", []],
    ['"', []],
  ])("%j → %j", (source, forms) => expect(secretForms(source)).toEqual(forms));

  test("each line of a secret of many lines, but those that all keys share", () => {
    const source = "|\n  -----BEGIN X-----\n  AAAAbbbb1\n  CCCCdddd2\n  ab\n  -----END X-----\n";
    expect(secretForms(source).slice(1)).toEqual(["AAAAbbbb1", "CCCCdddd2"]);
    expect(secretForms("-----BEGIN X-----\\nAAAAbbbb1\\nCCCCdddd2\\n-----END X-----").slice(1)).toEqual([
      "AAAAbbbb1",
      "CCCCdddd2",
    ]);
  });

  test("the content of a scalar is without quotes and block header", () => {
    expect(contentSpan('"ab"')).toEqual({ start: 1, end: 3 });
    expect(contentSpan("ab")).toEqual({ start: 0, end: 2 });
    expect(contentSpan("|\n  ab\n")).toEqual({ start: 4, end: 7 });
  });
});

describe("files", () => {
  test("a copy hides secrets wherever they occur, keeps quotes and positions, and other files stay as they are", () => {
    const file = fileOf('a: "hunter2"\nb: hunter2 # hunter2\nc: xyz\n');
    const other = fileOf("a: hunter2\n", "other.yml");
    const relocate = relocator([placeOfText(file, '"hunter2"'), placeOfText(file, "xyz")]);
    expect(relocate(placeOfText(file, "a")).file).toEqual({
      path: file.path,
      text: 'a: "*******"\nb: ******* # *******\nc: ***\n',
    });
    expect(relocate(placeOfText(file, "a")).file).toBe(relocate(placeOfText(file, "b")).file);
    expect(relocate(placeOfText(other, "a")).file).toBe(other);
  });

  test("secrets in secrets, and any number of them at one place", () => {
    const file = fileOf("key: abcdefgh\n");
    const all = [placeOfText(file, "abcdefgh"), placeOfText(file, "cd"), placeOfText(file, "abcd"), placeOfText(file, "fgh\n")];
    expect(relocator(all)(placeOfText(file, "key")).file.text).toBe("key: ********\n");
  });
});

test("a secret that is a mere word stays legible in YAML paths, a real one does not", () => {
  const file = fileOf("password: password\nx: a1b2c3d4e5\n");
  const masks = masksFor([placeOfText(file, "password"), placeOfText(file, "a1b2c3d4e5")]);
  expect(["password", "a1b2c3d4e5"].map(masks.names)).toEqual(["password", "**********"]);
  expect(masks.prose("`password` is a1b2c3d4e5")).toBe("`********` is **********");
});
