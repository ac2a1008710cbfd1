/** cmd.exe: commands, words, redirections, `set`. */
import { describe, expect, it } from "vitest";
import { command, read, showAssignment, showInput, showSink, showWords, textAt } from "./reading.ts";

describe("commands and their words", () => {
  it.each([
    ['echo %A% "b %C%"', ['echo: echo $A "b "+"$C']],
    ["@echo off\r\ncall x.cmd /y\r\n", ["echo: echo off", "x: x.cmd /y"]],
    ["rem echo a\n:: echo b\nremove c", ["remove: remove c"]],
    ['"C:\\a b\\x.exe" y', ['x: "C:\\a b\\x.exe" y']],
    ["a ^\n b ^& c", ["a: a b & c"]],
    ["a %B:~0,3% !C! %1 %%i 100%", ["a: a $B/part $C $1 $i 100%"]],
    ['if "%A%"=="b" c & if not exist d e', ["c: c", "e: e"]],
    ["if errorlevel 1 exit /b 1", ["exit: exit /b 1"]],
    ["if %A% EQU 1 (b) else (c)", ["b: b", "c: c"]],
    ["for %%i in (a b) do c %%i", ["c: c $i"]],
    ['a ___ "b____"', ['a: a #0 "b"+"#1']],
    ["a <b 2>nul", ["a: a"]],
  ])("%j", (text, expected) => {
    expect(read(text, "cmd.exe").commands.map(({ name, words }) => `${name ?? "?"}: ${showWords(words)}`)).toEqual(expected);
  });
});

it.each([
  ["a", "log"],
  ["a > f", ">f"],
  ["a >> %F%", ">>$F"],
  ["a > nul 2>&1", "discarded"],
  ["a 1>f", ">f"],
  ["a | b", "| b"],
  ["a 2>f", "log"],
])("knows where the output of %s goes", (text, expected) => {
  expect(showSink(command(read(text, "cmd"), "a").output)).toBe(expected);
});

it("knows pipes and circumstances", () => {
  const facts = read("a | b && c || d", "cmd");
  expect(showInput(command(facts, "b").input)).toBe("a |");
  expect(["b", "c", "d"].map((name) => [command(facts, name).role, command(facts, name).conditional])).toEqual([
    ["condition", false],
    ["excused", true],
    ["plain", true],
  ]);
  expect(command(facts, "c").onFailure?.name).toBe("d");
});

it("knows assignments", () => {
  const facts = read('set A=%B% c\nset "D=e f"\nset /p G=Name:\nsetx H i\nset\nset A', "cmd");
  expect(facts.assignments.map(showAssignment)).toEqual(["export A=$B+ +c", 'export D="e f"', "export G=-", "export H=i"]);
  expect(facts.assignments.map(({ nameSpan }) => textAt(facts, nameSpan))).toEqual(["A", "D", "G", "H"]);
});

it("gives exact places", () => {
  const facts = read("cd x\r\necho %A% > f\r\n", "cmd");
  expect(textAt(facts, command(facts, "echo").span)).toBe("echo %A% > f");
  expect(textAt(facts, command(facts, "echo").args[0]?.span)).toBe("%A%");
});
