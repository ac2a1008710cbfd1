/** Real scripts: none crashes the reader, and those that are shell are understood. */
import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { readScript } from "../../src/shell/read-script.ts";
import { spansIn } from "./reading.ts";

const corpus = fileURLToPath(new URL("../../../shared/corpus/files", import.meta.url));
const absent = !existsSync(corpus);
if (absent) console.warn("shared/corpus is not beside the checkout: real scripts are not tried");

/**
 * Not shell: PowerShell without a `shell:` beside the script, Python, MATLAB, prose, a document in a heredoc, a block that this
 * test cuts out wrongly.
 */
const foreign =
  /\$\w+ = \(|^if \(|\$env:\w+=|^ *name: Start Android|New-Object|-Path '|\[System\.|Get-|throw "|-f \$\w+\n|chromedriver'\)|\bassert\(|fopen\(|disp\(|evalin\(|system\(|^do not|for f in \\\$\(/m;

/** Text of every block scalar under `command:` or `run:`, by lines alone. */
function* scriptsIn(yaml: string): Iterable<string> {
  const lines = yaml.split(/\r?\n/);
  for (let at = 0; at < lines.length; at += 1) {
    const key = /^(\s*)(?:- )?(?:command|run): *[|>][-+]?\s*$/.exec(lines[at] ?? "");
    if (key === null) continue;
    const outer = (key[1] ?? "").length + (/^\s*- /.test(lines[at] ?? "") ? 2 : 0);
    const block: string[] = [];
    for (let next = at + 1; next < lines.length; next += 1) {
      const line = lines[next] ?? "";
      if (
        line.trim() !== "" &&
        line.length - line.trimStart().length <= outer - (outer > 0 ? 1 : 0) &&
        line.search(/\S/) <= outer
      )
        break;
      block.push(line);
    }
    const indent = Math.min(...block.filter((line) => line.trim() !== "").map((line) => line.search(/\S/)));
    yield block.map((line) => line.slice(Number.isFinite(indent) ? indent : 0)).join("\n");
  }
}

/** Masks templates as expansion does, drops the tags of sections, and undoes `\<<`. */
function mask(script: string): { readonly text: string; readonly holes: readonly { start: number; end: number }[] } {
  const holes: { start: number; end: number }[] = [];
  const plain = script.replaceAll(/<<\s*[#/^][^<>\n]*>>/g, "");
  const text = plain.replaceAll(/(?<!\\)<<(?!<)[ \w.-]*>>/g, (template, at: number) => {
    holes.push({ start: at, end: at + template.length });
    return "_".repeat(template.length);
  });
  // A backslash goes, so what stands behind it moves; holes are not asked for here.
  return text.includes("\\<<") ? { text: text.replaceAll("\\<<", "<<"), holes: [] } : { text, holes };
}

it.skipIf(absent)("reads every script of the corpus", { timeout: 60_000 }, () => {
  const scripts = new Set(readdirSync(corpus).flatMap((file) => [...scriptsIn(readFileSync(path.join(corpus, file), "utf8"))]));
  expect(scripts.size).toBeGreaterThan(1500);
  const unread: string[] = [];
  for (const script of scripts) {
    const { text, holes } = mask(script);
    const facts = readScript({ text, holes, shell: "bash" });
    for (const { start, end } of spansIn(facts))
      if (start < 0 || start > end || end > text.length) throw new Error(`span in ${text}`);
    if (facts.notUnderstood !== undefined && !foreign.test(text)) unread.push(`${facts.notUnderstood}\n${text}`);
  }
  expect(unread).toEqual([]);
});
