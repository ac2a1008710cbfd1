/** `npm run demo`: audits the demo project with the CLI just built. Findings are what it is for, so they do not fail the script. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const args = ["dist/cli.cjs", "lint", "fixtures/projects/demo", "--offline", ...process.argv.slice(2)];
console.log(`\n$ node ${args.join(" ")}\n`);
const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: "inherit" });
const meanings = ["the project is clean", "it found something", "it could not complete"];
console.log(`The linter exited with ${status}: ${meanings[status ?? 2]}.`);
process.exitCode = status === 1 || status === 0 ? 0 : 1;
