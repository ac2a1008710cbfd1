import { describe, expect, it } from "vitest";
import type { Fix, FixSafety } from "../../src/finding/fix.ts";
import { noOrbs } from "../../src/config/orb-lookup.ts";
import { fixFiles } from "../../src/fix/fix-files.ts";
import type { FixedFiles } from "../../src/fix/fix-files.ts";
import { noRepository } from "../../src/rule/build-audit.ts";
import type { Rule } from "../../src/rule/rule.ts";
import { defaultSettings } from "../../src/settings/settings.ts";
import type { SourceFile } from "../../src/source/source-file.ts";
import { metaOf, placeOfText } from "../engine/harness.ts";

const path = ".circleci/config.yml";
const config = `version: 2.1
x-names: &names
  first: one
  second: two
jobs:
  build:
    docker: [{ image: cimg/base:2026.10 }]
    environment: *names
    steps:
      - run: echo one two
      - run: |
          echo three
          echo "four"
`;

interface Wish {
  readonly find: string;
  readonly write: string;
  readonly safety?: FixSafety;
}

/** Offers, wherever a text stands, to write another one: for the first such place, in file order. */
function wishes(all: readonly Wish[], more: Partial<Rule["meta"]> = {}): Rule {
  return {
    meta: metaOf("wish", more),
    *check({ config: { file } }) {
      for (const { find, write, safety = "safe" } of all) {
        if (!file.text.includes(find)) continue;
        const at = placeOfText(file, find);
        yield { at, message: `\`${find}\` is here.`, fixes: [{ title: `Write ${write}`, safety, edits: [{ at, text: write }] }] };
      }
    },
  };
}

function fix(rules: readonly Rule[], level: FixSafety = "safe", text = config): Promise<FixedFiles> {
  const files = [{ source: { path, text }, named: false }];
  return fixFiles(
    {
      files,
      rules,
      tool: { name: "test", version: "0" },
      settings: defaultSettings,
      today: "2026-01-31",
      follow: () => undefined,
      orbs: noOrbs,
      repositoryOf: () => noRepository,
    },
    level,
  );
}

const textOf = ({ files }: FixedFiles): string | undefined => files[0]?.after.text;
const notesOf = ({ report }: FixedFiles): readonly (string | undefined)[] =>
  report.coverage.filter(({ source }) => source?.startsWith("fix for")).map(({ reason }) => reason);

