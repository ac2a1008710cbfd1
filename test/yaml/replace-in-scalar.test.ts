import { fc } from "../property.ts";
import { describe, expect, it } from "vitest";
import { applyEdits } from "../../src/fix/edits.ts";
import { replaceInScalar } from "../../src/yaml/replace-in-scalar.ts";
import type { YamlNode, YamlScalar } from "../../src/yaml/node.ts";
import { parseNow } from "./parse-now.ts";

function scalarIn(text: string): YamlScalar {
  const { root, problems } = parseNow({ path: "a.yml", text });
  expect(problems).toEqual([]);
  let node: YamlNode | undefined = root;
  while (node !== undefined && node.kind !== "scalar") {
    node = node.kind === "map" ? node.entries.find(({ key }) => key === "k")?.value : node.items[0]?.value;
  }
  if (node === undefined) throw new Error("no scalar");
  return node;
}

/** The file after `from` was replaced by `to` in the scalar under `k`. */
function replaced(text: string, from: string, to: string): string | undefined {
  const scalar = scalarIn(text);
  const start = scalar.text.indexOf(from);
  const edit = replaceInScalar(scalar, { start, end: start + from.length }, to);
  return edit === undefined ? undefined : applyEdits(text, [edit]);
}

describe("a replacement in a scalar", () => {
  it.each([
    ["plain", "k: one two # end\n", "two", "2", "k: one 2 # end\n"],
    ["plain over two lines", "k: one\n  two three\n", "one two", "1", "k: 1 three\n"],
    ["single quoted", "k: 'it''s one'\n", "one", "it's", "k: 'it''s it''s'\n"],
    ["double quoted", 'k: "a\\tb one"\n', "one", 'say "1"\n', 'k: "a\\tb say \\"1\\"\\n"\n'],
    ["literal", "k: |\n  one\n    two\n", "two", 'say "2"', 'k: |\n  one\n    say "2"\n'],
    ["literal with a new line", "k: |\n   one\n   two\n", "one", "a\nb", "k: |\n   a\n   b\n   two\n"],
    ["literal with CRLF", "k: |\r\n  one\r\n", "one", "a\n\nb", "k: |\r\n  a\r\n\r\n  b\r\n"],
    ["literal with an indicator", "k: |2-\n    one\n   two\n", "two", "2", undefined],
    ["folded", "k: >\n  one\n  two\n\n  three\n", "one two", "1", "k: >\n  1\n\n  three\n"],
    ["in a list", "k: [one, two]\n", "one", "1 x", undefined],
  ])("is written in its style: %s", (_, text, from, to, wanted) => {
    if (text.startsWith("k: [")) expect(replaced(text, from, "a, b")).toBeUndefined();
    else expect(replaced(text, from, to)).toBe(wanted);
  });

  it.each([
    ["a mapping", "k: one two\n", "two", "a: b"],
    ["a comment", "k: one two\n", "two", "a #b"],
    ["an indicator", "k: one two\n", "one", "- x"],
    ["a number", "k: one\n", "one", "12"],
    ["a word that is no text", "k: one\n", "one", "true"],
    ["a line break where none can be", "k: >\n  one\n", "one", "a\nb"],
    ["white space that would be lost", "k: >\n  one\n  two\n", "two", "a "],
    ["lines that are indented more", "k: >\n  one\n    \n  two\n", "one\n ", "1"],
    ["a template", "k: one two\n", "two", "<< x >>"],
    ["a control character", "k: 'one'\n", "one", "\u0007"],
    ["nothing at all", "k: one\n", "one", ""],
  ])("is refused for %s", (_, text, from, to) => {
    expect(replaced(text, from, to)).toBeUndefined();
  });

  it("puts something in between two characters", () => {
    const insert = (text: string, offset: number): string | undefined => {
      const edit = replaceInScalar(scalarIn(text), { start: offset, end: offset }, "\"'");
      return edit === undefined ? undefined : applyEdits(text, [edit]);
    };
    expect(insert("k: |\r\n  one\r\n  two\r\n", 3)).toBe("k: |\r\n  one\"'\r\n  two\r\n");
    expect(insert("k: |\r\n  one\r\n  two\r\n", 4)).toBe("k: |\r\n  one\r\n  \"'two\r\n");
    expect(insert("k: 'a''b'\n", 2)).toBe("k: 'a''\"''b'\n");
    expect(insert('k: "a\\nb"\n', 2)).toBe('k: "a\\n\\"\'b"\n');
    expect(insert("k: >\n  one\n  two\n", 3)).toBe("k: >\n  one\"'\n  two\n");
    expect(insert("k: >\n  one\n  two\n", 4)).toBe("k: >\n  one\n  \"'two\n");
    expect(insert("k: >-\r\n  \r\n  one\r\n", 0)).toBeUndefined();
  });

  const piece = fc.constantFrom(
    "a",
    "b c",
    " ",
    "  ",
    "'",
    '"',
    "\\",
    "\n",
    "#",
    ": ",
    "$X",
    "| ",
    "<",
    "é",
    "-",
    ",",
    "]",
    "\t",
    "1",
  );
  const content = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(""));

  /** A scalar in some style, where that can hold it. */
  function written(text: string, style: number, eol: string): string | undefined {
    const lines = text.split("\n");
    switch (style) {
      case 0:
        return `- k: ${text}\n  z: 1\n`;
      case 1:
        return `- k: '${text.replaceAll("'", "''").replaceAll("\n", "\n\n    ")}'\n`;
      case 2:
        return `- {k: ${JSON.stringify(text)}, z: 1}\n`;
      case 3:
        return `- k: |${eol}${lines.map((line) => `      ${line}${eol}`).join("")}  z: 1${eol}`;
      default:
        return `- k: >-${eol}${lines.map((line) => `    ${line}${eol}`).join("")}`;
    }
  }

  it("always comes out as it is meant, in every style", () => {
    fc.assert(
      fc.property(
        content,
        content,
        fc.nat(4),
        fc.constantFrom("\n", "\r\n"),
        fc.nat(40),
        fc.nat(8),
        (before, added, style, eol, from, length) => {
          const text = written(before, style, eol) ?? "";
          const { root, problems } = parseNow({ path: "a.yml", text });
          const value =
            root?.kind === "seq" && root.items[0]?.value.kind === "map" ? root.items[0].value.entries[0]?.value : undefined;
          fc.pre(problems.length === 0 && value?.kind === "scalar");
          const start = Math.min(from, value.text.length);
          const end = Math.min(start + length, value.text.length);
          const edit = replaceInScalar(value, { start, end }, added);
          if (edit === undefined) return;
          const after = scalarIn(applyEdits(text, [edit]));
          expect(after.text).toBe(value.text.slice(0, start) + added + value.text.slice(end));
        },
      ),
      { numRuns: 4000 },
    );
  });
});
