import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fc } from "../property.ts";
import { describe, expect, it } from "vitest";
import { renderDiff } from "../../src/report/diff.ts";
import { diffLines } from "../../src/report/line-diff.ts";

const plain = { colour: false, hyperlinks: false };
const diff = (before: string, after: string, style = plain): string => renderDiff({ path: "a.yml", before, after }, style);

describe("a diff", () => {
  it("shows three lines around what differs", () => {
    const lines = Array.from({ length: 20 }, (_, index) => `${index}\n`);
    expect(diff(lines.join(""), lines.join("").replace("10\n", "ten\n"))).toBe(
      ["--- a/a.yml", "+++ b/a.yml", "@@ -8,7 +8,7 @@", " 7", " 8", " 9", "-10", "+ten", " 11", " 12", " 13", ""].join("\n"),
    );
    expect(diff("a\n", "a\n")).toBe("");
  });

  it("says where the last line break is missing, and keeps carriage returns where they do no harm", () => {
    expect(diff("a\r\nb", "a\r\nc\n")).toContain(" a\r\n-b\n\\ No newline at end of file\n+c\n");
    expect(diff("a\r\nb", "a\r\nc\n", { colour: true, hyperlinks: false })).not.toContain("\r");
  });

  it("lets no control character through", () => {
    const shown = renderDiff({ path: "a\u001b[31m\n.yml", before: "a\u001b]0;x\u0007\n", after: "b\u202e\rc\n" }, plain);
    expect(shown).toContain("\\u{1b}");
    // oxlint-disable-next-line no-control-regex
    expect(shown.replaceAll("\n", "")).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/);
  });

  const text = fc.array(fc.constantFrom("a", "b", "c", ""), { maxLength: 12 }).map((lines) => lines.join("\n"));

  it("holds both texts, and no more than it must", () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const [old, now] = [before.split("\n"), after.split("\n")];
        const lines = diffLines(old, now);
        expect(lines.filter(({ kind }) => kind !== "new").map((line) => line.text)).toEqual(old);
        expect(lines.filter(({ kind }) => kind !== "old").map((line) => line.text)).toEqual(now);
      }),
    );
    expect(diffLines(["a", "b", "c"], ["a", "c", "d"]).map(({ kind }) => kind)).toEqual(["same", "old", "same", "new"]);
  });

  it("copes with texts that have nothing in common", () => {
    const lines = (name: string): readonly string[] => Array.from({ length: 3000 }, (_, index) => `${name}${index}`);
    expect(diffLines(lines("a"), lines("b"))).toHaveLength(6000);
  });

  it("is what `git apply` takes", () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), "secaudit-diff-"));
    const [before, after] = ["a\nb\nc\nd\ne\nf\ng\nh\ni\nj\nk", "A\nb\nc\nd\ne\nf\ng\ni\nj\nk\nl\n"];
    writeFileSync(path.join(folder, "a.yml"), before);
    execFileSync("git", ["apply", "-"], { cwd: folder, input: diff(before, after) });
    expect(readFileSync(path.join(folder, "a.yml"), "utf8")).toBe(after);
    rmSync(folder, { recursive: true });
  });
});
