import { expect, test } from "vitest";
import { renderGithub } from "../../src/report/github.ts";
import { at, finding, report, rule } from "./build.ts";
import { config, fullReport } from "./samples.ts";

/** Reads workflow commands the way GitHub's runner does. */
function readCommands(text: string): readonly { name: string; properties: Record<string, string>; message: string }[] {
  return text
    .trimEnd()
    .split("\n")
    .map((line) => {
      const [, name = "", list = "", message = ""] = /^::(\w+) (.*?)::(.*)$/.exec(line) ?? expect.fail(`no command: ${line}`);
      const pairs = list
        .split(",")
        .map((pair) => [pair.slice(0, pair.indexOf("=")), decode(pair.slice(pair.indexOf("=") + 1), true)]);
      return { name, properties: Object.fromEntries(pairs) as Record<string, string>, message: decode(message, false) };
    });
}

function decode(text: string, isProperty: boolean): string {
  const lines = text.replaceAll("%0D", "\r").replaceAll("%0A", "\n");
  return (isProperty ? lines.replaceAll("%3A", ":").replaceAll("%2C", ",") : lines).replaceAll("%25", "%");
}

test("is one command a line", async () => {
  await expect(renderGithub(fullReport)).toMatchFileSnapshot("snapshots/report.github.txt");
  expect(readCommands(renderGithub(fullReport)).map(({ name }) => name)).toEqual([
    "notice",
    "warning",
    "notice",
    "error",
    "error",
    "warning",
    "notice",
    "notice",
    "notice",
  ]);
});

test("leads to the place", () => {
  const command = readCommands(renderGithub(fullReport)).find(({ properties }) => properties["title"]?.includes("secret-echoed"));
  expect(command?.properties).toMatchObject({
    file: ".circleci/config.yml",
    line: "39",
    endLine: "39",
    col: "34",
    endColumn: "47",
  });
});

test("gives no columns for several lines, which GitHub would refuse", () => {
  const location = at(config, "version: 2.1\n\norbs:");
  const [, command] = readCommands(renderGithub(report({ findings: [finding(rule("r"), location)] })));
  expect(command?.properties).toMatchObject({ line: "1", endLine: "3" });
  expect(command?.properties).not.toHaveProperty("col");
});

test("text cannot end its property, its command or its line", () => {
  const file = { path: "a,b:c%2C=d::e.yml", text: "x" };
  const info = rule("r", { title: "100%, or: more" });
  const message = "one::two\n::error file=x::three\r%0A";
  const commands = readCommands(renderGithub(report({ rules: [info], findings: [finding(info, at(file, "x"), { message })] })));
  expect(commands).toHaveLength(2);
  expect(commands[1]?.properties).toMatchObject({ file: file.path, title: "100%, or: more (r, high)" });
  expect(commands[1]?.message).toContain("one::two ::error file=x::three %0A");
});

test("says that nothing was found, and what failed", () => {
  const [summary, failed] = readCommands(
    renderGithub(report({ files: ["a.yml"], coverage: [{ ruleId: "r", status: "failed", reason: "it threw" }] })),
  );
  expect(summary?.message).toBe("No findings in 1 file.");
  expect(failed).toMatchObject({ name: "error", message: "rule r failed: it threw" });
});
