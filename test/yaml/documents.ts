/** Generated YAML: whole documents in every style, and texts that were whole before somebody edited them. */
import { fc } from "../property.ts";

/** What stands after `key:` or `-` at a column: it begins with a space or line break and ends without one. */
type Value = (column: number) => string;

/** Deep enough for a further line of any value. */
const deep = " ".repeat(30);
const anchors = fc.constantFrom("", "", "", "&a ", "&b ");
const trivia = fc.constantFrom("", "", "", " # note", "  ", "\n", "\n# note", "\n\n  # note\n");

/** Whole documents: everyday ones only, or with what few people write. */
function documentsWith(rare: boolean): fc.Arbitrary<string> {
  const pool = (everyday: readonly string[], odd: readonly string[]): fc.Arbitrary<string> =>
    fc.constantFrom(...everyday, ...(rare ? odd : []));

  const words = pool(
    [
      ...["a", "build", "run", "2.1", "0x1F", "1e3", "yes", "~", "true", "/.*/", "a-b_c", "http://x.y/z?q=1#r", "<< x >>"],
      ...["it's", "é😀", "a b  c", "-x", ":x", "?x", "a#b", "<<", "1.0.0", "$VAR", "(a)", "a, b", "a]b"],
    ],
    ["{{ x }}", "!!str 1", "!x y", "a\tb"],
  );
  const keys = pool(
    [...["a", "b", "c", "run", "steps", "1", "true", "<< p.x >>", "a b", "'q'", '"q"', "a/b", "<<", "x.y", "e ", '"\\t"']],
    ["~", "? x\n", "&a k", "*a "],
  );
  const plains = fc.oneof(
    words,
    words.map((word) => `${word} \n${deep}- more: yes\n\n${deep}lines`.replace(": ", ":")),
  );
  const singles = pool(
    ["''", "'a'", "'it''s'", "'# : , ['", `'a\n${deep}b'`, `'a \n\n${deep}b '`, `'\n${deep}'`],
    ["'a\n b'", `'a\n${deep}\tb'`],
  );
  const doubles = pool(
    ['""', '"a"', '"\\t\\n\\"\\x41\\u00e9\\U0001F600"', `"a\n${deep}b"`, `"a\\\n${deep}b"`, `"a \n\n${deep}\\ b"`, '": # ["'],
    ['"\\q"', '"a\n b"', '"\\U00110000"', `"a\t\n${deep}\tb"`],
  );
  const flowScalars = pool(
    ["a", "1", "-x", "<< x >>", "/a.*/", "a b", "true", "~", "a:b", "'q'", '"q"', "'[,]'", '"\\n"', "*a"],
    ["&a 'x'", "!!int 1", "a: b: c", "-", "#x"],
  );
  const separators = pool(
    [", ", ",", " , ", `,\n${deep}`, ` # note\n${deep},\n\n${deep}`, ", # note\n" + deep],
    [",,", ",\n", ",\t"],
  );

  const { flow } = fc.letrec<{ flow: string }>((tie) => {
    const keyed = fc.tuple(pool(["a", "b", "'c'", '"d"', "<<", "a b"], ["~", "[a]"]), tie("flow"));
    const pair = keyed.map(([key, value]) => `${key}: ${value}`);
    const listOf = (item: fc.Arbitrary<string>): fc.Arbitrary<string> =>
      fc
        .tuple(fc.array(item, { maxLength: 3 }), separators, pool(["", "", " "], [","]))
        .map(([all, separator, end]) => all.join(separator) + end);
    return {
      flow: fc.oneof(
        { depthSize: "small", withCrossShrink: true },
        flowScalars,
        listOf(fc.oneof({ weight: 3, arbitrary: tie("flow") }, { weight: 1, arbitrary: pair })).map((list) => `[${list}]`),
        listOf(pair).map((list) => `{${list}}`),
      ),
    };
  });

  const lines = pool(["echo hi", "a: b", "# no comment", "- x", "  more", "\ttab", "", "", "end", "'", "   ", "é😀"], []);
  const blockScalars: fc.Arbitrary<Value> = fc
    .tuple(
      pool(["|", ">", "|-", ">-", "|+", ">+"], ["|2", ">-2", "|+1"]),
      fc.constantFrom("", " # note", "  "),
      lines,
      fc.array(lines, { maxLength: 5 }),
    )
    .map(([header, note, first, more]) => (column) => {
      const indent = " ".repeat(column + 2);
      return ` ${header}${note}\n${[rare ? first : first.trim(), ...more].map((line) => (line === "" ? "" : indent + line)).join("\n")}`;
    });

  const { block } = fc.letrec<{ block: Value }>((tie) => {
    const inline = fc.tuple(anchors, fc.oneof(plains, singles, doubles, flow)).map(([anchor, text]) => ` ${anchor}${text}`);
    const short = fc.oneof(inline, fc.constantFrom(" *a", " *b", ""));
    const map = fc.tuple(anchors, pairs(tie("block")), fc.constantFrom(1, 2, 4));
    const seq = fc.tuple(anchors, items(tie("block")), fc.constantFrom(0, 2, 3));
    const below = fc.oneof(map, seq).map(
      ([anchor, nested, more]): Value =>
        (column) =>
          ` ${anchor}\n${nested(column + more)}`,
    );
    return {
      block: fc.oneof(
        { depthSize: "small", withCrossShrink: true },
        short.map(
          (text): Value =>
            () =>
              text,
        ),
        blockScalars,
        below,
      ),
    };
  });

  function pairs(values: fc.Arbitrary<Value>): fc.Arbitrary<Value> {
    const pair = fc.tuple(keys, values, trivia).map(
      ([key, value, after]): Value =>
        (column) =>
          `${key}:${value(column)}${after}`,
    );
    return fc.array(pair, { minLength: 1, maxLength: 4 }).map((all) => (column) => indented(all, column));
  }

  function items(values: fc.Arbitrary<Value>): fc.Arbitrary<Value> {
    const compact = pairs(values).map(
      (map): Value =>
        (column) =>
          ` ${map(column + 2).trimStart()}`,
    );
    const item = fc.tuple(fc.oneof(values, compact), trivia).map(
      ([value, after]): Value =>
        (column) =>
          `-${value(column)}${after}`,
    );
    return fc.array(item, { minLength: 1, maxLength: 3 }).map((all) => (column) => indented(all, column));
  }

  return fc
    .tuple(
      pool(["", "", "---\n", "# note\n\n"], ["\uFEFF", "%YAML 1.2\n---\n", "--- # note\n"]),
      fc.oneof(pairs(block), items(block)),
      pool(["", "\n", "\n\n# end\n"], ["\n...\n", "\n---\n"]),
      pool(["\n"], ["\n", "\n", "\r\n"]),
    )
    .map(([start, body, end, lineBreak]) => `${start}${body(0)}${end}`.replaceAll("\n", lineBreak));
}

