/** Assignments, what they hold and where, and how values travel through variables. */
import { describe, expect, it } from "vitest";
import { originsOf } from "../../src/shell/origins.ts";
import { readsOf, sourcesOf, templatesIn } from "../../src/shell/variables.ts";
import { command, names, read, showAssignment, showWord, textAt } from "./reading.ts";

describe("assignments", () => {
  it.each([
    ['A=1 B+="$C" D=', ["A=1", 'B+="$C', "D="]],
    ["A=$(x) B=`y`", ["A=$(x)", "B=$(y)"]],
    ["export A=1 B \"C=$D\" 'E=f'", ["export A=1", "export B=-", 'export C="$D', "export E='f'"]],
    ["export -n A", ["A=-"]],
    ["export -f f; export -p; declare -p A; declare -F", []],
    ["declare -x A=1; declare -r B=2; typeset C; local D=$E; readonly F=g", ["export A=1", "B=2", "C=-", "D=$E", "F=g"]],
    ['read -r A B; read -p "Name: " C; read -sp x D; read -ra E; read -n 1', ["A=-", "B=-", "C=-", "D=-", "E=-"]],
    ["mapfile -t A < f; readarray -d , B", ["A=-", "B=-"]],
    ['printf -v A %s "$B"; printf %s x', ['A=%s+ +"$B']],
    ["getopts ab: A", ["A=-"]],
    ['for A in b "$C" $(d); do :; done', ['A=b+ +"$C+ +$(d)']],
    ["for A do :; done; select B in c; do :; done", ["A=-", "B=c"]],
    ['A=(b "$C" d); A+=(e); A[1]=f; declare -A G=([x]=y)', ['A=b+ +"$C+ +d', "A+=e", "A=f", "G=[x]=y"]],
    [": ${A:=b} ${C:-d}", ["A=b"]],
    ["A=1 x; env B=2 x", ["export A=1", "export B=2"]],
    ["___=1; export A___=2; B=___", ["=1", "export =2", "B=#2"]],
    ["x A=1; make B=2; docker build --build-arg C=3", []],
  ])("%s", (text, expected) => {
    expect(read(text).assignments.map(showAssignment)).toEqual(expected);
  });

  it("stand where they are written", () => {
    const facts = read('A=1; export "B=$C"; read -r D; for E in f; do :; done');
    expect(facts.assignments.map(({ nameSpan }) => textAt(facts, nameSpan))).toEqual(["A", "B", "D", "E"]);
    expect(facts.assignments.map(({ value }) => textAt(facts, value?.span))).toEqual(["1", '$C"', undefined, "f"]);
    expect(facts.assignments.map(({ span }) => textAt(facts, span))).toEqual(["A=1", '"B=$C"', "read -r D", "E in f"]);
  });

  it("know what they belong to", () => {
    const facts = read("A=1 x; B=2; (C=3); y | D=4; if z; then E=5; fi; f() { F=6; }; G=$(H=7)");
    const of = (name: string): unknown[] => {
      const fact = facts.assignments.find((candidate) => candidate.name === name);
      return [fact?.scope?.name, textAt(facts, fact?.within), fact?.conditional, fact?.functions.join()];
    };
    expect(of("A")).toEqual(["x", undefined, false, ""]);
    expect(of("B")).toEqual([undefined, undefined, false, ""]);
    expect(of("C")).toEqual([undefined, "(C=3)", false, ""]);
    expect(of("D")).toEqual([undefined, "D=4", false, ""]);
    expect(of("E")).toEqual([undefined, undefined, true, ""]);
    expect(of("F")).toEqual([undefined, undefined, false, "f"]);
    expect(of("H")).toEqual([undefined, "$(H=7)", false, ""]);
  });

  it("are words of `export` and its like too", () => {
    const facts = read("export A=b$C D");
    expect(command(facts, "export").args.map(showWord)).toEqual(["A=b+$C", "D"]);
  });
});

