/** Runs a TypeScript script of this folder on plain Node: `node scripts/run.mjs docs/write.ts [arguments]`. */
import { readFile, rm } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { rolldown } from "rolldown";

const scripts = fileURLToPath(new URL(".", import.meta.url));
const root = path.join(scripts, "..");
const manifest = JSON.parse(await readFile(path.join(root, "package.json"), "utf8"));

/**
 * Calls the `main` that the script exports, with the arguments and the folder of the project.
 * @param {string} script path from this folder
 * @param {readonly string[]} args
 */
export async function runScript(script, args) {
  const file = path.join(root, "node_modules/.scripts", `${script.replaceAll(/\W/g, "-")}-${process.pid}.mjs`);
  const bundle = await rolldown({
    cwd: root,
    input: path.join(scripts, script),
    platform: "node",
    transform: { define: { TOOL_VERSION: JSON.stringify(manifest.version) } },
    // Packages stay outside, each of their files only once; our own files are told by their extension.
    external: (id) => /[\\/]node_modules[\\/]/.test(id) || !/^[./]|\.[cm]?[jt]s$|\.json$/.test(id),
  });
  await bundle.write({ file, format: "esm", codeSplitting: false });
  try {
    const { main } = await import(pathToFileURL(file).href);
    await main(args, root);
  } finally {
    await rm(file);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await runScript(process.argv[2] ?? "", process.argv.slice(3));
