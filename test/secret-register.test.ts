/**
 * The register of secrets and its section: `fixtures/_secret-register/register-<case>.yml` is written as the `.expected` beside it.
 * `vitest -u` writes expectations.
 */
import { expect, it } from "vitest";
import { secretsIn } from "../rules/surveys/secret-register.ts";
import { lint } from "../src/lint/lint.ts";
import type { Block, Line } from "../src/review/document/document.ts";
import { secretsSection } from "../src/review/sections/outside/secrets.ts";
import type { Audit } from "../src/rule/audit.ts";
import type { Scene } from "../src/rule/scene.ts";
import { defaultSettings } from "../src/settings/settings.ts";
import { positionAt } from "../src/source/source-file.ts";
import { casesOf } from "./cases.ts";
import type { Case } from "./cases.ts";

async function sceneOf({ files, orbs, facts }: Case): Promise<Scene> {
  const audits: Audit[] = [];
  await lint({
    tool: { name: "circleci-secaudit", version: "0.0.0" },
    rules: [],
    files: files.map((source) => ({ source, named: false })),
    follow: () => undefined,
    orbs,
    facts: facts && { of: () => facts, projects: [facts] },
    repositoryOf: () => ({ hasFile: () => "unknown", project: facts?.project.address }),
    settings: defaultSettings,
    today: "2026-01-31",
    watch: (audit) => audits.push(audit),
  });
  return { audits, facts, today: "2026-01-31" };
}

it.each(casesOf("_secret-register", "register"))("writes %s", async (_, tested) => {
  const scene = await sceneOf(tested);
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