function indented(all: readonly Value[], column: number): string {
  return all.map((value) => " ".repeat(column) + value(column)).join("\n");
}

/** What people write every day; nearly all valid but for unknown aliases and odd merges. */
export const everydayDocuments = documentsWith(false);

/** All kinds of documents, with mistakes among them. */
export const documents = fc.oneof(everydayDocuments, documentsWith(true));

const pieces = fc.oneof(
  fc.constantFrom("\n", "\n", " ", "  ", "\t", "- ", ": ", ":", "# c", " #", "[", "]", "{", "}", ",", "&a ", "*a", "<<: *a\n"),
  fc.constantFrom(
    "|",
    ">",
    "|-\n",
    "'",
    '"',
    "\\",
    "? ",
    "---\n",
    "...\n",
    "!!str ",
    "!x ",
    "%",
    "\r\n",
    "\r",
    "@",
    "`",
    "a: b: c\n",
  ),
  fc.constantFrom("\0", "\uFEFF", "\u001F", "\u0002", "\u0018", "\u0085", "\u2028", "\uD800", "~", "''"),
);

interface Edit {
  readonly at: number;
  readonly kind: "delete" | "double" | "indent" | "insert" | "outdent";
  readonly length: number;
  readonly piece: string;
}

const edits: fc.Arbitrary<Edit> = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  kind: fc.constantFrom("delete", "double", "indent", "insert", "outdent"),
  length: fc.integer({ min: 1, max: 12 }),
  piece: pieces,
});

function edited(text: string, { at, kind, length, piece }: Edit): string {
  const start = Math.round(at * text.length);
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  switch (kind) {
    case "delete":
      return text.slice(0, start) + text.slice(start + Math.min(length, 3));
    case "double":
      return text.slice(0, start + length) + text.slice(start);
    case "insert":
      return text.slice(0, start) + piece + text.slice(start);
    case "indent":
      return text.slice(0, lineStart) + " ".repeat(Math.min(length, 4)) + text.slice(lineStart);
    case "outdent":
      return text.slice(0, lineStart) + text.slice(lineStart).replace(new RegExp(`^ {1,${length}}`), "");
  }
}

/** Texts of one kind after a few careless edits. */
export function careless(texts: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.tuple(texts, fc.array(edits, { minLength: 1, maxLength: 4 })).map(([text, all]) => all.reduce(edited, text));
}

/** A few lines in a row of one of these texts. */
export function excerpts(texts: readonly string[]): fc.Arbitrary<string> {
  return fc.tuple(fc.constantFrom(...texts), fc.nat(), fc.integer({ min: 1, max: 15 })).map(([text, from, count]) => {
    const lines = text.split("\n");
    const start = from % lines.length;
    return lines.slice(start, start + count).join("\n");
  });
}

const words = fc.constantFrom("a", "1", "b c", "key: ", "'q': ", "- x\n", "é", "true", "a: b\n", "<< x >>", "[a, b]", "\n  ");

/** Texts of nothing but pieces. */
export const rubble: fc.Arbitrary<string> = fc.array(fc.oneof(pieces, words), { maxLength: 14 }).map((all) => all.join(""));
