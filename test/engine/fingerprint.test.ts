import { describe, expect, test } from "vitest";
import { subjectOf } from "../../src/engine/fingerprint.ts";
import { fileOf, fixedRule, placeOfText, reportOn, wordRule } from "./harness.ts";

const rule = wordRule("bad-word", "bad");
const prints = (text: string, path?: string) =>
  reportOn([fileOf(text, path)], [rule]).findings.map(({ fingerprint }) => fingerprint);

const config = [
  "version: 2.1",
  "jobs:",
  "  build:",
  "    docker:",
  "      - image: bad:1",
  "    steps:",
  "      - run: bad one",
  "      - run: { name: Install, command: bad two }",
  "      - run: bad one",
  "",
].join("\n");

test("128 bits in hex, one for each finding", () => {
  const found = prints(config);
  expect(found).toHaveLength(4);
  expect(new Set(found).size).toBe(4);
  for (const print of found) expect(print).toMatch(/^[0-9a-f]{32}$/);
});

describe("survives edits elsewhere", () => {
  test.each([
    ["lines above", `# a comment\n\n${config}`],
    ["a step before it", config.replace("    steps:\n", "    steps:\n      - checkout\n      - run: good\n")],
    ["a step between", config.replace("      - run: { name", "      - run: good\n      - run: { name")],
    ["another image before it", config.replace("    docker:\n", "    docker:\n      - image: good:1\n")],
    ["another job before it", config.replace("jobs:\n", "jobs:\n  early:\n    machine: true\n")],
    ["other keys of the job", config.replace("    docker:\n", "    resource_class: large\n    docker:\n")],
    ["other keys of the step", config.replace("command: bad two", "when: always, command: bad two")],
    ["indentation", config.replaceAll("      - run", "        - run").replaceAll("    steps", "    steps")],
    ["a comment behind it", config.replace("- run: bad one", "- run: bad one # why")],
    ["line ends", config.replaceAll("\n", "\r\n")],
    ["one more of the same, at the end", `${config}      - run: bad one\n`],
  ])("%s", (_name, edited) => {
    expect(edited).not.toBe(config);
    expect(prints(edited)).toEqual(expect.arrayContaining(prints(config)));
  });

  test("later lines of the text that it points at", () => {
    const text = "version: 2.1\na: |\n  bad\n  more\n";
    expect(prints(text.replace("more", "other"))).toEqual(prints(text));
  });
});

describe("changes with what the finding is about", () => {
  test.each([
    ["the text", config.replace("bad:1", "bad:2")],
    ["the job", config.replace("build:", "deploy:")],
    ["the step's name", config.replace("Install", "Set up")],
  ])("%s", (_name, edited) => {
    expect(prints(edited).filter((print) => !prints(config).includes(print)).length).toBeGreaterThan(0);
  });

  test("the file", () => expect(prints(config, "other.yml").some((print) => prints(config).includes(print))).toBe(false));
  test("the rule", () => {
    const other = reportOn([fileOf(config)], [wordRule("other-word", "bad")]).findings.map(({ fingerprint }) => fingerprint);
    expect(other.some((print) => prints(config).includes(print))).toBe(false);
  });
});

test("one of two equal findings that is ignored leaves the other its name", () => {
  const all = prints(config);
  const ignored = reportOn(
    [fileOf(config.replace("- run: bad one\n", "- run: bad one # secaudit: ignore[bad-word] x\n"))],
    [rule],
  );
  expect(ignored.findings.map(({ fingerprint }) => fingerprint)).toEqual([all[0], all[2], all[3]]);
  expect(ignored.suppressed.map(({ fingerprint }) => fingerprint)).toEqual([all[1]]);
});

describe("secrets", () => {
  const secretRule = (value: string) =>
    fixedRule("secret", ({ config: { file } }) => {
      const at = placeOfText(file, value, ["x"]);
      return [{ at, message: "A secret.", secrets: [at] }];
    });
  const keyRule = fixedRule("key", ({ config: { file } }) => [{ at: placeOfText(file, "x: "), message: "A key." }]);
  const fileWith = (value: string) => fileOf(`version: 2.1\nx: ${value}\n`);

  test("play no part, so that a report gives no hint to guess them by", () => {
    const [first] = reportOn([fileWith("hunter2")], [secretRule("hunter2")]).findings;
    const [second] = reportOn([fileWith("pa55wor")], [secretRule("pa55wor")]).findings;
    expect(first?.fingerprint).toMatch(/./);
    expect(second?.fingerprint).toBe(first?.fingerprint);
  });

  test("of other rules do not change a fingerprint", () => {
    const alone = reportOn([fileWith("hunter2")], [keyRule]).findings.map(({ fingerprint }) => fingerprint);
    const both = reportOn([fileWith("hunter2")], [keyRule, secretRule("hunter2")]).findings;
    const together = both.filter(({ ruleId }) => ruleId === "key");
    expect(together.map(({ fingerprint }) => fingerprint)).toEqual(alone);
  });
});

test("the subject is the first line, evenly spaced, of bounded length", () => {
  const subject = (text: string) => subjectOf({ file: fileOf(text), span: { start: 0, end: text.length }, path: [] });
  expect(subject("  a \t b\nc")).toBe("a b");
  expect(subject("\n\n a\n")).toBe("a");
  expect(subject("")).toBe("");
  expect(subject("x".repeat(100_000))).toBe("x".repeat(200));
});
