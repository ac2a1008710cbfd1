/** Type declarations of the public API: those that `src/index.ts` reaches, with import paths that consumers can resolve. */
import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";

const specifier = /(\bfrom\s*|\bimport\s*\(\s*|\bimport\s+)"(?<path>[^"]+)"/g;

/**
 * @param {string} root folder of the project
 * @param {string} dist where `index.d.ts` goes; the rest lands in `types/`
 */
export async function writeDeclarations(root, dist) {
  const folder = await mkdtemp(path.join(os.tmpdir(), "declarations-"));
  try {
    const tsc = path.join(root, "node_modules/typescript/bin/tsc");
    execFileSync(process.execPath, [tsc, "-p", "scripts/bundle", "--noCheck", "--outDir", folder], {
      cwd: root,
      stdio: "inherit",
    });
    await copyReachable(folder, path.join(dist, "types"));
    await writeFile(path.join(dist, "index.d.ts"), `export * from "./types/src/index.js";\n`);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function copyReachable(/** @type {string} */ from, /** @type {string} */ to) {
  const waiting = ["src/index.d.ts"];
  const done = new Set();
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (done.has(file)) continue;
    done.add(file);
    const text = await readFile(path.join(from, file), "utf8");
    for (const match of text.matchAll(specifier)) waiting.push(targetOf(file, match.groups?.["path"] ?? ""));
    await mkdir(path.dirname(path.join(to, file)), { recursive: true });
    await writeFile(
      path.join(to, file),
      text.replaceAll(specifier, (whole) => whole.replace(/\.ts"$/, '.js"')),
    );
  }
}

/** The declaration file that an import in `file` means. Declarations of bundled packages are not shipped, so none may be named. */
function targetOf(/** @type {string} */ file, /** @type {string} */ imported) {
  if (!imported.startsWith(".")) throw new Error(`${file} of the public API needs the types of "${imported}"`);
  return path.posix.join(path.posix.dirname(file), imported.replace(/\.ts$/, ".d.ts"));
}
