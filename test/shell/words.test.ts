/** What words are made of, and where each piece stands. */
import { describe, expect, it } from "vitest";
import type { WordPart } from "../../src/shell/facts.ts";
import { command, read, showInput, showWord, showWords, textAt } from "./reading.ts";

describe("words of a command", () => {
  it.each([
    ["x a-b /c/d *.js ~/e", "x a-b /c/d *.js ~/e"],
    ["x 'a $B' \"a $B c\" $'a\\tb'", 'x \'a $B\' "a "+"$B+" c" $\'a\tb\''],
    ["x a'b'\"c\"d", "x a+'b'+\"c\"+d"],
    ['x a\\ b "\\$C \\" \\n"', 'x a b "$C " \\n"'],
    ["x '' \"\"", "x '' \"\""],
    ["x $A ${A} $1 $@ $? ${10}", "x $A $A $1 $@ $? $10"],
    ["x ${!A} ${A[@]} ${A[0]} ${!A[@]} ${!A@}", "x $!A $A $A $A/presence $A/presence"],
    ["x ${#A} ${#A[@]} ${A:+b} ${A+b}", "x $A/length $A/length $A/presence:b $A/presence:b"],
    ["x ${A:-b} ${A-$B} ${A:=c} ${A:?no}", "x $A:b $A:$B $A:c $A:no"],
    ["x ${A%b} ${A##c} ${A:0:4} ${A^^} ${A@Q}", "x $A/part $A/part $A/part $A/part $A/part"],
    ["x ${A/b/$C} ${A//d}", "x $A/part:$C $A/part:"],
    ['x ${A:-${B:-"c $D"}}', 'x $A:$B:"c "+"$D'],
    ['x "${A:-b "c" d}"', 'x "$A:"b "+"c"+" d"'],
    ['x $(a b) `c` "$(d)"', 'x $(a) $(c) "$(d)'],
    ["x <(a) >(b)", "x <(a) >(b)"],
    ["x $(a | b; c && d)", "x $(a b c d)"],
    ["x $(a $(b))", "x $(a)"],
    ['x $((A + $B * 2)) "$((C))"', 'x $((A B)) "$((C))'],
    ["x {a,$B} @(c|$D)", "x {a,+$B+} @(c|+$D+)"],
    ['x $"a $B"', 'x "a "+"$B'],
    ['x -e "A=$B" C=$D', 'x -e "A="+"$B C=+$D'],
    ["x a\\\nb", "x ab"],
  ])("%s", (text, expected) => {
    expect(showWords(command(read(text), "x").words)).toBe(expected);
  });
});

it.each([
  ["x abc", "abc"],
  ["x 'a b'\"c\"\\d", "a bcd"],
  ["x ''", ""],
  ["x *.js", "*.js"],
  ["x a$B", undefined],
  ["x $(a)", undefined],
])("knows the literal value of the argument of %s", (text, expected) => {
  expect(command(read(text), "x").args[0]?.literal).toBe(expected);
});

describe("positions", () => {
  const show = (text: string, part: WordPart): string => text.slice(part.span.start, part.span.end);

  it.each([
    ["x a'b c'\"d $E `f`\"$G", ["a", "b c", "d ", "$E", " ", "`f`", "$G"]],
    ["x ${A:-b}${C}$((D))<(e)", ["${A:-b}", "${C}", "$((D))", "<(e)"]],
    ["x $'a\\n'b\\ c", ["a\\n", "b\\ c"]],
  ])("%s", (text, expected) => {
    expect(command(read(text), "x").args.flatMap(({ parts }) => parts.map((part) => show(text, part)))).toEqual(expected);
  });

  it("holds inside substitutions, backticks with escapes and defaults", () => {
    const text = 'x $(a "$B") `c \\`d "$E"\\` \\$F` ${G:-$(h $I)}';
    const facts = read(text);
    for (const [name, word] of [
      ["a", '"$B"'],
      ["d", '"$E"'],
      ["h", "$I"],
    ] as const) {
      const found = command(facts, name);
      expect(textAt(facts, found.words[0]?.span)).toBe(name);
      expect(textAt(facts, found.args[0]?.span)).toBe(word);
    }
    expect(textAt(facts, command(facts, "c").span)).toBe('c \\`d "$E"\\` \\$F');
    expect(showWords(command(facts, "c").args)).toBe("$(d) $F");
  });

  it("counts UTF-16 units", () => {
    const facts = read('x "😀 $A" ü');
    expect(command(facts, "x").args.map(({ span }) => textAt(facts, span))).toEqual(['"😀 $A"', "ü"]);
  });
});

