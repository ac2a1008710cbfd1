/**
 * Builds `dist`: the CLI and the library as minified ESM in few chunks with every dependency inside, the type declarations, the JSON
 * schemas and the notices of the bundled packages. Plain JavaScript, so that it runs before anything is built.
 */
import { chmod, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { builtinsAsModules } from "./bundle/builtins.mjs";
import { writeDeclarations } from "./bundle/declarations.mjs";
import { ruleExamples } from "./bundle/examples.mjs";
import { thirdPartyNotices } from "./bundle/notices.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const dist = path.join(root, "dist");
const manifest = JSON.parse(await readFile(path.join(root, "package.json"), "utf8"));

await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });

const result = await build({
  absWorkingDir: root,
  entryPoints: { cli: "src/cli/bin.ts", index: "src/index.ts" },
  outdir: dist,
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20.19",
  chunkNames: "chunks/[name]-[hash]",
  minify: true,
  keepNames: false,
  legalComments: "none",
  metafile: true,
  define: { TOOL_VERSION: JSON.stringify(manifest.version), RULE_EXAMPLES: JSON.stringify(await ruleExamples(root)) },
  plugins: [builtinsAsModules],
  logLevel: "warning",
});
if (result.warnings.length > 0) throw new Error("esbuild warned; the build must be clean");

await chmod(path.join(dist, "cli.js"), 0o755);
await writeFile(path.join(dist, "THIRD-PARTY-NOTICES.md"), await thirdPartyNotices(root, Object.keys(result.metafile.inputs)));
await writeDeclarations(root, dist);
