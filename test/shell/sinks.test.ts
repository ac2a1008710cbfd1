/** Where output goes: pipes, redirections, groups, functions, substitutions. */
import { describe, expect, it } from "vitest";
import { finalSink, pipelineAfter, reachesLog } from "../../src/shell/sinks.ts";
import { command, names, read, showInput, showSink } from "./reading.ts";

describe("standard output and error of `a`", () => {
  it.each([
    ["a", "log", "log"],
    ["a >f", ">f", "log"],
    ["a >>f", ">>f", "log"],
    ["a >|f", ">f", "log"],
    ["a 2>f", "log", ">f"],
    ["a >f 2>&1", ">f", ">f"],
    ["a 2>&1 >f", ">f", "log"],
    ["a &>f", ">f", ">f"],
    ["a &>>f", ">>f", ">>f"],
    ["a >&f", ">f", ">f"],
    ["a >&2", "log", "log"],
    ["a >f >&2", "log", "log"],
    ["a 2>f >&2", ">f", ">f"],
    ["a 3>&1 >f 2>&3", ">f", "log"],
    ["a 3>&1 1>&2 2>&3 2>f", "log", ">f"],
    ["a {l}>f >&$l", ">f", "log"],
    ["a >/dev/null", "discarded", "log"],
    ["a &>/dev/null", "discarded", "discarded"],
    ["a >&-", "discarded", "log"],
    ["a >/dev/stdout", "log", "log"],
    ["a >/dev/stderr", "log", "log"],
    ["a >/dev/tty", "log", "log"],
    ["a >f >/dev/stderr", "log", "log"],
    ['a >"$F" 2>>${G}', '>"$F', ">>$G"],
    ["a | b", "| b", "log"],
    ["a |& b", "| b", "| b"],
    ["a 2>&1 | b", "| b", "| b"],
    ["a >f | b", ">f", "log"],
    ["a > >(b)", "| b", "log"],
    ["a | { b; c; }", "| b c", "log"],
    ["a | while read x; do b; done", "| read b", "log"],
    ["a | if b; then c; fi", "| b c", "log"],
    ["a | (b <f; c)", "| c", "log"],
    ["{ a; } >f", ">f", "log"],
    ["{ a >g; } >f", ">g", "log"],
    ["{ a >&2; } >f", "log", "log"],
    ["{ a >&2; } 2>f", ">f", ">f"],
    ["(a) 2>/dev/null | b", "| b", "discarded"],
    ["if x; then a; fi >f", ">f", "log"],
    ["while x; do a; done | b", "| b", "log"],
    ["for i in 1; do a; done >f 2>&1", ">f", ">f"],
    ["case x in x) a;; esac >f", ">f", "log"],
    ["x $(a)", "captured by x", "log"],
    ["x $(a 2>&1)", "captured by x", "captured by x"],
    ["x $(a >&2)", "log", "log"],
    ["X=$(a)", "captured by X", "log"],
    ["X=$(a) x", "captured by X", "log"],
    ["export X=$(a)", "captured by X", "log"],
    ["x <(a)", "captured by x", "log"],
    ["x < <(a)", "| x", "log"],
    ["while read x; do b; done < <(a)", "| read b", "log"],
    ["x <<< $(a)", "captured by x", "log"],
    ["x <<E\n$(a)\nE", "captured by x", "log"],
    ["for i in $(a); do b; done", "captured by i", "log"],
    ["[[ -n $(a) ]]", "captured by [[", "log"],
    ["exec >f; a", ">f", "log"],
    ["exec >f 2>&1; a", ">f", ">f"],
    ["exec 3>&1 >f; a >&3", "log", "log"],
    ["exec > >(b); a", "| b", "log"],
    ["(exec >f); a", "log", "log"],
    ["exec b; a >f", ">f", "log"],
    ["coproc a", "discarded", "log"],
  ])("%s", (text, output, error) => {
    const found = command(read(text), "a");
    const shown = showSink(found.output) === "| " ? "discarded" : showSink(found.output);
    expect([shown, showSink(found.errorOutput)]).toEqual([output, error]);
  });
});

