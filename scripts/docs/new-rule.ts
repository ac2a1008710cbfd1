/** `npm run new-rule <category>/<id>`: a rule file and its two example fixtures, to be filled in. Of the category `settings`: about facts. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import manifest from "../../package.json" with { type: "json" };
import { constantOf, ruleFiles } from "./rule-files.ts";

export function main([name = ""]: readonly string[], root: string): void {
  const [, category, id] = /^([a-z][a-z-]*)\/([a-z][a-z0-9-]*)$/.exec(name) ?? [];
  if (category === undefined || id === undefined) throw new Error("Usage: npm run new-rule <category>/<id>, both in kebab-case");
  if (ruleFiles(root).some((file) => file.id === id)) throw new Error(`There is a rule ${id} already`);
  const isAboutSettings = category === "settings";
  create(root, `rules/${category}/${id}.ts`, isAboutSettings ? settingsSkeleton(id) : ruleSkeleton(id));
  const config = readFileSync(path.join(root, "fixtures/projects/well-kept/.circleci/config.yml"), "utf8");
  for (const example of ["fail-example", "pass-example"]) {
    if (isAboutSettings) create(root, `fixtures/${id}/${example}.facts.yml`, factsSkeleton);
    else create(root, `fixtures/${id}/${example}.yml`, config);
  }
  console.log("Fill these in, then run `npm run docs` and `npx vitest run test/rules.test.ts -u`, and read the difference.");
}

function create(root: string, file: string, text: string): void {
  const target = path.join(root, file);
  if (existsSync(target)) throw new Error(`${file} exists already`);
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, text);
  console.log(`written: ${file}`);
}

/** `test/facts/shapes.ts` has all keys. */
const factsSkeleton = `project:
  settings:
    disableSsh: false
`;

function ruleSkeleton(id: string): string {
  return `import { defineRule } from "../../src/rule/rule.ts";
import { locationOf } from "../../src/yaml/node.ts";

export const ${constantOf(id)} = defineRule({
${metaSkeleton(id, "config")}
  *check({ plan }) {
    for (const run of plan.runs) {
      yield { at: locationOf(run.nameNode), message: \`The job \\\`\${run.name}\\\` …\` };
    }
  },
});
`;
}

function settingsSkeleton(id: string): string {
  return `import { defineSettingsRule } from "../../src/rule/rule.ts";
import { valueOf } from "../../src/snapshot/fetched.ts";
import { sheetOf } from "../../src/snapshot/sheet.ts";

export const ${constantOf(id)} = defineSettingsRule({
${metaSkeleton(id, "snapshot")}
  *checkProject({ project }) {
    if (valueOf(project.settings)?.disableSsh === false) {
      yield { at: sheetOf(project).at("settings", "disableSsh"), message: "…" };
    }
  },
});
`;
}

function metaSkeleton(id: string, data: "config" | "snapshot"): string {
  return `  meta: {
    id: "${id}",
    title: "",
    summary: "",
    rationale: "",
    remediation: "",
    limits: "",
    severity: "medium",
    confidence: "${data === "snapshot" ? "high" : "medium"}",
    profile: "regular",
    data: "${data}",
    tags: { owasp: [], cwe: [] },
    references: [],
    since: "${manifest.version}",
  },`;
}
