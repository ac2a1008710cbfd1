/** Floors and homes: who may import whom, and who may touch the outside world. */
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));

/** A room imports rooms of lower floors only. */
const floors = [
  ["src/source"],
  ["src/finding"],
  ["src/yaml", "src/schema", "src/snapshot"],
  ["src/config", "src/secrets"],
  ["src/expand", "src/shell"],
  ["src/rule"],
  ["rules"],
  ["src/engine", "src/report", "src/collect", "src/settings"],
  ["src/lint", "src/review"],
  ["src/fix"],
  ["src/cli", "src/index.ts"],
] as const;

/** These get the rules, or the list of their ids, as an argument. */
const withoutRules = ["src/engine", "src/report", "src/review", "src/collect", "src/settings", "src/lint"];

/** The only rooms that import a library. A library that is not listed may not be imported at all. */
const homes: Readonly<Record<string, readonly string[]>> = {
  yaml: ["src/yaml"],
  ajv: ["src/schema"],
  unbash: ["src/shell"],
  "@secretlint/core": ["src/secrets"],
  "@secretlint/secretlint-rule-preset-recommend": ["src/secrets"],
  axios: ["src/collect"],
  "@octokit/rest": ["src/collect"],
  "@octokit/plugin-throttling": ["src/collect"],
  "@octokit/plugin-retry": ["src/collect"],
  "@dagrejs/dagre": ["src/review"],
  "eslint-formatter-pretty": ["src/report"],
  "p-limit": ["src/collect"],
  picocolors: ["src/report"],
  sarif: ["src/report"],
  "node:buffer": ["src/collect", "src/cli"],
  "node:crypto": ["src/engine", "src/collect"],
  "node:fs": ["src/collect", "src/cli"],
  "node:module": ["src/cli"],
  "node:os": ["src/cli"],
  "node:path": ["src/collect", "src/cli"],
  "node:url": ["src/collect", "src/cli"],
  "node:util": ["src/cli"],
  "node:vm": ["src/cli"],
  "node:zlib": ["src/collect"],
};

