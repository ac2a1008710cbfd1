/**
 * The register of secrets and its section: `fixtures/_secret-register/register-<case>.yml` is written as the `.expected` beside it.
 * `vitest -u` writes expectations.
 */
import { expect, it } from "vitest";
import { secretsIn } from "../rules/surveys/secret-register.ts";
import type { Block, Line } from "../src/review/document/document.ts";
import { secretsSection } from "../src/review/sections/outside/secrets.ts";
import { positionAt } from "../src/source/source-file.ts";
import { auditsOf } from "./audits-of.ts";
import { casesOf } from "./cases.ts";

it.each(casesOf("_secret-register", "register"))("writes %s", async (_, tested) => {
  const { scene, report } = await auditsOf(tested);
  expect(report.problems.filter(({ level }) => level === "error")).toEqual([]);
  const register = secretsIn(scene);
  const text = textOf(secretsSection({ scene, register, migrations: [] }));
  await expect(`${text}\n`).toMatchFileSnapshot(`${tested.stem}.expected`);
  expect(text).not.toContain("CCIPAT_");
  for (const { at } of register) expect(at.file.text.slice(at.span.start, at.span.end)).toMatch(/\S/);
});

/** The blocks as plain text, so that no renderer has a say. */
function textOf(block: Block): string {
  switch (block.kind) {
    case "section":
      return [`# ${words(block.title)}`, ...block.blocks.map(textOf)].join("\n");
    case "table":
      return [
        block.columns.map(({ title }) => title).join(" | "),
        ...block.rows.map((row) => row.map(({ content }) => words(content)).join(" | ")),
      ].join("\n");
    case "list":
      return block.items.map((item) => `- ${words(item)}`).join("\n");
    case "paragraph":
      return words(block.content);
    case "box":
      return `[${block.id}] ${block.question}`;
    default:
      return block.kind;
  }
}

function words(line: Line): string {
  return line
    .map((piece) => {
      if (piece.kind === "place") return `line ${String(positionAt(piece.at.file, piece.at.span.start).line)}`;
      return piece.kind === "severity" ? piece.severity : piece.text;
    })
    .join("");
}
