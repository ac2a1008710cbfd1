/**
 * Builds `dist`: the CLI and the library as minified ES modules with every dependency inside, the type declarations, the JSON schemas
 * and the notices of the bundled packages. Plain JavaScript, so that it runs before anything is built.
 */
import { chmod, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";
import { writeDeclarations } from "./bundle/declarations.mjs";
import { ruleExamples } from "./bundle/examples.mjs";
import { neededBy } from "./bundle/needed-at-start.mjs";
import { thirdPartyNotices } from "./bundle/notices.mjs";
import { runScript } from "./run.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
// Beside the old one until it is whole.
const dist = await mkdtemp(path.join(root, "node_modules/.dist-"));
await chmod(dist, 0o755);
const manifest = JSON.parse(await readFile(path.join(root, "package.json"), "utf8"));

const isNeededAtStart = neededBy(path.join(root, "src/cli/bin.ts"));
const warnings = /** @type {string[]} */ ([]);
const bundle = await rolldown({
  cwd: root,
  input: { cli: "src/cli/bin.ts", index: "src/index.ts" },
  platform: "node",
  resolve: {
    // Its build for browsers is the same code as ES modules, so that what nobody calls is left out.
    alias: {
      yaml: path.join(root, "node_modules/yaml/browser/index.js"),
      "string-width": path.join(root, "scripts/bundle/string-width.mjs"),
      "eslint-rule-docs": path.join(root, "scripts/bundle/no-rule-docs.mjs"),
    },
  },
  transform: {
    target: "node20.19",
    define: { TOOL_VERSION: JSON.stringify(manifest.version), RULE_EXAMPLES: JSON.stringify(await ruleExamples(root)) },
  },
  onLog: (level, log) => void (level === "warn" && warnings.push(log.message)),
});
const { output } = await bundle.write({
  dir: dist,
  format: "esm",
  minify: true,
  comments: { legal: false },
  chunkFileNames: "chunks/[name]-[hash].js",
  codeSplitting: {
    // Each file costs time to load, so what every run needs is one file, and so is what the small reports share.
    groups: [
      { debugName: "core", name: (id, context) => (isNeededAtStart(id, context) ? "core" : null) },
      { name: "report", test: /\/src\/report\/[^/]+\.ts$/ },
    ],
  },
});
if (warnings.length > 0) throw new Error(`The build must be without warnings:\n${warnings.join("\n")}`);

const modules = output.flatMap((file) => (file.type === "chunk" ? file.moduleIds : []));
await chmod(path.join(dist, "cli.js"), 0o755);
await writeFile(path.join(dist, "THIRD-PARTY-NOTICES.md"), await thirdPartyNotices(modules));
await runScript("bundle/write-schemas.ts", [dist]);
await writeDeclarations(root, dist);
await rm(path.join(root, "dist"), { recursive: true, force: true });
await rename(dist, path.join(root, "dist"));
