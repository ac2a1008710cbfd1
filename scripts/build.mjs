/**
 * Builds `dist`: the CLI and the library as minified ES modules with every dependency inside, the type declarations, the JSON schemas
 * and the notices of the bundled packages. Plain JavaScript, so that it runs before anything is built.
 */
import { existsSync } from "node:fs";
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

const reportGroup = { name: "report", test: /\/src\/report\/[^/]+\.ts$/ };
const program = path.join(root, "src/cli/program.ts");
const define = { TOOL_VERSION: JSON.stringify(manifest.version), RULE_EXAMPLES: JSON.stringify(await ruleExamples(root)) };
const modules = [
  ...(await bundle("src/cli/bin.ts", { format: "cjs", entryFileNames: "cli.cjs" })),
  // Each file costs time to load, so what every run needs is one file, and so is what the small reports share.
  ...(await bundle("src/cli/program.ts", {
    format: "cjs",
    entryFileNames: "cli/program.cjs",
    chunkFileNames: ({ name }) => (name === "core" ? "cli/core.cjs" : "cli/[name]-[hash].cjs"),
    codeSplitting: { groups: [{ debugName: "core", name: coreOf(program) }, reportGroup] },
  })),
  ...(await bundle("src/index.ts", {
    format: "esm",
    chunkFileNames: "chunks/[name]-[hash].js",
    codeSplitting: { groups: [reportGroup] },
  })),
];
await toAscii(path.join(dist, "cli/core.cjs"));
await chmod(path.join(dist, "cli.cjs"), 0o755);
await writeFile(path.join(dist, "THIRD-PARTY-NOTICES.md"), await thirdPartyNotices(modules));
await runScript("bundle/write-schemas.ts", [dist]);
await writeDeclarations(root, dist);
const target = path.join(root, "dist");
if (existsSync(target)) await rename(target, `${dist}-old`);
await rename(dist, target);
await rm(`${dist}-old`, { recursive: true, force: true });

/** One byte for each character, which is read without decoding. Characters beyond stand in texts and patterns only. */
async function toAscii(/** @type {string} */ file) {
  const text = await readFile(file, "utf8");
  const escaped = (/** @type {string} */ unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
  await writeFile(file, text.replaceAll(/[^\0-\x7f]/g, escaped));
}

function coreOf(/** @type {string} */ entry) {
  const isNeededAtStart = neededBy(entry);
  return (/** @type {string} */ id, /** @type {import("rolldown").ChunkingContext} */ context) =>
    isNeededAtStart(id, context) ? "core" : null;
}

/**
 * @param {string} input
 * @param {import("rolldown").OutputOptions} output
 * @returns {Promise<string[]>} the files that were bundled
 */
async function bundle(input, output) {
  const warnings = /** @type {string[]} */ ([]);
  const build = await rolldown({
    cwd: root,
    input,
    platform: "node",
    resolve: {
      // Its build for browsers is the same code as ES modules, so that what nobody calls is left out.
      alias: {
        yaml: path.join(root, "node_modules/yaml/browser/index.js"),
        "string-width": path.join(root, "scripts/bundle/string-width.mjs"),
        "eslint-rule-docs": path.join(root, "scripts/bundle/no-rule-docs.mjs"),
        debug: path.join(root, "scripts/bundle/no-debug.mjs"),
        "form-data": path.join(root, "scripts/bundle/no-form-data.mjs"),
        "@octokit/plugin-rest-endpoint-methods": path.join(root, "scripts/bundle/no-endpoint-methods.mjs"),
      },
    },
    transform: { target: "node20.19", define },
    onLog: (level, log) => void (level === "warn" && warnings.push(log.message)),
  });
  const { output: files } = await build.write({ ...output, dir: dist, minify: true, comments: { legal: false } });
  if (warnings.length > 0) throw new Error(`The build must be without warnings:\n${warnings.join("\n")}`);
  return files.flatMap((file) => (file.type === "chunk" ? file.moduleIds : []));
}
