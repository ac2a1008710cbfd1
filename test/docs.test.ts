/** What follows from rules, fixtures and tables is what the repository holds; `npm run docs` writes it. */
import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { rules } from "../rules/index.ts";
import { documents } from "../scripts/docs/documents.ts";
import { ruleFiles } from "../scripts/docs/rule-files.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const files = ruleFiles(root);
const metas = rules.map((rule) => rule.meta);

describe("generated files", async () => {
  it.each([...(await documents(root))])("%s is up to date", (file, text) => {
    expect(readFileSync(path.join(root, file), "utf8"), "run `npm run docs`").toBe(text);
  });
});

describe("rules", () => {
  it("have one file each, named after the id, and all are listed", () => {
    expect(metas.map((meta) => meta.id)).toEqual(files.map((file) => file.id));
    expect(new Set(metas.map((meta) => meta.id)).size).toBe(metas.length);
  });

  it("have a folder of fixtures each, and no folder is left over", () => {
    const folders = readdirSync(path.join(root, "fixtures")).filter(
      (name) => !name.startsWith("_") && !["projects", "opportunities"].includes(name),
    );
    expect(folders.sort()).toEqual(files.map((file) => file.id));
  });

  it.each(files.map((file) => file.id))("%s has a bad and a good example", (id) => {
    const isAboutSettings = rules.some((rule) => rule.meta.id === id && !("check" in rule) && !("checkSuppressions" in rule));
    const ending = isAboutSettings ? ".facts.yml" : ".yml";
    for (const name of [`fail-example${ending}`, `pass-example${ending}`]) {
      expect(existsSync(path.join(root, "fixtures", id, name)), name).toBe(true);
    }
  });

  it.each(metas.filter(({ data }) => data === "snapshot").map(({ id }) => id))("%s shows what the APIs say", (id) => {
    expect(readdirSync(path.join(root, "fixtures", id))).toContain("fail-example.facts.yml");
  });

  it.each(metas.map((meta) => [meta.id, meta] as const))("%s is fully described", (_, meta) => {
    for (const key of ["title", "summary", "rationale", "remediation", "since"] as const) {
      expect(meta[key].trim(), key).toMatch(/\S/);
    }
    expect(meta.id).toMatch(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/);
    expect(meta.title.split(" ").length, "words of the title").toBeLessThanOrEqual(8);
    expect(meta.title).not.toMatch(/\.$/);
    for (const key of ["summary", "rationale", "remediation", "limits"] as const) expect(meta[key], key).toMatch(/[.)]$|^$/);
    expect(meta.references.length).toBeGreaterThan(0);
    for (const { title, url } of meta.references) {
      expect(title).toMatch(/\S/);
      expect(new URL(url).protocol).toBe("https:");
    }
    for (const tag of meta.tags.owasp) expect(tag).toMatch(/^CICD-SEC-(?:[1-9]|10)$/);
    for (const tag of meta.tags.cwe) expect(tag).toMatch(/^CWE-\d+$/);
    expect(meta.tags.owasp.length + meta.tags.cwe.length).toBeGreaterThan(0);
  });
});
