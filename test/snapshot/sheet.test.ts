import { expect, test } from "vitest";
import { known } from "../../src/snapshot/fetched.ts";
import { sheetOf, sheetPath } from "../../src/snapshot/sheet.ts";
import type { Project } from "../../src/snapshot/project.ts";
import { factsFrom } from "../facts/read-facts.ts";
import { fc } from "../property.ts";

const { project, organization, repository } = factsFrom({
  project: {
    settings: { disableSsh: false },
    variables: [],
    webhooks: [
      { name: "a", origin: "https://a.example" },
      { name: "b", origin: "https://b.example", events: [] },
    ],
    oidcClaims: { audience: ["x: y", "z"] },
    legacyAwsKeys: { gap: "forbidden" },
  },
  organization: { contexts: [{ name: "deploy", restrictions: [{ type: "group", value: "id-of-acme", name: "All members" }] }] },
  repository: { files: [{ path: ".circleci/config.yml", text: "version: 2.1" }] },
});
if (organization === undefined || repository === undefined) throw new Error("the facts lack something");

const textAt = (sheet: ReturnType<typeof sheetOf>, ...path: readonly (string | number)[]): readonly unknown[] => {
  const { file, span, path: named } = sheet.at(...path);
  return [file.text.slice(span.start, span.end), named];
};

test("facts read like YAML, with names before ids and gaps with their reason", () => {
  const { file } = sheetOf(project);
  expect(file).toMatchObject({ path: "circleci:gh/acme/app", isSheet: true });
  const text = file.text.split("\n").filter((line) => !line.includes("it was not asked for"));
  expect(text.slice(6).join("\n")).toBe(`settings:
  disableSsh: false
variables: []
webhooks:
  - name: a
    origin: https://a.example
    events:
      - workflow-completed
    verifiesTls: true
    hasSecret: true
  - name: b
    origin: https://b.example
    events: []
    verifiesTls: true
    hasSecret: true
oidcClaims:
  audience:
    - "x: y"
    - z
legacyAwsKeys: "not known: the token may not see it; an administrator's may"
`);
  expect(sheetOf(organization).file.text).toContain("  - name: deploy\n    id: id-of-deploy\n");
  expect(sheetOf(repository).file.text).not.toContain("version");
  expect(sheetPath({ ...repository, address: "ghe.example/acme/app" })).toBe("github:ghe.example/acme/app");
});

test("every fact has its place, items by their names; what is missing is shown at what it would be part of", () => {
  const sheet = sheetOf(project);
  expect(textAt(sheet, "settings", "disableSsh")).toEqual(["false", ["settings", "disableSsh"]]);
  expect(textAt(sheet, "webhooks")).toEqual(["webhooks", ["webhooks"]]);
  expect(textAt(sheet, "webhooks", 1)).toEqual(["name: b", ["webhooks", "b"]]);
  expect(textAt(sheet, "webhooks", 1, "origin")).toEqual(["https://b.example", ["webhooks", "b", "origin"]]);
  expect(textAt(sheet, "oidcClaims", "audience", 0)).toEqual(['"x: y"', ["oidcClaims", "audience", 0]]);
  expect(textAt(sheet, "settings", "oss")).toEqual(["settings", ["settings"]]);
  expect(textAt(sheet, "nothing", "here")).toEqual(["app", []]);
  expect(textAt(sheetOf(organization), "contexts", 0, "restrictions", 0, "value")).toEqual([
    "id-of-acme",
    ["contexts", "deploy", "restrictions", "All members", "value"],
  ]);
});

const odd = fc
  .array(
    fc.constantFrom(
      "a",
      " ",
      ":",
      "#",
      "-",
      '"',
      "\\",
      "\n",
      "\r",
      "\u001b[31m",
      "\u0085",
      "\u2028",
      "\u202e",
      "\ufeff",
      "😀",
      "\ud800",
    ),
  )
  .map((parts) => parts.join(""));

test("no name breaks out of its line, and each is found at its place", () => {
  fc.assert(
    fc.property(fc.array(odd, { maxLength: 5 }), (names) => {
      const subject: Project = {
        ...project,
        variables: known(
          names.map((name) => ({ name })),
          "",
        ),
      };
      const sheet = sheetOf(subject);
      const lines = sheet.file.text.split("\n").length;
      expect(lines).toBe(sheetOf(project).file.text.split("\n").length + names.length);
      for (const [index, name] of names.entries()) {
        const { file, span } = sheet.at("variables", index, "name");
        const text = file.text.slice(span.start, span.end);
        expect(text.startsWith('"') ? JSON.parse(text) : text).toBe(name);
        expect(text).not.toMatch(/[\p{Cc}\u2028-\u202e\u2066-\u2069\ufeff]/u);
      }
    }),
    { numRuns: 40 },
  );
});