describe("the body of a function writes where its callers do", () => {
  it.each([
    ["f() { a; }", "log"],
    ["f() { a; }; f", "log"],
    ["f() { a; }; f >g", ">g"],
    ["f() { a; }; f | b", "| b"],
    ["f() { a; }; X=$(f)", "captured by X"],
    ["f() { a; }; f >g; f >/dev/null", ">g & discarded"],
    ["f() { a; }; f; f", "log"],
    ["f() { a; } >h; f >g", ">h"],
    ["f() { a >&2; }; f >g", "log"],
    ["f() { a >&2; }; f >g 2>&1", ">g"],
    ["f() { a; }; g() { f; }; g >h", ">h"],
    ["g() { f; }; f() { a; }; g >h", ">h"],
    ["f() { a; f; }; f >g", ">g"],
    ["f() { a; g; }; g() { f; }; f >h", ">h"],
    ["f() { a; }; sudo f >g", "log"],
    ["f() { a; }; f() { b; }; f >g", ">g"],
  ])("%s", (text, expected) => {
    expect(showSink(command(read(text), "a").output)).toBe(expected);
  });

  it("and reads what they read", () => {
    expect(showInput(command(read("f() { a; }; b | f"), "a").input)).toBe("b |");
    expect(showInput(command(read("f() { a; }; f <g"), "a").input)).toBe("<g");
    expect(names(pipelineAfter(command(read("f() { a; }; b | f >c"), "b")))).toBe("f a");
  });

  it("shows in the pipe that a call feeds", () => {
    expect(showInput(command(read("f() { a; b >x; }; f | c"), "c").input)).toBe("f a |");
  });
});

describe("standard input of `a`", () => {
  it.each([
    ["a", "inherited"],
    ["a <f", "<f"],
    ["b | a", "b |"],
    ["b | a <f", "<f"],
    ["{ b; c >x; } | a", "b |"],
    ["b |& a", "b |"],
    ["b 2>&1 >x | a", "b |"],
    ["b | { a; }", "b |"],
    ["{ a; } <f", "<f"],
    ["a < <(b)", "b |"],
    ["b > >(a)", "b |"],
    ["tee >(a)", "tee |"],
    ["b | x $(a)", "b |"],
    ["a 3<f", "inherited"],
    ["a </dev/stdin", "inherited"],
  ])("%s", (text, expected) => {
    expect(showInput(command(read(text), "a").input)).toBe(expected);
  });
});

it("follows pipelines to their end", () => {
  const cases = [
    ["a | b | c >f", "b c", ">f"],
    ["a | b | c", "b c", "log"],
    ["a | { b; c >f; }", "b c", "log & >f"],
    ["a | tee f | grep x", "tee grep", "log"],
    ["X=$(a | b)", "b", "captured by X"],
    ["a >f", "", ">f"],
    ["a | > f", "?", ">f"],
    ["a | while read x; do b; done", "read b", "log"],
    ["a | while read x; do b > f; done", "read b", ">f"],
    ["a | read x", "read", "discarded"],
    ["a | if [[ -n $x ]]; then b > f; fi", "b", ">f"],
    ["a | f() { b; }", "", "discarded"],
  ] as const;
  for (const [text, after, end] of cases) {
    const first = command(read(text), "a");
    expect([names(pipelineAfter(first)), showSink(finalSink(first))]).toEqual([after, end]);
  }
});

it("tells sinks that reach the log", () => {
  const reaches = (text: string): boolean => reachesLog(command(read(text), "a").output);
  expect(["a", "f() { a; }; f; f >x"].map(reaches)).toEqual([true, true]);
  expect(["a >x", "a | b", "X=$(a)", "a >/dev/null"].map(reaches)).toEqual([false, false, false, false]);
});
