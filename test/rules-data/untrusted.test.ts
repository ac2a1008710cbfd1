import { describe, expect, test } from "vitest";
import { outputSource } from "../../rules/data/untrusted/command-output.ts";
import { isHarmlessExpansion, isHarmlessOutput, isNarrowPattern } from "../../rules/data/untrusted/harmless.ts";
import { agentUseOf } from "../../rules/data/tools/coding-agents.ts";
import { commandOf } from "./commands.ts";

describe("commands that let nothing dangerous out", () => {
  test.each([
    "sha256sum",
    "wc -l",
    "base64 -w0",
    "tr -cd 'a-zA-Z0-9._-'",
    "tr -dc '[:alnum:]\\n'",
    "tr -c '[:alnum:]' -",
    "sed 's/[^a-z0-9]/-/g'",
    "sed -E 's/[^[:alnum:]]+/_/g; s/^-//'",
    "sed -e 's#[^a-z0-9/]##g'",
    "grep -oE '[0-9]+\\.[0-9]+'",
    "grep -E '^v[0-9.]+$'",
    "grep -o 'v[0-9]*'",
    "printf 'export X=%q\\n' \"$X\"",
    "printf '%d' \"$X\"",
    "jq -Rr @sh",
  ])("%s", (text) => expect(isHarmlessOutput(commandOf(text))).toBe(true));

  test.each([
    "base64 -d",
    "tr / -",
    "tr -d /",
    "tr -cd '[:print:]'",
    "tr -cd 'a-z$()'",
    "sed 's/[^a-z0-9]/-/'",
    "sed 's/[^a-z$(]/-/g'",
    "sed 's#refs/heads/##'",
    "grep -oE '[^/]+$'",
    "grep -E 'v.*'",
    "grep -v main",
    "printf '%s' \"$X\"",
    'printf "$X"',
    "cut -d/ -f2",
    "cat",
  ])("not %s", (text) => expect(isHarmlessOutput(commandOf(text))).toBe(false));
});

describe("expansions that let nothing dangerous out", () => {
  const isHarmless = (text: string): boolean => {
    const part = commandOf(`echo ${text}`).args[0]?.parts[0];
    return part?.kind === "variable" && isHarmlessExpansion(part, `echo ${text}`);
  };
  test.each(["${X//[^a-z0-9]/-}", "${X//[!a-z]}", "${X@Q}", "${#X}", "${X:+set}", "${X//[^[:alnum:]]/}"])("%s", (text) =>
    expect(isHarmless(text)).toBe(true),
  );
  test.each(["$X", "${X:-main}", "${X/[^a-z]/-}", "${X//\\//-}", "${X^^}", "${X:0:7}", "${X//[^a-z]/$Y}", "${X@U}"])(
    "not %s",
    (text) => expect(isHarmless(text)).toBe(false),
  );
});

test.each(["v[0-9]+", "release-\\d+", "v\\d+\\.\\d+(?:-rc\\d+)?", "^v[0-9]+(\\.[0-9]+)*$", "main|develop"])(
  "%s is narrow",
  (pattern) => expect(isNarrowPattern(pattern)).toBe(true),
);
test.each(["v.*", "[^/]+", "release/\\S+", "v[0-9]+.*", ".+", "feature/\\w+.+", "[a-z$]+"])("%s is wide", (pattern) =>
  expect(isNarrowPattern(pattern)).toBe(false),
);

describe("what commands print", () => {
  test.each<[string, string | undefined]>([
    ["git log -1 --pretty=%B", "text"],
    ["git log -1 --format='%an: %s'", "text"],
    ["git log --oneline -5", "text"],
    ["git -C app show -s --format=%s", "text"],
    ["git log -1 --format=%H", undefined],
    ["git log -1 --format=%cd", undefined],
    ["git show HEAD:file", undefined],
    ["git rev-parse --abbrev-ref HEAD", "ref"],
    ["git rev-parse HEAD", undefined],
    ["git branch --show-current", "ref"],
    ["git describe --tags --abbrev=0", "ref"],
    ["git tag -d v1", undefined],
    ["git tag --list", "ref"],
    ["gh pr view 1", "text"],
    ["gh pr view --json title -q .title", "text"],
    ["gh pr view --json number -q .number", undefined],
    ["gh issue list", "text"],
    ["gh api repos/o/r/pulls/1 --jq .title", "text"],
    ["gh api repos/o/r/releases/latest", undefined],
    ["gh release view", undefined],
    ["curl https://api.github.com/repos/o/r/pulls/1 | jq -r .title", "text"],
    ["curl https://api.github.com/repos/o/r/pulls/1 | jq -r .number", undefined],
    ["curl https://example.com/pulls/1", undefined],
  ])("%s: %s", (text, level) => expect(outputSource(commandOf(text))?.level).toBe(level));
});

describe("coding agents", () => {
  test.each([
    ["claude -p hello", "Claude Code"],
    ["npx -y @anthropic-ai/claude-code@2.0.14 -p hello", "Claude Code"],
    ["npx @openai/codex exec hello", "Codex"],
    ["pnpm dlx @google/gemini-cli -p hello", "Gemini CLI"],
    ["aider --message hello", "Aider"],
    ["copilot -p hello", "Copilot CLI"],
    ["goose run -t hello", "Goose"],
    ["timeout 600 cursor-agent -p hello", "Cursor"],
    ["q chat hello", "Amazon Q"],
  ])("%s", (text, name) => expect(agentUseOf(commandOf(text))?.name).toBe(name));
  test.each([
    "claude --version",
    "claude mcp add x",
    "copilot svc deploy",
    "goose up",
    "q 'select 1'",
    "npm i -g @openai/codex",
    "gemini test",
  ])("not %s", (text) => expect(agentUseOf(commandOf(text))).toBeUndefined());
});
