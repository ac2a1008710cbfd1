/** Generated YAML: whole documents in every style, and texts that were whole before somebody edited them. */
import fc from "fast-check";

/** What stands after `key:` or `-` at a column: it begins with a space or line break and ends without one. */
type Value = (column: number) => string;

const words = fc.constantFrom(
  ...["a", "build", "run", "2.1", "0x1F", "1e3", "yes", "~", "true", "/.*/", "a-b_c", "http://x.y/z?q=1#r", "<< x >>"],
  ...["it's", "é😀", "a b  c", "-x", ":x", "?x", "a#b", "<<", "1.0.0", "$VAR", "(a)", "a, b", "a]b", "{{ x }}"],
);
const keys = fc.constantFrom(
  ...["a", "b", "c", "run", "steps", "1", "true", "<< p.x >>", "a b", "'q'", '"q"', "a/b", "<<", "x.y", "~"],
);
const singles = fc.constantFrom("''", "'a'", "'it''s'", "'# : , ['", "'a\n     b'", "'a \n\n   b '");
const doubles = fc.constantFrom(
  '""',
  '"a"',
  '"\\t\\n\\"\\x41\\u00e9\\U0001F600"',
  '"a\n    b"',
  '"a\\\n    b"',
  '"a \n\n    \\ b"',
  '": # ["',
);
const plains = fc.oneof(
  words,
  words.map((word) => `${word}\n       more\n\n       lines`),
);
const aliases = fc.constantFrom("*a", "*b");
const anchors = fc.constantFrom("", "", "", "&a ", "&b ");
const trivia = fc.constantFrom("", "", "", " # note", "  ", "\n", "\n# note", "\n\n  # note\n");

const flowScalars = fc.oneof(
  fc.constantFrom("a", "1", "-x", "<< x >>", "/a.*/", "a b", "true", "~", "a:b"),
  fc.constantFrom("'q'", '"q"', "'[,]'", '"\\n"', "*a", "&a 'x'"),
);

const { flow } = fc.letrec<{ flow: string }>((tie) => ({
  flow: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    flowScalars,
    fc.tuple(fc.array(tie("flow"), { maxLength: 3 }), separators()).map(([all, separator]) => `[${all.join(separator)}]`),
    fc
      .tuple(fc.array(fc.tuple(fc.constantFrom("a", "b", "'c'", '"d"', "<<"), tie("flow")), { maxLength: 3 }), separators())
      .map(([all, separator]) => `{${all.map(([key, value]) => `${key}: ${value}`).join(separator)}}`),
  ),
}));

function separators(): fc.Arbitrary<string> {
  return fc.constantFrom(", ", ",", " , ", ",\n      ", ", # note\n      ");
}

const blockScalars: fc.Arbitrary<Value> = fc
  .tuple(fc.constantFrom("|", ">", "|-", ">-", "|+", ">+", "|2", ">-2"), fc.constantFrom("", " # note"), blockLines())
  .map(([header, note, lines]) => (column) => {
    const indent = " ".repeat(column + 2);
    return ` ${header}${note}\n${lines.map((line) => (line === "" ? "" : indent + line)).join("\n")}`;
  });

function blockLines(): fc.Arbitrary<string[]> {
  const line = fc.constantFrom("echo hi", "a: b", "# no comment", "- x", "  more", "\ttab", "", "", "end", "'", "   ", "é😀");
  return fc.array(line, { maxLength: 5 });
}

const { block } = fc.letrec<{ block: Value }>((tie) => ({
  block: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.tuple(anchors, fc.oneof(plains, singles, doubles, flow)).map(
      ([anchor, text]): Value =>
        () =>
          ` ${anchor}${text}`,
    ),
    fc.oneof(aliases, fc.constant("")).map(
      (text): Value =>
        () =>
          text === "" ? "" : ` ${text}`,
    ),
    blockScalars,
    fc.tuple(anchors, pairs(tie("block"))).map(
      ([anchor, map]): Value =>
        (column) =>
          ` ${anchor}\n${map(column + 2)}`,
    ),
    fc.tuple(anchors, items(tie("block")), fc.constantFrom(0, 2, 3)).map(
      ([anchor, seq, more]): Value =>
        (column) =>
          ` ${anchor}\n${seq(column + more)}`,
    ),
  ),
}));

function pairs(values: fc.Arbitrary<Value>): fc.Arbitrary<Value> {
  const pair = fc.tuple(keys, values, trivia);
  return fc
    .array(pair, { minLength: 1, maxLength: 4 })
    .map(
      (all) => (column) => all.map(([key, value, after]) => `${" ".repeat(column)}${key}:${value(column)}${after}`).join("\n"),
    );
}

function items(values: fc.Arbitrary<Value>): fc.Arbitrary<Value> {
  const compact = pairs(values).map(
    (map): Value =>
      (column) =>
        ` ${map(column + 2).trimStart()}`,
  );
  const item = fc.tuple(fc.oneof(values, compact), trivia);
  return fc
    .array(item, { minLength: 1, maxLength: 3 })
    .map((all) => (column) => all.map(([value, after]) => `${" ".repeat(column)}-${value(column)}${after}`).join("\n"));
}

/** Documents, nearly all valid but for unknown aliases and odd merges. */
export const documents: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom("", "", "---\n", "# note\n\n", "\uFEFF", "%YAML 1.2\n---\n"),
    fc.oneof(pairs(block), items(block)),
    fc.constantFrom("", "\n", "\n\n# end\n", "\n...\n"),
    fc.constantFrom("\n", "\n", "\n", "\r\n"),
  )
  .map(([start, body, end, lineBreak]) => `${start}${body(0)}${end}`.replaceAll("\n", lineBreak));

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

/** Texts of nothing but odd pieces. */
export const rubble: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      pieces,
      words,
      keys.map((key) => `${key}: `),
    ),
    { maxLength: 14 },
  )
  .map((all) => all.join(""));
