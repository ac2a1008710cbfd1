/**
 * Packs the package as it would be published and checks it: its files against `packed-files.txt`, its manifest with publint, its types
 * with attw, that it needs nothing else to run. `--update` accepts a changed list of files.
 */
import { execFileSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { publint } from "publint";
import { formatMessage } from "publint/utils";

const root = fileURLToPath(new URL("..", import.meta.url));
const listFile = path.join(root, "scripts/packed-files.txt");
/** @type {string[]} */
const faults = [];
const folder = await mkdtemp(path.join(os.tmpdir(), "package-"));
try {
  const [packed] = JSON.parse(run("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", folder]));
  const tarball = path.join(folder, packed.filename);
  await compareFiles(packed.files.map((/** @type {{ path: string }} */ file) => file.path));
  await checkManifest(tarball);
  checkTypes(tarball);
  tryIt(tarball);
  console.log(`package: ${packed.entryCount} files, ${(packed.unpackedSize / 1e6).toFixed(2)} MB unpacked`);
} finally {
  await rm(folder, { recursive: true });
}
for (const fault of faults) console.error(`package: ${fault}`);
process.exitCode = faults.length > 0 ? 1 : 0;

function run(/** @type {string} */ command, /** @type {string[]} */ args, cwd = root) {
  return execFileSync(command, args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

/** Names of chunks end in a hash of their content, which is left out of the list. */
async function compareFiles(/** @type {string[]} */ files) {
  const list = `${[...new Set(files.map((file) => file.replace(/-[\w-]{8}\.(c?js)$/, "-*.$1")))].sort().join("\n")}\n`;
  if (process.argv.includes("--update")) await writeFile(listFile, list);
  else if (list !== (await readFile(listFile, "utf8"))) {
    faults.push(
      `the files to publish are not those of scripts/packed-files.txt:\n${list}Run \`npm run pack:check -- --update\` when they should be.`,
    );
  }
}

async function checkManifest(/** @type {string} */ tarball) {
  const content = await readFile(tarball);
  const { messages, pkg } = await publint({ strict: true, pack: { tarball: new Uint8Array(content).buffer } });
  for (const message of messages) faults.push(`publint: ${formatMessage(message, pkg, { color: false }) ?? message.code}`);
}

function checkTypes(/** @type {string} */ tarball) {
  try {
    run("node", ["node_modules/@arethetypeswrong/cli/dist/index.js", tarball, "--profile", "esm-only", "--no-color"]);
  } catch (error) {
    faults.push(`attw: ${/** @type {{ stdout: string }} */ (error).stdout}`);
  }
}

/** Unpacks it where no other package is in reach, and runs it. */
function tryIt(/** @type {string} */ tarball) {
  run("tar", ["-xzf", tarball, "-C", folder]);
  const version = run("node", [path.join(folder, "package/dist/cli.cjs"), "--version"], folder).trim();
  if (!tarball.endsWith(`-${version}.tgz`)) faults.push(`the tarball ${path.basename(tarball)} runs as version ${version}`);
  run("node", ["-e", "import('./package/dist/index.js').catch((error) => { console.error(error); process.exit(1); })"], folder);
}
