/** PowerShell: commands, words, pipes, assignments. */
import { describe, expect, it } from "vitest";
import { command, names, read, showAssignment, showInput, showSink, showWords, textAt } from "./reading.ts";

const shell = "powershell.exe -ExecutionPolicy Bypass";

describe("commands and their words", () => {
  it.each([
    ["Write-Host $env:SECRET", ["write-host: Write-Host $SECRET"]],
    ['Write-Host "a $env:A ${env:B} $c $(d)"', ['write-host: Write-Host "a "+"$A+" "+"$B+" "+"$c+" "+"$(d)', "d: d"]],
    ["Write-Host 'a $env:A ''b'''", ["write-host: Write-Host 'a $env:A 'b''"]],
    ['Write-Host "a`"$b `$c`n"', ['write-host: Write-Host "a""+"$b+" $c\n"']],
    ['Write-Host "x=$($env:A)"', ['write-host: Write-Host "x="+"$(?)', "?: $A"]],
    ["Get-ChildItem env:", ["get-childitem: Get-ChildItem env:"]],
    ["iwr -useb https://x/$y | iex", ["iwr: iwr -useb https://x/+$y", "iex: iex"]],
    ["& 'C:\\a b\\x.exe' -y; .\\run.ps1 z", ["x: 'C:\\a b\\x.exe' -y", "run.ps1: .\\run.ps1 z"]],
    ["if ($a -eq 'b') { c } elseif (d) { e } else { f }", ["?: $a -eq 'b'", "c: c", "d: d", "e: e", "f: f"]],
    ["foreach ($f in g) { h $f }", ["g: g", "h: h $f"]],
    ["a | ForEach-Object { b $_ }", ["a: a", "foreach-object: ForEach-Object", "b: b $_"]],
    ["try { a } catch [System.Exception] { b } finally { c }", ["a: a", "b: b", "c: c"]],
    ["function Get-X { param($y) a }; Get-X", ["?: $y", "a: a", "get-x: Get-X"]],
    ["a `\n -b c # comment\n<# d\n e #> f", ["a: a -b c", "f: f"]],
    ["$env:A", ["?: $A"]],
    ["$env:A.Length; $env:A.Substring(0, 3)", ["?: $A/length+.Length", "?: $A/part+.Substring+$(?)", "?: 0, 3"]],
    [
      "(New-Object Net.WebClient).DownloadFile('a', 'b')",
      ["?: $(new-object)+.DownloadFile+$(?)", "new-object: New-Object Net.WebClient", "?: 'a'+, 'b'"],
    ],
    ['a @"\nx $env:B\n"@ c', ['a: a "x "+"$B c']],
    ["a @'\nx $env:B\n'@", ["a: a 'x $env:B'"]],
    ['a -Headers @{ B = "c $env:D" }', ['a: a -Headers B+=+"c "+"$D']],
    ["a && b || c", ["a: a", "b: b", "c: c"]],
    ['a ___ "b____"', ['a: a #0 "b"+"#1']],
  ])("%s", (text, expected) => {
    expect(read(text, shell).commands.map(({ name, words }) => `${name ?? "?"}: ${showWords(words)}`)).toEqual(expected);
  });
});

describe("where output goes", () => {
  it.each([
    ["a", "log"],
    ["a > f", ">f"],
    ["a >> f", ">>f"],
    ["a > $null", "discarded"],
    ["a 2>&1 | b", "| b"],
    ["a | b | c", "| b"],
    ["$x = a", "captured by x"],
    ["$null = a", "discarded"],
    ['b "$(a)"', "captured by b"],
    ["if (a) { b }", "captured"],
    ["b | % { a } | c", "| c"],
    ["b | % { a } > f", "log"],
  ])("%s", (text, expected) => {
    expect(showSink(command(read(text, shell), "a").output)).toBe(expected);
  });

  it("knows the cmdlets that keep what they read", () => {
    const end = (text: string): string => showSink(read(text, shell).commands.at(-1)?.output ?? { kind: "log" });
    expect(end("a | Out-Null")).toBe("discarded");
    expect(end("a | Out-File -FilePath x -Append")).toBe(">>x");
    expect(end("a | Set-Content $env:BASH_ENV")).toBe(">$BASH_ENV");
    expect(end("a | Out-String")).toBe("log");
    expect(showInput(command(read("a | b", shell), "b").input)).toBe("a |");
  });
});

it("knows assignments", () => {
  const text = '$a = "b$env:C"; $env:D = $a; [string]$e = f | g; ${h} += 1; $i.j = 2; foreach ($k in 1, 2) { }';
  const facts = read(text, shell);
  expect(facts.assignments.map(showAssignment)).toEqual(['a="b"+"$C', "export D=$a", "e=$(f g)", "h+=1", "i+=2", "k=-"]);
  expect(facts.assignments.map(({ nameSpan }) => textAt(facts, nameSpan))).toEqual(["a", "D", "e", "h", "i", "k"]);
  expect(names(facts.commands)).toBe("f g ? ?".replace(/ \?$/, ""));
});

it("knows the switch of tracing", () => {
  const facts = read("a; Set-PSDebug -Trace 1; b; Set-PSDebug -Trace 0; c; Set-PSDebug -Off", shell);
  expect(["a", "b", "c"].map((name) => command(facts, name).options.xtrace)).toEqual([false, true, false]);
  expect(facts.traceSwitches.map(({ span }) => textAt(facts, span))).toEqual(["-Trace"]);
});

it("knows circumstances", () => {
  const facts = read("if (a) { b }; function f { c }; while (d) { e }", shell);
  expect(["a", "b", "c", "d", "e"].map((name) => command(facts, name).role)).toEqual([
    "condition",
    "plain",
    "plain",
    "condition",
    "plain",
  ]);
  expect(["a", "b", "c", "e"].map((name) => command(facts, name).conditional)).toEqual([false, true, false, true]);
  expect(command(facts, "c").functions).toEqual(["f"]);
});

it("gives exact places", () => {
  const facts = read('$x = 1\n  Write-Host "a $env:B" -NoNewline > f', shell);
  const found = command(facts, "write-host");
  expect(textAt(facts, found.span)).toBe('Write-Host "a $env:B" -NoNewline > f');
  expect(found.args.flatMap(({ parts }) => parts.map(({ span }) => textAt(facts, span)))).toEqual(["a ", "$env:B", "-NoNewline"]);
});
