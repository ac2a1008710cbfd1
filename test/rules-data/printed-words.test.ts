import { describe, expect, test } from "vitest";
import { printedNames, printedWords } from "../../rules/data/printed-words.ts";
import { wordText } from "../../rules/data/word-text.ts";
import { readScript } from "../../src/shell/read-script.ts";

/** The texts that the first command of a script prints. */
function printed(text: string, shell = "bash"): readonly string[] {
  const facts = readScript({ text, holes: [], shell });
  const [command] = facts.commands;
  if (command === undefined) throw new Error(`no command in ${text}`);
  return [
    ...printedWords(command, facts).map(({ word, as }) => `${as} ${wordText(word).trim()}`),
    ...printedNames(command, facts).map(({ name, span }) => `${name ?? "*"} at ${facts.text.slice(span.start, span.end)}`),
  ];
}

describe("the words that a command prints", () => {
  test.each<[string, readonly string[], string?]>([
    ['echo -n "a $X"', ["kept -n", "kept a ${X}"]],
    ["printf '%s' $X", ["kept %s", "kept ${X}"]],
    ["printf -v out '%s' $X", []],
    ["cat <<< $X", ["kept ${X}"]],
    ["cat <<E\na $X\nE", ["kept a ${X}"]],
    ["base64 <<< $X", ["changed ${X}"]],
    ["docker login --password-stdin <<< $X", []],
    ["jq -n --arg a $X --argjson b $Y '{$a, $b}'", ["kept ${X}", "kept ${Y}"]],
    ["jq --arg a $X '.a = $a' file", []],
    ["circleci env subst $X", ["kept ${X}"]],
    ["circleci run $X", []],
    ["curl $X", []],
    ["kubectl create secret generic a --from-literal=b=$X", []],
    ["kubectl create secret generic $X -o name", []],
    ["kubectl get secret $X -o yaml", []],
    [
      "kubectl create secret generic $X -oyaml",
      ["create", "secret", "generic", "${X}", "-oyaml"].map((word) => `changed ${word}`),
    ],
    ["printenv A B", ["A at A", "B at B"]],
    ["printenv", []],
    ["declare -p A", ["A at A"]],
    ["declare A", []],
    ["set A", []],
    ["python3 -c 'import os; print(os.environ[\"A\"])'", ['A at os.environ["A"]']],
    ["node -p process.env", ["* at process.env"]],
    ["Write-Host $env:X", ["kept ${X}"], "pwsh"],
    ["$env:X", ["kept ${X}"], "pwsh"],
    ["& $env:X a", [], "pwsh"],
    ["$env:X -eq 'a'", [], "pwsh"],
    ["'a' + $env:X", ["kept a", "kept +", "kept ${X}"], "pwsh"],
    ["$client.Send($env:X)", ["kept ${client}"], "pwsh"],
    ["[IO.File]::WriteAllText('a', $env:X)", [], "pwsh"],
    ["Get-Item env:A", ["A at env:A"], "pwsh"],
    ["Get-Item env:", [], "pwsh"],
    ["Get-Item A", [], "pwsh"],
    ["echo %X%", ["kept ${X}"], "cmd.exe"],
    ["set A", ["A at A"], "cmd.exe"],
    ["set A=1", [], "cmd.exe"],
  ])("%s", (text, expected, shell) => expect(printed(text, shell)).toEqual(expected));
});
