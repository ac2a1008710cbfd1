/** Shell options: where they are switched and where they hold. */
import { describe, expect, it } from "vitest";
import type { ShellOptions } from "../../src/shell/facts.ts";
import { readScript } from "../../src/shell/read-script.ts";
import { readShellKey } from "../../src/shell/shell-key.ts";
import { command, read, textAt } from "./reading.ts";

function show(options: ShellOptions): string {
  const letters = { xtrace: "x", errexit: "e", pipefail: "p", verbose: "v" } as const;
  return (Object.keys(letters) as (keyof ShellOptions)[]).map((name) => (options[name] ? letters[name] : "")).join("");
}

describe("options in force at `a`", () => {
  it.each([
    ["a", ""],
    ["set -x; a", "x"],
    ["a; set -x", ""],
    ["set -eux; a", "xe"],
    ["set -euo pipefail; a", "ep"],
    ["set -o errexit -o xtrace; a", "xe"],
    ["set -ex; set +x; a", "e"],
    ["set -x; set +o xtrace; a", ""],
    ["set -x; { set +x; } 2>/dev/null; a", ""],
    ["set -v; a", "v"],
    ["set -- -x; a", ""],
    ["set - x; a", ""],
    ["shopt -so xtrace; a", "x"],
    ["shopt -s -o xtrace; a", "x"],
    ["set -x; shopt -uo xtrace; a", ""],
    ["shopt -s extglob; a", ""],
    ["(set -x; a)", "x"],
    ["(set -x); a", ""],
    ["X=$(set -x); a", ""],
    ["set -x | b; a", ""],
    ["set -x & a", ""],
    ["{ set -x; }; a", "x"],
    ["if b; then set -x; fi; a", "x"],
    ["b && set -x; a", "x"],
    ["set -x; x $(a)", "x"],
    ["set -x; (a)", "x"],
    ["f() { set -x; }; a", ""],
    ["f() { set -x; }; f; a", "x"],
    ["f() (set -x); f; a", ""],
    ["f() { set +x; }; set -x; f; a", ""],
    ["f() { a; }; set -x; f", "x"],
    ["f() { a; }; f; set -x", ""],
    ["f() { g; }; g() { a; }; set -x; f", "x"],
    ["f() { set +x; a; }; set -x; f", ""],
    ["eval 'set -x'; a", "x"],
    ["eval set -x; a", "x"],
    ["bash -c 'set -x'; a", ""],
    ["set -x; bash -c a", ""],
    ["bash -xc a", "x"],
    ["bash -euo pipefail -c a", "ep"],
    ["ssh h 'set -x; a'", "x"],
    ["set ${DEBUG:+-x}; a", "x"],
    ["set -${DEBUG:+x}e; a", "xe"],
    ["set $FLAGS; a", ""],
    ["echo set -x; a", ""],
  ])("%s", (text, expected) => {
    expect(show(command(read(text), "a").options)).toBe(expected);
  });
});

describe("places that switch tracing on", () => {
  it.each([
    ["set -x", ["set -x"]],
    ["set -eux; set +x; set -o xtrace", ["set -eux", "set xtrace"]],
    ["bash -x script.sh", ["nested-shell -x"]],
    ["sh -exc 'a'", ["nested-shell -exc"]],
    ["bash -o xtrace s.sh", ["nested-shell xtrace"]],
    ["sudo bash -x s.sh", ["nested-shell -x"]],
    ["bash -c 'set -x; a'", ["set -x"]],
    ["PS4='+ $LINENO '; set -e", []],
    ["echo 'set -x' # set -x", []],
    ["curl -x proxy; ssh -x h", []],
    ["#!/bin/bash -ex\na", ["shebang -ex"]],
  ])("%s", (text, expected) => {
    const facts = read(text);
    expect(facts.traceSwitches.map(({ kind, span }) => `${kind} ${textAt(facts, span)}`)).toEqual(expected);
  });

  it("has no place in the script for the key", () => {
    const facts = read("a", "bash -eox pipefail");
    expect(facts.traceSwitches).toEqual([{ kind: "shell-key", span: undefined }]);
    expect(show(facts.initialOptions)).toBe("xep");
    expect(command(facts, "a").options).toEqual(facts.initialOptions);
  });
});

describe("the shell key", () => {
  it.each([
    [undefined, "bash", "ep"],
    ["", "bash", "ep"],
    ["bash", "bash", ""],
    ["/bin/bash -eo pipefail", "bash", "ep"],
    ["/bin/bash --login -eo pipefail", "bash", "ep"],
    ["/bin/bash -l -eox pipefail", "bash", "xep"],
    ["bash -x", "bash", "x"],
    ["bash.exe", "bash", ""],
    ["/usr/bin/env bash -e", "bash", "e"],
    ["sudo -E bash -x", "bash", "x"],
    ["/bin/sh -e", "sh", "e"],
    ["/bin/sh -leo pipefail", "sh", "ep"],
    ["/bin/zsh", "bash", ""],
    ["/bin/bash -eox pipefail -O globstar", "bash", "xep"],
    ["powershell.exe -ExecutionPolicy Bypass", "powershell", ""],
    ["pwsh", "powershell", ""],
    ["C:\\Windows\\System32\\cmd.exe", "cmd", ""],
    ["python3", "python", ""],
    ["/usr/bin/env python3.11", "python", ""],
    ["node", "node", ""],
    ["ruby", "other", ""],
    ["nix-shell --run", "other", ""],
    ["______", "bash", ""],
    ["/bin/____ -e", "bash", "e"],
    ["<< parameters.shell >>", "bash", ""],
  ])("%s", (shell, language, options) => {
    const key = readShellKey(shell);
    expect([key.language, show(key.options)]).toEqual([language, options]);
  });
});

describe("the first line", () => {
  it.each([
    ["#!/bin/bash\na", undefined, "bash", "ep"],
    ["#!/usr/bin/env -S bash -x\na", undefined, "bash", "xep"],
    ["#!/bin/sh -e\na", "bash", "sh", "e"],
    ["#!/usr/bin/env python3\nprint(1)", undefined, "python", "ep"],
    ["#!/usr/bin/env node\n1", "bash", "node", ""],
    ["#!/usr/bin/perl\n1", "bash", "other", ""],
    ["#! /usr/bin/env pwsh\n1", "bash", "powershell", ""],
    ["#!\na", "bash", "bash", ""],
    ["\n#!/usr/bin/env python3\na", "bash", "bash", ""],
    ["# comment\na", "python3", "python", ""],
  ])("%j", (text, shell, language, options) => {
    const facts = readScript({ text, holes: [], shell });
    expect([facts.language, show(facts.initialOptions)]).toEqual([language, options]);
  });
});

it("says which languages are not read", () => {
  expect(read("print(1)", "python3").notUnderstood).toBe("the script is written in python");
  expect(read("puts 1", "ruby").notUnderstood).toBe("the script is written in a language that is not read");
  expect(read("puts 1", "ruby").commands).toEqual([]);
});