/** What only the entrances, the command line and the API, may use. */
const world = /\b(?:process|console)\s*\.|\bDate\.now\b|\bnew Date\(\)|\bfetch\(|\beval\(|\bnew Function\(/;

interface Module {
  readonly file: string;
  readonly text: string;
  readonly imports: readonly string[];
}

const modules = [...sourcesIn("src"), ...sourcesIn("rules")];

function sourcesIn(folder: string): readonly Module[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((name) => {
      const file = path.posix.join(folder, name.split(path.sep).join("/"));
      const text = readFileSync(path.join(root, file), "utf8");
      return { file, text, imports: importsOf(text) };
    });
}

/** Specifiers of static imports, re-exports and dynamic imports; of types too. */
function importsOf(text: string): readonly string[] {
  const found = withoutComments(text).matchAll(
    /^(?:import|export)\b[^;"']*?\bfrom\s*"([^"\s]+)"|^import\s*"([^"\s]+)"|\bimport\(\s*"([^"\s]+)"\s*\)/gm,
  );
  return [...found].map((match) => match[1] ?? match[2] ?? match[3] ?? "");
}

/** A rule's metadata says what the file is for. */
function isRule(module: Module | undefined): boolean {
  return (
    module !== undefined &&
    /\bdefine(?:(?:Suppression|Settings|Joined|Trust)?Rule|Opportunity)\(/.test(module.text) &&
    module.file.startsWith("rules/")
  );
}

function withoutComments(text: string): string {
  return text.replaceAll(/^\s*(?:\/\*\*?[^]*?\*\/|\/\/.*)$/gm, "");
}

function roomOf(file: string): string {
  return file === "src/index.ts" ? file : (/^(?:src\/[^/]+|rules)/.exec(file)?.[0] ?? file);
}

function floorOf(room: string): number {
  return floors.findIndex((rooms) => (rooms as readonly string[]).includes(room));
}

function violations(check: (module: Module, imported: string) => boolean): readonly string[] {
  return modules.flatMap((module) =>
    module.imports.filter((imported) => check(module, imported)).map((imported) => `${module.file} → ${imported}`),
  );
}

const targetOf = ({ file }: Module, imported: string): string => path.posix.join(path.posix.dirname(file), imported);

it("finds the imports that it is about", () => {
  const text = ['import a, { b } from "one";', 'import "two";', 'export * from "three";', 'const x = await import("four");'];
  expect(importsOf([...text, "/** Take it from", ' * from "nowhere". */', '// import "no";'].join("\n"))).toEqual([
    "one",
    "two",
    "three",
    "four",
  ]);
  expect(modules.flatMap((module) => module.imports).length).toBeGreaterThan(100);
});

it("has every file in a room that stands on a floor", () => {
  expect(modules.map((module) => module.file).filter((file) => floorOf(roomOf(file)) === -1)).toEqual([]);
});

it("imports downwards only", () => {
  expect(
    violations((module, imported) => {
      if (!imported.startsWith(".")) return false;
      const [from, to] = [roomOf(module.file), roomOf(targetOf(module, imported))];
      return from !== to && floorOf(to) >= floorOf(from);
    }),
  ).toEqual([]);
});

it("hands the rules over as an argument", () => {
  expect(
    violations(
      (module, imported) => withoutRules.includes(roomOf(module.file)) && targetOf(module, imported).startsWith("rules/"),
    ),
  ).toEqual([]);
});

it("keeps rules apart: a rule imports no other rule, only data and what rules share", () => {
  expect(
    violations((module, imported) => {
      const target = targetOf(module, imported);
      if (
        ["rules/index.ts", "rules/opportunities/index.ts", "rules/trust-policy/index.ts"].includes(module.file) ||
        !imported.startsWith(".") ||
        !target.startsWith("rules/")
      )
        return false;
      return isRule(modules.find(({ file }) => file === target));
    }),
  ).toEqual([]);
});

it("imports each library in its home only", () => {
  expect(
    violations((module, imported) => {
      if (imported.startsWith(".")) return false;
      const library = /^(?:@[^/]+\/)?[^/]+/.exec(imported)?.[0] ?? imported;
      return homes[library]?.includes(roomOf(module.file)) !== true;
    }),
  ).toEqual([]);
});

it("names the extension in relative imports and imports nothing outside the source", () => {
  expect(
    violations((module, imported) => {
      const known = modules.some(({ file }) => file === targetOf(module, imported));
      return imported.startsWith(".") && !known;
    }),
  ).toEqual([]);
});

it("meets the process, the console and the clock at the entrances only", () => {
  const strings = /"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`/g;
  const meeting = modules
    .filter(({ file }) => !["src/cli", "src/index.ts"].includes(roomOf(file)))
    .filter(({ text }) =>
      world.test(
        withoutComments(text)
          .replaceAll(strings, '""')
          .replaceAll(/\/\/.*$/gm, ""),
      ),
    );
  expect(meeting.map(({ file }) => file)).toEqual([]);
});

it("has no file longer than 250 lines, and each but the rules says its duty at its head", () => {
  expect(modules.filter(({ text }) => text.split("\n").length > 251).map(({ file }) => file)).toEqual([]);
  expect(modules.filter((module) => !isRule(module) && !/^(?:#!.*\n)?\/\*\*/.test(module.text)).map(({ file }) => file)).toEqual(
    [],
  );
});

it("holds nothing left to do, no machine's paths and no registry's host name", () => {
  const unwanted = new RegExp(
    ["TO" + "DO", "FIX" + "ME", "XX" + "X\\b:", "/ho" + "me/\\w", "/wo" + "rk/", "npm" + "js\\.(?:org|com)"].join("|"),
  );
  const own = ["scripts", "test", ".circleci", ".ci"].flatMap(textsIn);
  const all = [...modules, ...own, ...["package.json", "package-lock.json", "README.md", "CHANGELOG.md"].map(textOf)];
  expect(all.filter(({ text }) => unwanted.test(text)).map(({ file }) => file)).toEqual([]);
});

function textsIn(folder: string): readonly { readonly file: string; readonly text: string }[] {
  return readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => textOf(path.relative(root, path.join(entry.parentPath, entry.name))));
}

function textOf(file: string): { readonly file: string; readonly text: string } {
  return { file, text: readFileSync(path.join(root, file), "utf8") };
}
