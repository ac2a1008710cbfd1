import { fc } from "../property.ts";
import { describe, expect, test } from "vitest";
import type { Word } from "../../src/shell/facts.ts";
import type { Span } from "../../src/source/span.ts";
import { hasOption, lastOption, optionsNamed, parseOptions, wordSet } from "../../rules/data/options.ts";
import type { OptionSpec } from "../../rules/data/options.ts";
import { commandOf, literalWord } from "./commands.ts";

const gnu: OptionSpec = { values: wordSet("-o -H -p --output --header"), attached: wordSet("-P --password") };

function read(text: string, spec: OptionSpec = gnu): { options: string[]; operands: string[]; opaque: string[] } {
  const source = `cmd ${text}`;
  const at = ({ start, end }: Span): string => source.slice(start, end);
  const parsed = parseOptions(commandOf(source).args, spec);
  return {
    options: parsed.options.map(({ name, span, value }) =>
      [name, at(span), ...(value === undefined ? [] : [at(value.span)])].join(" | "),
    ),
    operands: parsed.operands.map((word) => at(word.span)),
    opaque: parsed.opaque.map((word) => at(word.span)),
  };
}

describe("short options", () => {
  test.each<[string, string[], string[]]>([
    ["-k url", ["-k | -k"], ["url"]],
    ["-sSLk url", ["-s | -s", "-S | S", "-L | L", "-k | k"], ["url"]],
    ["-o file url", ["-o | -o | file"], ["url"]],
    ["-ofile url", ["-o | -o | file"], ["url"]],
    ["-sLo file url", ["-s | -s", "-L | L", "-o | o | file"], ["url"]],
    ["-sofile url", ["-s | -s", "-o | o | file"], ["url"]],
    ["-o", ["-o | -o"], []],
    ["-o -k", ["-o | -o | -k"], []],
    ["-o -- x", ["-o | -o | --"], ["x"]],
    ["-P secret", ["-P | -P"], ["secret"]],
    ["-Psecret", ["-P | -P | secret"], []],
    ["-kP", ["-k | -k", "-P | P"], []],
    ["- x", [], ["-", "x"]],
    ["-1", ["-1 | -1"], []],
    ["'-sk'", ["-s | -s", "-k | k"], []],
    ['-o"a b"', ["-o | -o | a b"], []],
  ])("%s", (text, options, operands) => expect(read(text)).toEqual({ options, operands, opaque: [] }));
});

describe("long options", () => {
  test.each<[string, string[], string[]]>([
    ["--insecure url", ["--insecure | --insecure"], ["url"]],
    ["--output file url", ["--output | --output | file"], ["url"]],
    ["--output=file url", ["--output | --output | file"], ["url"]],
    ["--output= url", ["--output | --output | "], ["url"]],
    ["--header='a: b=c'", ["--header | --header | a: b=c"], []],
    ["--unknown value", ["--unknown | --unknown"], ["value"]],
    ["--password --x", ["--password | --password", "--x | --x"], []],
    ["--password=p", ["--password | --password | p"], []],
    ["--a -- --b -c", ["--a | --a"], ["--b", "-c"]],
    ["--output", ["--output | --output"], []],
    ['"--output=file"', ["--output | --output | file"], []],
  ])("%s", (text, options, operands) => expect(read(text)).toEqual({ options, operands, opaque: [] }));
});

describe("words that are not known", () => {
  test("values may hold variables, attached or not", () => {
    expect(read('-o "$FILE" x').options).toEqual(['-o | -o | "$FILE"']);
    expect(read("-p$X -P$Y").options).toEqual(["-p | -p | $X", "-P | -P | $Y"]);
    expect(read('--header="Authorization: $T"').options).toEqual(["--header | --header | Authorization: $T"]);
    expect(read('-H"A: $T" x')).toMatchObject({ options: ["-H | -H | A: $T"], operands: ["x"] });
  });

  test("the value is a word of its own", () => {
    const [option] = parseOptions(commandOf('c --header="A: $T"').args, gnu).options;
    expect(option?.value?.literal).toBeUndefined();
    expect(option?.value?.parts.map((part) => part.kind)).toEqual(["literal", "variable"]);
    expect(parseOptions(commandOf("c -o'x y'").args, gnu).options[0]?.value?.literal).toBe("x y");
  });

  test("a lone expansion is an operand that may be anything", () => {
    expect(read("$OPTS url")).toEqual({ options: [], operands: ["$OPTS", "url"], opaque: ["$OPTS"] });
    expect(read('"$URL" $(flags)')).toEqual({ options: [], operands: ['"$URL"', "$(flags)"], opaque: ['"$URL"', "$(flags)"] });
    expect(read("-$X")).toEqual({ options: [], operands: ["-$X"], opaque: ["-$X"] });
  });

  test("an option whose name is not known is not guessed", () => {
    expect(read("--$NAME=1 x")).toEqual({ options: [], operands: ["--$NAME=1", "x"], opaque: ["--$NAME=1"] });
    expect(read("--pre$X")).toEqual({ options: [], operands: ["--pre$X"], opaque: ["--pre$X"] });
    expect(read("-s$X")).toEqual({ options: ["-s | -s"], operands: [], opaque: ["-s$X"] });
  });
});

