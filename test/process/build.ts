/** Builds `dist` when a source is newer than it. */
import { execFileSync } from "node:child_process";
import { readdirSync, statSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

export function setup(): void {
  const built = statSync(path.join(root, "dist/cli.cjs"), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const newest = Math.max(...["src", "rules", "scripts/bundle", "package.json"].map(newestIn));
  if (built < newest) execFileSync(process.execPath, ["scripts/build.mjs"], { cwd: root, stdio: "inherit" });
}

function newestIn(name: string): number {
  const top = path.join(root, name);
  if (!statSync(top).isDirectory()) return statSync(top).mtimeMs;
  const files = readdirSync(top, { recursive: true, encoding: "utf8" });
  return Math.max(...files.map((file) => statSync(path.join(top, file)).mtimeMs));
}
