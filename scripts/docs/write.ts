/** `npm run docs`: writes what follows from the sources, and says which files changed. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { documents } from "./documents.ts";

export async function main(_args: readonly string[], root: string): Promise<void> {
  for (const [file, text] of await documents(root)) {
    const target = path.join(root, file);
    if (existsSync(target) && readFileSync(target, "utf8") === text) continue;
    writeFileSync(target, text);
    console.log(`written: ${file}`);
  }
}
