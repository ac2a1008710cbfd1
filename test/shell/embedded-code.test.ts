/** What code in other languages prints of the environment. */
import { describe, expect, it } from "vitest";
import { environmentPrints } from "../../src/shell/embedded-code.ts";
import type { EmbeddedLanguage } from "../../src/shell/embedded-code.ts";
import { environmentPrintsOf } from "../../src/shell/one-liners.ts";
import { read, textAt } from "./reading.ts";

/** Each print as `NAME @ code`, the whole environment as `*`. */
function prints(language: EmbeddedLanguage, code: string, printsValue?: boolean): string[] {
  return environmentPrints(language, code, printsValue).map(
    ({ name, span }) => `${name ?? "*"} @ ${code.slice(span.start, span.end)}`,
  );
}

describe("Python", () => {
  it.each([
    ["import os; print(os.environ['A'])", ["A @ os.environ['A']"]],
    [
      'print(os.environ["A"], os.getenv("B"), os.environ.get("C", "x"))',
      ['A @ os.environ["A"]', 'B @ os.getenv("B")', 'C @ os.environ.get("C"'],
    ],
    ["from os import environ, getenv; print(environ['A'] + getenv('B'))", ["A @ environ['A']", "B @ getenv('B')"]],
    ["print(os.environ)", ["* @ os.environ"]],
    ["print(dict(os.environ))", ["* @ os.environ"]],
    ["import json; print(json.dumps(dict(os.environ)))", ["* @ os.environ"]],
    ["for k, v in os.environ.items(): print(k, v)", ["* @ k", "* @ v"]],
    ["t = os.environ['A']\nprint(t)", ["A @ t"]],
    ["t = base64.b64encode(os.environ['A'])\nprint(f'x {t}')", ["A @ t"]],
    ["print(f\"a {os.environ['A']} b\")", ["A @ os.environ['A']"]],
    ["print(f'{{os.environ[1]}}')", []],
    ["print('''a\n''', os.getenv('A'))", ["A @ os.getenv('A')"]],
    ["sys.stdout.write(os.environ['A'])", ["A @ os.environ['A']"]],
    ["print os.environ['A']", ["A @ os.environ['A']"]],
    ["print(os.environ['A'], file=sys.stderr)", ["A @ os.environ['A']"]],
    ["print(os.environ['A'], file=f)", []],
    ["print('os.environ[A]')", []],
    ["# print(os.environ['A'])", []],
    ["x = os.environ['A']", []],
    ["requests.post(u, os.environ['A']); print('done')", []],
    ["print(len(os.environ['A']))", []],
    ["print('A' in os.environ)", []],
    ["print(os.environ['A'] is not None)", []],
    ["t = os.environ['A']; print(len(t), bool(t))", []],
    ["print(os.environ.keys())", []],
    ["f.print(os.environ['A'])", []],
    ["print(os.environ[name])", []],
  ])("%s", (code, expected) => {
    expect(prints("python", code)).toEqual(expected);
  });
});

describe("JavaScript", () => {
  it.each([
    ["console.log(process.env.A)", ["A @ process.env.A"]],
    ['console.error("x", process.env["A"])', ['A @ process.env["A"]']],
    ["console.log(`x ${process.env.A} y`)", ["A @ process.env.A"]],
    ["console.log(process.env)", ["* @ process.env"]],
    ["console.log(JSON.stringify(process.env, null, 2))", ["* @ process.env"]],
    ["process.stdout.write(process.env?.A ?? '')", ["A @ process.env?.A"]],
    ["const t = process.env.A; console.log(t)", ["A @ t"]],
    ["const { A, B } = process.env; console.log(B)", ["B @ B"]],
    ["console.log(Object.entries(process.env))", ["* @ process.env"]],
    ["console.log(Object.keys(process.env))", []],
    ["console.log(!process.env.A, process.env.A ? 1 : 2, process.env.A.length)", []],
    ["console.log(typeof process.env.A, process.env.A === 'x')", []],
    ["// console.log(process.env.A)\n/* console.log(process.env.A) */", []],
    ["fetch(process.env.A)", []],
    ["'console.log(process.env.A)'", []],
  ])("%s", (code, expected) => {
    expect(prints("node", code)).toEqual(expected);
  });

  it("prints its value with -p", () => {
    expect(prints("node", "process.env.A", true)).toEqual(["A @ process.env.A"]);
    expect(prints("node", "process.env.B; process.env.A;\n", true)).toEqual(["A @ process.env.A"]);
    expect(prints("node", "process.env.A")).toEqual([]);
  });
});