describe("commands that run commands", () => {
  const ssh: OptionSpec = { values: wordSet("-i -o -p"), stopAtOperand: true };

  test("the first operand ends the options", () => {
    expect(read("-i key host ls -l --all", ssh)).toEqual({
      options: ["-i | -i | key"],
      operands: ["host", "ls", "-l", "--all"],
      opaque: [],
    });
  });
  test("a variable that may hold options does not", () => {
    expect(read("$OPTS -p 22 host -x", ssh)).toMatchObject({ options: ["-p | -p | 22"], operands: ["$OPTS", "host", "-x"] });
  });
  test("a quoted one is the operand", () => {
    expect(read('"$HOST" -x', ssh)).toMatchObject({ options: [], operands: ['"$HOST"', "-x"] });
  });
});

describe("other styles", () => {
  test("one dash and a long name", () => {
    const terraform: OptionSpec = { values: wordSet("-var -out"), style: "long" };
    expect(read("apply -auto-approve -var 'a=b' -out=plan -var=\"t=$T\" x", terraform)).toEqual({
      options: ["-auto-approve | -auto-approve", "-var | -var | 'a=b'", "-out | -out | plan", "-var | -var | t=$T"],
      operands: ["apply", "x"],
      opaque: [],
    });
  });

  test("two letters", () => {
    const wget: OptionSpec = { values: wordSet("-O -P"), twoLetters: "n" };
    expect(read("-nv -qnd -O x url", wget).options).toEqual(["-nv | -nv", "-q | -q", "-nd | nd", "-O | -O | x"]);
    expect(read("-n", wget).options).toEqual(["-n | -n"]);
  });

  test("PowerShell takes names in any case and values after a colon", () => {
    const spec: OptionSpec = { values: wordSet("-uri -outfile"), style: "powershell" };
    const words = ["-Uri", "u", "-SkipCertificateCheck", "-OutFile:x.exe", "--", "y"].map((word) => literalWord(word));
    const parsed = parseOptions(words, spec);
    expect(parsed.options.map(({ name, value }) => [name, value?.literal])).toEqual([
      ["-uri", "u"],
      ["-skipcertificatecheck", undefined],
      ["-outfile", "x.exe"],
      ["--", undefined],
    ]);
    expect(parsed.operands.map((word) => word.literal)).toEqual(["y"]);
  });
});

test("questions about what was read", () => {
  const parsed = parseOptions(commandOf("c -k --output a -o b").args, gnu);
  expect(optionsNamed(parsed, "-o", "--output").map((option) => option.value?.literal)).toEqual(["a", "b"]);
  expect(lastOption(parsed, "-o", "--output")?.value?.literal).toBe("b");
  expect(lastOption(parsed, "-x")).toBeUndefined();
  expect([hasOption(parsed, "-k", "--insecure"), hasOption(parsed, "-x")]).toEqual([true, false]);
});

describe("any words", () => {
  const word = fc.oneof(fc.stringMatching(/^-{0,2}[a-zA-Z=:-]{0,5}$/u), fc.string());
  const style = fc.constantFrom<NonNullable<OptionSpec["style"]>>("gnu", "long", "powershell");
  const build = (texts: readonly string[]): Word[] => texts.map((text, index) => literalWord(text, index * 100));

  test("every word is an option, a value or an operand, and spans lie inside their word", () => {
    fc.assert(
      fc.property(fc.array(word), style, fc.boolean(), (texts, how, stopAtOperand) => {
        const words = build(texts);
        const parsed = parseOptions(words, { ...gnu, style: how, stopAtOperand });
        const used = new Set<Word | undefined>([
          ...parsed.operands,
          ...parsed.options.flatMap((option) => [option.word, option.value]),
        ]);
        const unused = words.filter((each) => !used.has(each));
        expect(unused.every((each) => each.literal === "--") && unused.length <= 1).toBe(true);
        for (const { span, word: at } of parsed.options) {
          expect(span.start >= at.span.start && span.end <= at.span.end && span.start < span.end).toBe(true);
        }
      }),
    );
  });

  test("a word of a million letters costs no more than a bundle", () => {
    expect(parseOptions(build([`-${"k".repeat(1_000_000)}`]), gnu).options).toHaveLength(64);
    expect(parseOptions(build([`-o${"k".repeat(1_000_000)}`]), gnu).options[0]?.value?.literal).toHaveLength(1_000_000);
  });
});