describe("fixing files", () => {
  it("applies safe fixes, and unsafe ones when asked to", async () => {
    const rule = wishes([
      { find: "three", write: "3" },
      { find: '"four"', write: '"4"', safety: "unsafe" },
    ]);
    const safe = await fix([rule]);
    expect(textOf(safe)).toBe(config.replace("three", "3"));
    expect(safe.report.findings.map(({ message }) => message)).toEqual(['`"four"` is here.']);
    expect(safe.report.fixed).toEqual([{ file: path, ruleId: "wish", title: "Write 3", safety: "safe" }]);
    expect(safe.first.findings).toHaveLength(2);
    const all = await fix([rule], "unsafe");
    expect(textOf(all)).toBe(config.replace("three", "3").replace('"four"', '"4"'));
    expect(all.report.findings).toEqual([]);
  });

  it("keeps every other byte: line breaks, tabs, the missing last line break", async () => {
    const odd = config.replaceAll("\n", "\r\n").replace("echo three", "echo\tthree").replace(/\r\n$/, "");
    expect(textOf(await fix([wishes([{ find: "three", write: "3" }])], "safe", odd))).toBe(odd.replace("three", "3"));
  });

  it.each([
    ["an edit that breaks the YAML", "echo one two", "[", "the file could not be read as before"],
    ["an edit that changes a neighbour", "two\njobs", "2\n  third: three\njobs", "it would change what runs elsewhere"],
    ["an edit that swallows what follows", "echo one two\n", "echo one two # ", "the file could not be read as before"],
    ["an edit that opens a quote in a script", "echo three", "echo 'three", "it would change what runs elsewhere"],
    ["an edit that makes another job of it", "  build:", "  ship:", "it would change what runs elsewhere"],
    ["an edit that takes the anchor away", "&names", "", "the file could not be read as before"],
  ])("refuses %s", async (_, find, write, reason) => {
    const result = await fix([wishes([{ find, write }])]);
    expect(result.files).toEqual([]);
    expect(notesOf(result)).toEqual([`not applied: ${reason}`]);
    expect(result.report.fixed).toEqual([]);
  });

  it("applies the others when one of many is refused", async () => {
    const rule = wishes([
      { find: "three", write: "3" },
      { find: "&names", write: "" },
      { find: "echo one", write: "echo 1" },
    ]);
    const result = await fix([rule]);
    expect(textOf(result)).toBe(config.replace("three", "3").replace("echo one", "echo 1"));
    expect(notesOf(result)).toHaveLength(1);
  });

  it("lets a command of a script grow without taking its neighbours for changed", async () => {
    const script = config.replace("echo one two", "yarn install && echo one");
    const rule: Rule = {
      meta: metaOf("longer"),
      *check({ scripts }) {
        for (const { facts, edit, locate } of scripts) {
          const command = facts.commands.find(({ name, args }) => name === "yarn" && args.length === 1);
          const added = command && edit({ start: command.span.end, end: command.span.end }, " --immutable");
          if (command === undefined || added === undefined) continue;
          yield { at: locate(command.span), message: "a", fixes: [{ title: "x", safety: "safe", edits: [added] }] };
        }
      },
    };
    expect(textOf(await fix([rule], "safe", script))).toBe(script.replace("install &&", "install --immutable &&"));
  });

  it.each([
    ["a variable", "environment: { A: *s }", "- checkout"],
    ["an argument of a built-in step", "environment: {}", "- save_cache: { key: *s, paths: [a] }"],
    ["a container's password", "environment: { B: c }", "- checkout", "auth: { username: u, password: *s }"],
  ])("does not change a script that an alias makes %s too", async (_, environment, step, auth = "") => {
    const text = `version: 2.1
x-s: &s echo one
jobs:
  build:
    docker: [{ image: cimg/base:2026.10, ${auth} }]
    ${environment}
    steps:
      - run: *s
      - ${step.slice(2)}
`;
    const fixed = await fix([wishes([{ find: "one", write: "'one'" }])], "safe", text);
    expect(fixed.files).toEqual([]);
    expect(notesOf(fixed)).toEqual(["not applied: it would change what runs elsewhere"]);
  });

  it("takes time that grows with the number of fixes only", async () => {
    const lines = Array.from({ length: 4000 }, (_, index) => `      - run: echo a${index}.\n`).join("");
    const many: Rule = {
      meta: metaOf("many"),
      *check({ config: { file } }) {
        for (const { index, 0: found } of file.text.matchAll(/a\d+\./g)) {
          const at = { file, span: { start: index, end: index + found.length }, path: [] };
          const edits = [{ at, text: found.replace("a", "b") }];
          yield { at, message: `\`${found}\`.`, fixes: [{ title: "Write b", safety: "safe", edits }] };
        }
      },
    };
    const before = performance.now();
    const fixed = await fix([many], "safe", config + lines);
    expect(fixed.report.fixed).toHaveLength(4000);
    expect(performance.now() - before).toBeLessThan(15_000);
  });

  it("leaves a fix that meets an earlier one for the next round", async () => {
    const result = await fix([
      wishes([
        { find: "echo one two", write: "echo one 2" },
        { find: "one 2", write: "1 2" },
      ]),
    ]);
    expect(textOf(result)).toBe(config.replace("echo one two", "echo 1 2"));
    const meeting = await fix([
      wishes([
        { find: "echo one", write: "echo 1" },
        { find: "one two", write: "one 2" },
      ]),
    ]);
    expect(textOf(meeting)).toBe(config.replace("echo one", "echo 1"));
  });

  it("ends when a fix does not cure its finding", async () => {
    const endless = await fix([wishes([{ find: "three", write: "three three" }])]);
    expect(textOf(endless)).toBe(config.replace("three", "three three"));
    const idle = await fix([wishes([{ find: "three", write: "three" }])]);
    expect(idle.files).toEqual([]);
  });

  it("drops fixes that not every report at a place offers", async () => {
    const at = (file: SourceFile) => placeOfText(file, "three");
    const offer = (file: SourceFile, text: string): Fix => ({ title: "x", safety: "safe", edits: [{ at: at(file), text }] });
    const rule: Rule = {
      meta: metaOf("divided"),
      *check({ config: { file } }) {
        yield { at: at(file), message: "a", fixes: [offer(file, "3")] };
        yield { at: at(file), message: "b" };
      },
    };
    expect((await fix([rule])).files).toEqual([]);
  });

  it("offers no fix outside the audited file, and none that would show a secret", async () => {
    const rule: Rule = {
      meta: metaOf("leaky"),
      *check({ config: { file } }) {
        const secret = placeOfText(file, "four");
        const other = { ...placeOfText({ path: "orb.yml", text: "orb" }, "orb") };
        const edits = [{ at: placeOfText(file, "three"), text: "four" }];
        yield { at: placeOfText(file, "three"), message: "a", secrets: [secret], fixes: [{ title: "x", safety: "safe", edits }] };
        yield { at: secret, message: "b", fixes: [{ title: "y", safety: "safe", edits: [{ at: other, text: "x" }] }] };
      },
    };
    const { files, report } = await fix([rule]);
    expect(files).toEqual([]);
    expect(report.findings.flatMap(({ fixes = [] }) => fixes)).toEqual([]);
  });

  it("hides secrets in what it shows", async () => {
    const rule: Rule = {
      meta: metaOf("masked"),
      *check({ config: { file } }) {
        if (!file.text.includes("three")) return;
        const at = placeOfText(file, "three");
        yield {
          at,
          message: "a",
          secrets: [placeOfText(file, "four")],
          fixes: [{ title: "x", safety: "safe", edits: [{ at, text: "3" }] }],
        };
      },
    };
    const [file] = (await fix([rule])).files;
    expect(file?.after.text).toContain("four");
    expect(file?.shown.before).toBe(config.replace("four", "****"));
    expect(file?.shown.after).toBe(config.replace("four", "****").replace("three", "3"));
  });

  it("tells the report without the files that could not be written", async () => {
    const result = await fix([wishes([{ find: "three", write: "3" }])]);
    const report = await result.reportWithout(new Set([path]));
    expect(report.findings).toHaveLength(1);
    expect(report.fixed).toEqual([]);
  });
});