describe("Ruby and Perl", () => {
  it.each([
    ["ruby", "puts ENV['A']", ["A @ ENV['A']"]],
    ["ruby", 'puts "x #{ENV["A"]}"; p(ENV.fetch("B"))', ['A @ ENV["A"]', 'B @ ENV.fetch("B")']],
    ["ruby", "puts ENV.to_h", ["* @ ENV.to_h"]],
    ["ruby", "x = ENV['A']\nputs x", ["A @ x"]],
    ["ruby", "puts 'ENV[1] #{ENV[2]}'; puts ENV['A'].nil?; puts ENV.key?('A')", []],
    ["perl", "print $ENV{A}", ["A @ $ENV{A}"]],
    ["perl", "print \"x $ENV{A}\\n\"; say $ENV{'B'};", ["A @ $ENV{A}", "B @ $ENV{'B'}"]],
    ["perl", "print %ENV", ["* @ %ENV"]],
    ["perl", "print '$ENV{A}'; print FH $ENV{A}; print length($ENV{A}); print keys %ENV", []],
  ] as const)("%s: %s", (language, code, expected) => {
    expect(prints(language, code)).toEqual(expected);
  });
});

it.each([
  "'",
  '"',
  "`${",
  'f"{',
  "print(",
  "print(((",
  "console.log(`${`${",
  "x = os.environ",
  "process.env[",
  "$ENV{",
  "ENV[",
  "\\",
  "#{",
  "",
])("bears the broken code %j", (code) => {
  for (const language of ["python", "node", "ruby", "perl"] as const) {
    for (const { span } of environmentPrints(language, code, true)) expect(span.end).toBeLessThanOrEqual(code.length);
  }
});

describe("code in the words of a command", () => {
  const found = (text: string): string[] => {
    const facts = read(text);
    return facts.commands.flatMap((item) =>
      environmentPrintsOf(facts, item).map(({ name, span }) => `${name ?? "*"} @ ${textAt(facts, span)}`),
    );
  };

  it.each([
    ["python -c 'import os; print(os.environ[\"A\"])'", ['A @ os.environ["A"]']],
    ["python3.11 -uc \"print(os.environ['A'])\"", ["A @ os.environ['A']"]],
    ['python3 -c "print(os.environ[\\"A\\"])"', ['A @ os.environ[\\"A\\"]']],
    ["python3 - <<'E'\nprint(os.getenv('A'))\nE", ["A @ os.getenv('A')"]],
    ["python <<E\nprint('$A')\nE", ["A @ $A"]],
    ["python <<< 'print(os.getenv(\"A\"))'", ['A @ os.getenv("A")']],
    ["python -c \"print('$A', len('${#B}'))\"", ["A @ $A"]],
    ["python -c \"x = '$A'\"", []],
    ["node -p process.env.A", ["A @ process.env.A"]],
    ["node -pe 'process.env.A'", ["A @ process.env.A"]],
    ["node -e 'console.log(process.env.A)'", ["A @ process.env.A"]],
    ["node --eval='x'; node -e 'process.env.A'", []],
    ["sudo ruby -e 'puts ENV[\"A\"]'", ['A @ ENV["A"]']],
    ["perl -ne 'print $ENV{A}'", ["A @ $ENV{A}"]],
    ["python script.py -c 'print(os.environ[\"A\"])'", []],
    ["python script.py <<'E'\nprint(os.environ['A'])\nE", []],
    ["echo 'print(os.environ[1])'", []],
  ])("%s", (text, expected) => {
    expect(found(text)).toEqual(expected);
  });
});

it("reads scripts that are Python or JavaScript themselves", () => {
  const facts = read("import os\nprint(os.environ['A'])\n", "python3");
  expect(facts.environmentPrints.map(({ name, span }) => [name, textAt(facts, span)])).toEqual([["A", "os.environ['A']"]]);
  expect(read("console.log(process.env.A)", "node").environmentPrints).toHaveLength(1);
});
