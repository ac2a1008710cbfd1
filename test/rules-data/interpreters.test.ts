import { describe, expect, test } from "vitest";
import { executedFile, isInterpreter, packageManagers, passesInputOn, stdinRole } from "../../rules/data/interpreters.ts";
import { integrityCheck } from "../../rules/data/integrity-checks.ts";
import { wordText } from "../../rules/data/word-text.ts";
import { commandOf } from "./commands.ts";

describe("what happens to standard input", () => {
  test.each([
    ..."sh|bash|zsh|dash|ksh|bash -|bash -s|bash -s -- --version 1|bash -ex|sudo -E bash -|env A=1 sh|bash -euo pipefail".split(
      "|",
    ),
    ..."python|python3 -|python3.11 - --yes|node|node -|ruby|perl|php|php -- --install-dir=bin|php8.2 --|pwsh|pwsh -c -|pwsh -Command -".split(
      "|",
    ),
    ..."deno run -|source /dev/stdin|. /dev/stdin|iex".split("|"),
  ])("%s runs it", (text) => expect(stdinRole(commandOf(text))).toBe("runs"));

  test.each([
    ..."bash -c 'cat'|bash -ec 'cat'|bash script.sh|bash -x ./script.sh a|python3 -m json.tool|python -c 'import sys'|python3 x.py".split(
      "|",
    ),
    ..."node -e 'x'|node app.js|ruby -e 'x'|perl -pe 's/a/b/'|php -r 'x;'|pwsh -File x.ps1|pwsh -c 'x'|deno run x.ts|source x.sh".split(
      "|",
    ),
    ..."jq .|tar xz|tar -xzf -|gunzip|grep x|tee file|cat|sed s/a/b/|base64 -d|sha256sum -c".split("|"),
  ])("%s takes it as data", (text) => expect(stdinRole(commandOf(text))).toBe("data"));

  test.each(["frobnicate", "docker load", "kubectl apply -f -", "$TOOL"])("%s is not known", (text) => {
    expect(stdinRole(commandOf(text))).toBeUndefined();
  });

  test("filters hand it on", () => {
    for (const text of ["tee x", "gunzip -c", "base64 -d", "sed s/a/b/"]) expect(passesInputOn(commandOf(text))).toBe(true);
    for (const text of ["jq .", "bash", "tar x", "sha256sum"]) expect(passesInputOn(commandOf(text))).toBe(false);
  });
});

describe("files that are run", () => {
  test.each<[string, string | undefined]>([
    ["bash -ex install.sh --yes", "install.sh"],
    ["sh ./x", "./x"],
    ["source ~/.profile", "~/.profile"],
    [". ./env", "./env"],
    ["python3 -u get-pip.py", "get-pip.py"],
    ["deno run https://x.example/y.ts", "https://x.example/y.ts"],
    ["deno run -A https://x.example/y.ts", "https://x.example/y.ts"],
    ["php composer-setup.php --quiet", "composer-setup.php"],
    ["./install.sh", "./install.sh"],
    ["sudo /tmp/install", "/tmp/install"],
    ['bash "$DIR/x.sh"', "${DIR}/x.sh"],
    ["bash <(curl x)", "$(…)"],
    ["pwsh -File x.ps1", "x.ps1"],
    ["bash -c ./x", undefined],
    ["bash -s -- x", undefined],
    ["bash", undefined],
    ["python -m pip install x", undefined],
    ["curl x", undefined],
  ])("%s", (text, expected) => {
    const word = executedFile(commandOf(text));
    expect(word === undefined ? undefined : wordText(word)).toBe(expected);
  });

  test("what counts as an interpreter", () => {
    for (const text of ["bash", "python3.12", "eval x", "source x", "node"]) expect(isInterpreter(commandOf(text))).toBe(true);
    for (const text of ["jq", "publish", "pythonista", "shfmt", "rubocop"]) expect(isInterpreter(commandOf(text))).toBe(false);
    expect(packageManagers.has("apt-get")).toBe(true);
  });
});

describe("checks of integrity", () => {
  test.each([
    ["sha256sum -c sums", "checksum"],
    ["shasum -a 256 --check x", "checksum"],
    ["sha512sum -sc x", "checksum"],
    ["gpg --verify x.asc x", "signature"],
    ["cosign verify-blob x", "signature"],
    ["openssl dgst -sha256 -verify k.pem -signature s x", "signature"],
    ["sha256sum x", undefined],
    ["gpg --import x", undefined],
    ["openssl enc -d", undefined],
    ["echo sha256sum -c", undefined],
  ])("%s", (text, expected) => expect(integrityCheck(commandOf(text))).toBe(expected));
});
