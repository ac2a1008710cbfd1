/** `npm run new-rule <category>/<id>`: a rule file and its two example fixtures, to be filled in. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import manifest from "../../package.json" with { type: "json" };
import { constantOf, ruleFiles } from "./rule-files.ts";

export function main([name = ""]: readonly string[], root: string): void {
  const [, category, id] = /^([a-z][a-z-]*)\/([a-z][a-z0-9-]*)$/.exec(name) ?? [];
  if (category === undefined || id === undefined) throw new Error("Usage: npm run new-rule <category>/<id>, both in kebab-case");
  if (ruleFiles(root).some((file) => file.id === id)) throw new Error(`There is a rule ${id} already`);
  const config = readFileSync(path.join(root, "fixtures/projects/well-kept/.circleci/config.yml"), "utf8");
  create(root, `rules/${category}/${id}.ts`, ruleSkeleton(id));
  create(root, `fixtures/${id}/fail-example.yml`, config);
  create(root, `fixtures/${id}/pass-example.yml`, config);
  console.log("Fill these in, then run `npm run docs` and `npx vitest run test/rules.test.ts -u`, and read the difference.");
}

function create(root: string, file: string, text: string): void {
  const target = path.join(root, file);
  if (existsSync(target)) throw new Error(`${file} exists already`);
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, text);
  console.log(`written: ${file}`);
}

function ruleSkeleton(id: string): string {
  return `import { defineRule } from "../../src/rule/rule.ts";
import { locationOf } from "../../src/yaml/node.ts";

export const ${constantOf(id)} = defineRule({
  meta: {
    id: "${id}",
    title: "",
    summary: "",
    rationale: "",
    remediation: "",
    limits: "",
    severity: "medium",
    confidence: "medium",
    profile: "regular",
    data: "config",
    tags: { owasp: [], cwe: [] },
    references: [],
    since: "${manifest.version}",
  },
  *check({ plan }) {
    for (const run of plan.runs) {
      yield { at: locationOf(run.nameNode), message: \`The job \\\`\${run.name}\\\` …\` };
    }
  },
});
`;
}
