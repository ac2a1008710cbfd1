/** Runs a TypeScript script of this folder on plain Node: `node scripts/run.mjs docs/write.ts [arguments]`. */
import { rm } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const scripts = fileURLToPath(new URL(".", import.meta.url));
const [script = "", ...args] = process.argv.slice(2);
const root = path.join(scripts, "..");
const outfile = path.join(root, "node_modules/.scripts", `${script.replaceAll(/\W/g, "-")}-${process.pid}.mjs`);

await build({
  absWorkingDir: root,
  entryPoints: [path.join(scripts, script)],
  outfile,
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node20.19",
  packages: "external",
  logLevel: "warning",
});
try {
  const { main } = await import(pathToFileURL(outfile).href);
  await main(args, root);
} finally {
  await rm(outfile);
}