describe("what may have given X its value at `use`", () => {
  it.each([
    ["use", [], true],
    ["X=1; use", ["1"], false],
    ["use; X=1", [], true],
    ["X=1; X=2; use", ["2"], false],
    ["X=1; if a; then X=2; fi; use", ["2", "1"], false],
    ["if a; then X=2; else X=3; fi; use", ["3", "2"], true],
    ["X=1; X+=2; use", ["2", "1"], false],
    ["X=1 a; use", [], true],
    ["(X=1); use", [], true],
    ["(X=1; use)", ["1"], false],
    ["X=1; (use)", ["1"], false],
    ["export X; use", [], true],
    ["for X in a b; do use; done", ["a+ +b"], false],
    ["f() { use; }; X=1; f", ["1"], true],
    ["f() { use; }; f; X=1", [], true],
    ["f() { X=1; use; }", ["1"], false],
    ["f() { X=1; }; f; use", ["1"], true],
    ["X=2; f() { X=1; }; f; use", ["1", "2"], false],
    ["a && X=1; use", ["1"], true],
    [": ${X:=1}; use", ["1"], true],
  ])("%s", (text, values, outside) => {
    const facts = read(text);
    const origins = originsOf(facts, "X", command(facts, "use"));
    expect([origins.assignments.map(({ value }) => showWord(value)), origins.outside]).toEqual([values, outside]);
  });
});

describe("the variables whose values X carries at `use`", () => {
  it.each([
    ["use", ["X"]],
    ["X=$T; use", ["T"]],
    ["X=1; use", []],
    ['X="a-$T-$U"; use', ["T", "U"].toReversed()],
    ["X=${T:-$U}; use", ["U", "T"]],
    ["A=$T; B=$A; X=$B; use", ["T"]],
    ["X=${X:-d}; use", ["X"]],
    ["X=${T:0:4}; use", ["T changed"]],
    ["X=${T:+set} Y=${#T}; use", []],
    ["X=$(echo $T | base64 | rev); use", ["T through echo base64 rev"]],
    ["X=$(cut -c1 <<< $T); use", ["T through cut"]],
    ["A=$(rev <<< $T); X=$A; use", ["T through rev"]],
    ["X=$(date); use", []],
    ["X=$Y; Y=$X; X=$Y; use", ["Y"]],
    ["while a; do X=$Y; Y=$X; done; use", ["X", "Y"]],
    ["export X=$T; use", ["T"]],
    ["X=($T); use", ["T"]],
    ["for X in $T; do use; done", ["T"]],
    ["X=$(f $(g $T)); use", ["T through f g"]],
  ])("%s", (text, expected) => {
    const facts = read(text);
    const sources = sourcesOf(facts, "X", command(facts, "use")).map(({ name, derivedThrough, changed }) =>
      [name, ...(changed ? ["changed"] : []), ...(derivedThrough.length > 0 ? ["through", names(derivedThrough)] : [])].join(" "),
    );
    expect(sources).toEqual(expected);
  });

  it("gives the way", () => {
    const facts = read("A=$T; X=$A; use");
    const [source] = sourcesOf(facts, "X", command(facts, "use"));
    expect(source?.path.map(showAssignment)).toEqual(["X=$A", "A=$T"]);
  });
});

it("lists what a word reads by itself", () => {
  const facts = read('x "$A${B:-$C}$(y $D)${#E}___${F:-___}$G___"');
  const [word] = command(facts, "x").args;
  if (word === undefined) throw new Error("no argument");
  expect([...readsOf(word)].map(({ name, yields }) => `${name} ${yields}`)).toEqual([
    "A value",
    "B value",
    "C value",
    "E length",
    "F value",
    " value",
  ]);
  expect([...templatesIn(word)].map(({ hole, part }) => `${hole} ${part.kind}`)).toEqual([
    "0 template",
    "1 template",
    "2 variable",
  ]);
});