describe("heredocs and here-strings", () => {
  it.each([
    ["x <<E\na $B $(c) \\$D\nE\n", "<<<a >+<$B+< >+<$(c)+< $D\n>"],
    ["x <<'E'\na $B $(c) \\$D\nE\n", "<<quoted <a $B $(c) \\$D\n>"],
    ["x <<\"E\"\n'a'\nE\n", "<<quoted <'a'\n>"],
    ["x <<-E\n\ta\n\t\t$B\n\tE\n", "<<<a\n>+<$B+<\n>"],
    ["x <<E\nE\n", "<<<>"],
    ['x <<<"a $B"', '<<<"a "+"$B'],
    ["x <<< $(a)", "<<<$(a)"],
    ["x <<A <<B\na\nA\nb\nB\n", "<<<b\n>"],
  ])("%j", (text, expected) => {
    expect(showInput(command(read(text), "x").input)).toBe(expected);
  });

  it("gives the place of each piece", () => {
    const facts = read("x <<-E\n\ta $B\n\t\tc\n\tE\ny");
    const { input } = command(facts, "x");
    const parts = input.kind === "heredoc" ? input.body.parts : [];
    expect(parts.map(({ span }) => textAt(facts, span))).toEqual(["a ", "$B", "\n", "c\n"]);
  });
});

describe("redirections", () => {
  it("are listed with operator, descriptor and target", () => {
    const { redirects } = command(read("x <a >b >>c 2>&1 &>d 3<>e {fd}>f >|g 4>&- <<<h"), "x");
    expect(
      redirects.map(({ operator, fd, variable, target }) => `${fd ?? variable ?? ""}${operator}${showWord(target)}`),
    ).toEqual(["<a", ">b", ">>c", "2>&1", "&>d", "3<>e", "fd>f", ">|g", "4>&-", "<<<h"]);
  });
});

describe("unknown templates", () => {
  it.each([
    ["x ___", "x #0"],
    ["x a___b", "x a+#0+b"],
    ["x '___' \"a___\" a\\ ___", 'x \'#0 "a"+"#1 a +#2'],
    ['x "\\$A ___ \\"b"', 'x "$A "+"#0+" "b"'],
    ["x $'\\t___'", "x $'\t'+$'#0"],
    ["x ___$A___ ", "x #0+$"],
    ["x ${___} $A___ ${A}___", "x $ $ $A+#2"],
    ["x ${A:-___}", "x $A:#0"],
    ["x $(a ___)", "x $(a)"],
    ["x $((___ + A))", "x $((A))"],
    ["x {a,___}", "x {a,+#0+}"],
    ["x ___.example.com/____-____", "x #0+.example.com/+#1+-+#2"],
  ])("%s", (text, expected) => {
    expect(showWords(command(read(text), "x").words)).toBe(expected);
  });

  it("make a name unknown, and the hole is kept", () => {
    const [variable] = command(read("x $A___"), "x").args[0]?.parts ?? [];
    expect(variable).toMatchObject({ kind: "variable", name: "", nameHole: 0 });
    expect(read("___ a").commands.map(({ name, words }) => [name, showWords(words)])).toEqual([[undefined, "#0 a"]]);
  });

  it("are found in heredocs, targets, assignments and lists", () => {
    const facts = read('x <<E >___\na ____ b\nE\nA=_____ B+="______"; for i in _______; do :; done');
    const { input, redirects } = command(facts, "x");
    expect(showInput(input)).toBe("<<<a >+<#1+< b\n>");
    expect(showWord(redirects[1]?.target)).toBe("#0");
    expect(facts.assignments.map(({ value }) => showWord(value))).toEqual(["#2", '"#3', "#4"]);
  });

  it("are found where quoting keeps the shell from expanding", () => {
    const { input } = command(read("x <<'E'\n$A ___ \\b\nE\n"), "x");
    expect(showInput(input)).toBe("<<quoted <$A >+<#0+< \\b\n>");
  });
});
