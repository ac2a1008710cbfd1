/** What holds for every text, whatever it says. */
import { fc } from "../property.ts";
import { describe, expect, it } from "vitest";
import { isComment } from "../../src/shell/comments.ts";
import type { ScriptFacts } from "../../src/shell/facts.ts";
import { environmentPrintsOf } from "../../src/shell/one-liners.ts";
import { readScript } from "../../src/shell/read-script.ts";
import { finalSink, pipelineAfter } from "../../src/shell/sinks.ts";
import { readsOf, sourcesOf } from "../../src/shell/variables.ts";
import type { Span } from "../../src/source/span.ts";
import { spansIn } from "./reading.ts";

const pieces = fc.constantFrom(
  ..."$ ( ) { } [ ] < > | & ; ' \" ` \\ # = ! * ? ~ % ^ @ \n \t , : - + /".split(" "),
  ...[
    " ",
    "$(",
    "${",
    "$((",
    "))",
    "<(",
    ">(",
    "<<E\n",
    "E\n",
    "<<-'E'\n",
    "<<<",
    "[[ ",
    " ]]",
    "((",
    "2>&1",
    ">&",
    "&>",
    "||",
    "&&",
    ";;",
  ],
  ...["if ", "then ", "fi ", "for x in ", "do ", "done ", "case ", "esac ", "function ", "f() ", "while ", "coproc ", "select "],
  ...[
    "echo ",
    "bash -c ",
    "eval ",
    "ssh h ",
    "export ",
    "A=",
    "$A",
    "${A:-",
    "set -x",
    "sudo ",
    "env ",
    "cat ",
    "xargs ",
    "exec ",
    "trap ",
  ],
  ...[
    "$env:A ",
    "%A% ",
    "python -c ",
    "print(",
    "process.env.A",
    "@{",
    '@"\n',
    "<#",
    "#>",
    "😀",
    "é",
    "\0",
    "\r\n",
    "a",
    "1",
    "____",
  ],
);
const script = fc.oneof(
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join("")),
);
const shell = fc.constantFrom(undefined, "bash", "sh -x", "pwsh", "cmd.exe", "python3", "node", "ruby");

function holesIn(text: string): Span[] {
  return [...text.matchAll(/_{3,}/g)].map(({ 0: mask, index }) => ({ start: index, end: index + mask.length }));
}

function ask(facts: ScriptFacts): void {
  for (const command of facts.commands) {
    pipelineAfter(command);
    finalSink(command);
    environmentPrintsOf(facts, command);
    for (const word of command.words) for (const { name } of readsOf(word)) sourcesOf(facts, name, command);
    isComment(facts, command.span);
  }
}

describe("every text", () => {
  it("is read without a crash, with all spans inside it and facts in order", () => {
    fc.assert(
      fc.property(script, shell, (text, key) => {
        const facts = readScript({ text, holes: holesIn(text), shell: key });
        for (const { start, end } of spansIn(facts)) {
          if (!(start >= 0 && start <= end && end <= text.length)) throw new Error(`span ${start}–${end} of ${text.length}`);
        }
        // What a caught exception would leave behind.
        expect(facts.notUnderstood ?? "").not.toMatch(/parser failed|could not be read$/);
        const starts = facts.commands.map(({ span }) => span.start);
        expect(starts).toEqual([...starts].sort((a, b) => a - b));
        ask(facts);
      }),
      { numRuns: 1500 },
    );
  });

  it("gives the same facts with a template in a literal's place, but for that part", () => {
    const word = fc.stringMatching(/^[a-z]{1,6}$/);
    fc.assert(
      fc.property(word, word, fc.constantFrom(" ", "'", '"'), (first, second, quote) => {
        const mark = quote.trim();
        const text = `x ${mark}${first}____${second}${mark} | y > z____`;
        const facts = readScript({ text, holes: holesIn(text), shell: "bash" });
        const [argument] = facts.commands[0]?.args ?? [];
        expect(argument?.parts.map((part) => (part.kind === "literal" ? part.text : part.kind))).toEqual([
          first,
          "template",
          second,
        ]);
        expect(argument?.literal).toBeUndefined();
      }),
    );
  });

  it("copes with holes that overlap or lie outside", () => {
    fc.assert(
      fc.property(
        script,
        fc.array(fc.tuple(fc.integer({ min: -5, max: 60 }), fc.integer({ min: -5, max: 60 })), { maxLength: 5 }),
        (text, pairs) => {
          readScript({ text, holes: pairs.map(([start, end]) => ({ start, end })), shell: "bash" });
        },
      ),
      { numRuns: 300 },
    );
  });
});
